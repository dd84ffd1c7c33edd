from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import ReadConfig
from pipeline.evaluate.material import document_from_units, find_source, prepare
from pipeline.scoring.gold import GoldDocument, Unit

UNITS = (
    Unit("u000", "h", "Harbour pact"),
    Unit("u001", "p", "The ports met in May."),
    Unit("u002", "", "They will cut emissions by 2030."),
    Unit("u003", "num", "1."),
    Unit("u004", "", "The ports agree to:"),
    Unit("u005", "li", "build two links;"),
    Unit("u006", "li", "publish a report."),
)
GOLD = GoldDocument("n01", "Harbour pact", UNITS, date="2024-05-02")


def test_units_become_blocks() -> None:
    document = document_from_units(GOLD)
    assert [(block.kind, document.quote(block.span)) for block in document.blocks] == [
        ("heading", "Harbour pact"),
        ("paragraph", "The ports met in May. They will cut emissions by 2030."),
        ("paragraph", "1. The ports agree to:"),
        ("item", "build two links;"),
        ("item", "publish a report."),
    ]
    assert [block.lead_in for block in document.blocks] == [None, None, None, 2, 2]
    assert document.blocks[2].label == "1"
    assert document.blocks[1].section == ("Harbour pact",)
    assert (document.date, document.title) == ("2024-05-02", "Harbour pact")


def test_a_stretch_may_begin_inside_a_block() -> None:
    document = document_from_units(GoldDocument("n02", "", (Unit("u010", "", "and will report."),)))
    assert [block.kind for block in document.blocks] == ["paragraph"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pact.md", "one/pact.md"),
        ("deep.md", "two/below/deep.md"),
        ("below/deep.md", "two/below/deep.md"),
        ("x.md", None),
        (None, None),
    ],
)
def test_sources_are_found_in_and_below_the_folders(
    tmp_path: Path, name: str | None, expected: str | None
) -> None:
    for file in ("one/pact.md", "two/pact.md", "two/below/deep.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("text", encoding="utf-8")
    found = find_source(name, [tmp_path / "one", tmp_path / "two", tmp_path / "missing"])
    assert found == (tmp_path / expected if expected else None)


def test_a_source_file_is_read_and_units_stand_in_for_a_missing_one(tmp_path: Path) -> None:
    text = "# Harbour pact\n\nThe ports will cut emissions by 2030.\n"
    (tmp_path / "pact.md").write_text(text, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    documents = [
        GoldDocument(name, "", UNITS, source=source)
        for name, source in (("a", "pact.md"), ("b", "gone.md"), ("c", "broken.pdf"))
    ]
    read, built, failed = prepare(documents, [tmp_path], ReadConfig())
    assert (read.read_from, built.read_from, failed.read_from) == ("pact.md", "units", "broken.pdf")
    assert [row["quote"] for row in read.rows() if row["kind"] == "date"] == ["2030"]
    assert any(row["kind"] == "commitment" for row in built.rows())
    assert failed.rows() == []
    assert failed.problem is not None
    assert "broken.pdf" in failed.problem
