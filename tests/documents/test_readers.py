"""The property that holds for all readers, on generated and on real files."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.read import read_bytes
from pipeline.errors import ReadError
from pipeline.schema import Document
from tests.documents.properties import WORD, assert_well_formed, assert_words_in_order

WORDS = st.text(alphabet="abcdeghijklmnprstuvwyzäéñΩдж", min_size=2, max_size=9)
SENTENCES = st.lists(WORDS, min_size=1, max_size=25)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["heading", "paragraph", "bullet", "number", "row"]), SENTENCES),
    min_size=1,
    max_size=12,
)


def read(data: str, name: str) -> Document:
    return read_bytes(data.encode(), name=name)


def as_text(blocks: list[tuple[str, list[str]]]) -> str:
    marks = {"bullet": "- ", "number": "3. "}
    return "\n".join(marks.get(kind, "") + " ".join(words) for kind, words in blocks)


def as_markdown(blocks: list[tuple[str, list[str]]]) -> str:
    marks = {"heading": "## ", "bullet": "* ", "number": "4. "}
    return "\n\n".join(marks.get(kind, "") + " ".join(words) for kind, words in blocks)


def as_html(blocks: list[tuple[str, list[str]]]) -> str:
    tags = {
        "heading": "<h2>{}</h2>",
        "paragraph": "<p>{}</p>",
        "bullet": "<ul><li>{}</ul>",
        "number": "<ol><li><b>{}</b></li></ol>",
        "row": "<table><tr><td>{}</td><td>2</td></tr></table>",
    }
    return "<!doctype html><body>" + "".join(tags[kind].format(" ".join(words)) for kind, words in blocks)


FORMATS = {"a.txt": as_text, "a.md": as_markdown, "a.html": as_html}


@pytest.mark.parametrize("name", FORMATS)
@given(blocks=BLOCKS)
def test_any_structure(name: str, blocks: list[tuple[str, list[str]]]) -> None:
    document = read(FORMATS[name](blocks), name)
    assert_well_formed(document)
    assert_words_in_order(document, [word for _, words in blocks for word in words])


@given(paragraphs=st.lists(st.lists(WORDS, min_size=24, max_size=40), min_size=1, max_size=2))
def test_wrapped_text(paragraphs: list[list[str]]) -> None:
    lines: list[str] = []
    for words in paragraphs:
        line = ""
        for word in words:
            if len(line) + len(word) > 60:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    document = read("\n".join(lines), "wrapped.txt")
    assert_well_formed(document)
    assert_words_in_order(document, [word for words in paragraphs for word in words])
    assert len(document.blocks) == len(paragraphs)


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text(max_size=300))
def test_any_characters(name: str, text: str) -> None:
    try:
        document = read(text, name)
    except ReadError as exc:
        assert exc.code in ("empty", "no_text", "unsupported", "corrupt")  # noqa: PT017 - either outcome is right
    else:
        assert_well_formed(document)


def visible_words(path: Path) -> list[str]:
    """The words of a real file by a plain rule of its format, independent of the readers."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        source = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
        source = re.sub(r"\]\((?:[^()\s]|\([^()]*\))*\)", "", source)
    if path.suffix == ".html":
        source = re.sub(r"<(script|style|title)\b.*?</\1>", "", source, flags=re.DOTALL)
    if path.suffix in (".html", ".md"):
        source = re.sub(r"<!--.*?-->|<[^>]+>", "", source, flags=re.DOTALL)
    source = html.unescape(source.replace("\\", "").replace("**", ""))
    return WORD.findall(re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", source))


@pytest.mark.parametrize(("folder", "step"), [("factsheets", 1), ("summits", 20), ("html", 4)])
def test_real_files(shared: Path, folder: str, step: int) -> None:
    for path in sorted((shared / "corpus" / folder).iterdir())[::step]:
        document = read_bytes(path.read_bytes(), name=path.name)
        assert_well_formed(document)
        assert_words_in_order(document, [w for w in visible_words(path) if not w.isdigit() and "_" not in w])


def test_hostile_files_give_a_document_or_a_read_error(shared: Path) -> None:
    folder = shared / "corpus" / "hostile"
    manifest = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    rows = [row for row in manifest if not row["file"].endswith((".pdf", "docx", "docm", "dotx"))]
    assert rows
    for row in rows:
        outcome, document = outcome_of(folder / row["file"])
        expected = row["expected"]
        assert outcome in expected or (expected == "no-text" and outcome == "empty"), row["file"]
        if expected == "ok-suspicious":
            assert document is not None
            assert "suspicious" in document.flags, row["file"]


def outcome_of(path: Path) -> tuple[str, Document | None]:
    try:
        document = read_bytes(path.read_bytes(), name=path.name)
    except ReadError as exc:
        return exc.code.replace("_", "-"), None
    assert_well_formed(document)
    return "ok", document
