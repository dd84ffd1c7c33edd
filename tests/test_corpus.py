"""The bundled corpus is what its manifest says, can be built again, and carries its gold."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents.read import read_bytes
from pipeline.schema import Document
from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.loading import load
from pipeline.scoring.words import words
from tests.tools.build_corpus import build

ROOT = Path(__file__).resolve().parents[1]
CORPUS, GOLD = ROOT / "corpus", ROOT / "eval" / "gold"
MANIFEST: list[dict[str, Any]] = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
ENTRIES = {entry["file"]: entry for entry in MANIFEST}
DOCUMENTS = load(GOLD).documents


@cache
def read(name: str) -> Document:
    return read_bytes((CORPUS / name).read_bytes(), name=name)


def test_manifest_lists_every_file_with_its_hash() -> None:
    files = {path.name for path in CORPUS.iterdir()} - {"manifest.json"}
    assert files == set(ENTRIES)
    for name, entry in ENTRIES.items():
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == entry["sha256"], name


def test_manifest_says_where_the_facts_come_from() -> None:
    for entry in MANIFEST:
        assert entry["licence"] == "Apache-2.0"
        assert entry["provenance"].startswith("Own restatement of facts from: ")
        assert entry["urls"]
        assert all(url.startswith("https://") for url in entry["urls"])


def test_corpus_covers_all_formats() -> None:
    formats = Counter(entry["format"] for entry in MANIFEST)
    assert set(formats) == {"md", "txt", "html", "docx", "pdf"}
    assert formats.total() >= 12
    assert formats["pdf"] >= 3


def test_corpus_stays_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 2_000_000


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path)
    built = {path.name for path in tmp_path.iterdir()}
    assert built == {name for name, entry in ENTRIES.items() if entry["format"] in ("pdf", "docx")}
    for name in built:
        assert (tmp_path / name).read_bytes() == (CORPUS / name).read_bytes(), name


@pytest.mark.parametrize("name", ENTRIES)
def test_every_document_says_that_it_is_a_restatement(name: str) -> None:
    assert "it is not an official document" in " ".join(read(name).text.split())


@pytest.mark.parametrize("name", ENTRIES)
def test_documents_are_read_with_their_title_and_date(name: str) -> None:
    document, entry = read(name), ENTRIES[name]
    assert (document.title.casefold(), document.date) == (entry["title"].casefold(), entry["date"])


def test_gold_belongs_to_the_files_of_the_manifest() -> None:
    assert len(DOCUMENTS) >= 12
    assert {gold.source: gold.date for gold in DOCUMENTS} == {
        name: entry["date"] for name, entry in ENTRIES.items()
    }


@pytest.mark.parametrize("gold", DOCUMENTS, ids=lambda gold: gold.name)
def test_gold_has_questions_some_of_them_unanswerable(gold: GoldDocument) -> None:
    types = Counter(question.type for question in gold.questions)
    assert 6 <= types.total() <= 10
    assert 1 <= types["unanswerable"] <= 2
    assert all(q.must_include for q in gold.questions if q.type != "unanswerable")


def in_order(needles: list[str], text: list[str]) -> bool:
    """True when the tokens stand in the text as one run."""
    return f" {' '.join(needles)} " in f" {' '.join(text)} "


@pytest.mark.parametrize("gold", DOCUMENTS, ids=lambda gold: gold.name)
def test_every_gold_quote_stands_in_the_text_that_is_read(gold: GoldDocument) -> None:
    text = words(read(gold.source or "").text)
    records = [*gold.commitments, *gold.targets, *gold.dates]
    supports = [support for question in gold.questions for support in question.support]
    missing = [r.quote for r in (*records, *supports) if not in_order(words(r.quote), text)]
    assert missing == []
