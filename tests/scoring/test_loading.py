from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import GoldError
from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.loading import load, with_questions


def test_reads_title_date_units_and_records(document: GoldDocument) -> None:
    assert (document.title, document.date) == ("Harbour pact", "2024-05-02")
    assert [unit.kind for unit in document.units] == ["h", "p", "", "p", "li", "num", ""]
    assert document.commitments[0].deadline == "../2030"
    assert document.commitments[2].lead_in == "u003"
    assert document.targets[0].value == 40
    assert document.questions[0].must_include == (("40%", "forty percent"),)


def test_source_and_date_come_from_sources_json(gold_folder: Path) -> None:
    entry = {"n01": {"file": "2024-05-03-harbour-pact.md"}}
    (gold_folder / "sources.json").write_text(json.dumps(entry), encoding="utf-8")
    (gold_folder / "n01.txt").write_text(
        (gold_folder / "n01.txt").read_text(encoding="utf-8").replace(" (2024-05-02)", ""), encoding="utf-8"
    )
    document = load(gold_folder).documents[0]
    assert (document.source, document.date) == ("2024-05-03-harbour-pact.md", "2024-05-03")


def test_hash_follows_every_gold_file(gold_folder: Path) -> None:
    before = load(gold_folder).sha256
    assert load(gold_folder).sha256 == before
    text = gold_folder / "n01.txt"
    text.write_text(text.read_text(encoding="utf-8") + "u007 | p | Thanks.\n", encoding="utf-8")
    assert load(gold_folder).sha256 != before


def test_questions_about_other_documents_are_passed_over(gold_folder: Path) -> None:
    lines = [
        {"doc": "n01", "question": "When?", "type": "date", "support": [{"unit": "u006", "quote": "2 May"}]},
        {"doc": "n99", "question": "Why?", "type": "what", "support": [{"unit": "u000", "quote": "x"}]},
    ]
    (gold_folder / "questions").mkdir()
    file = gold_folder / "questions" / "more.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    document = load(gold_folder).documents[0]
    assert [question.text for question in document.questions][2:] == ["When?"]
    assert len(with_questions((document,), file)[0].questions) == 4


@pytest.mark.parametrize(
    ("part", "index", "fields", "message"),
    [
        ("commitments", 0, {"quote": "will cut everything"}, "commitments 1: the quote"),
        ("commitments", 1, {"unit": "u077"}, "commitments 2: unknown unit 'u077'"),
        ("commitments", 2, {"lead_in": "u033"}, "lead_in 'u033' is no unit"),
        ("commitments", 0, {"strength": "firm"}, "Legal: strong, moderate, weak"),
        ("commitments", 0, {"actor": "The airports"}, "actor 'The airports'"),
        ("commitments", 0, {"deadline": {"text": "by 2031", "edtf": "../2031"}}, "deadline: its text"),
        ("targets", 0, {"value": "forty"}, "'value' is 'forty'"),
        ("targets", 0, {"value": [1, 2, 3]}, "Make it a number, or [from, to]"),
        ("targets", 0, {"commitment_quote": "will"}, "commitment_quote"),
        ("dates", 1, {"role": "meeting"}, "dates 2: 'role' is 'meeting'"),
        ("questions", 0, {"support": []}, "without support"),
        ("questions", 0, {"support": [{"unit": "u001", "quote": "no"}]}, "questions 1: support 1"),
        ("questions", 0, {"must_include": "40%"}, "not a list of texts"),
    ],
)
def test_what_breaks_the_format_is_named(
    rewrite: Callable[..., Path], part: str, index: int, fields: dict[str, Any], message: str
) -> None:
    folder = rewrite(part, index, **fields)
    with pytest.raises(GoldError) as caught:
        load(folder)
    assert message in str(caught.value)
    assert "n01.json" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("n01.txt", "# nothing\n", "no units"),
        ("n01.txt", "u000 | p | One.\nu000 | p | Two.\n", "two of one number"),
        ("n01.json", "{", "not JSON"),
        ("n01.json", '{"doc": "n01"}', "no gold annotations"),
        ("n01.json", '{"doc": "n02", "commitments": []}', "Make it 'n01'"),
        ("sources.json", '{"n01": "a.md"}', "not an object of objects"),
    ],
)
def test_bad_files_are_named(gold_folder: Path, name: str, content: str, message: str) -> None:
    (gold_folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        load(gold_folder)


def test_missing_things_are_named(gold_folder: Path) -> None:
    (gold_folder / "n01.txt").unlink()
    with pytest.raises(GoldError, match=r"n01\.txt: missing"):
        load(gold_folder)
    (gold_folder / "n01.json").unlink()
    with pytest.raises(GoldError, match="no gold documents"):
        load(gold_folder)
    with pytest.raises(GoldError, match="no such folder"):
        load(gold_folder / "elsewhere")
