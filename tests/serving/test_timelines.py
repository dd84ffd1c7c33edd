from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from pipeline.errors import UsageError
from pipeline.registry import timeline
from pipeline.serving.timelines import html, rows, view, write
from tests.registry.rows import commitment, fact

EVENTS = timeline(
    [fact("Harbour <Board>", "established", "founded", when="2023-12")],
    [commitment("c1", "count ships", due="../2030")],
)


def test_the_page_has_figure_table_and_quotes_but_no_script() -> None:
    page = html(EVENTS, "Time & tide")
    assert page.count("<svg") == 1
    assert page.count("<blockquote>") == 2
    assert "“count ships”" in page
    assert "<Board>" not in page
    assert "<script" not in page


def test_the_ending_of_the_file_says_what_is_written(tmp_path: Path) -> None:
    write(EVENTS, "t", tmp_path / "a.svg")
    write(EVENTS, "t", tmp_path / "a.html")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(UsageError, match=r"a\.png: a time line is written as \.svg or \.html"):
        write(EVENTS, "t", tmp_path / "a.png")
    with pytest.raises(UsageError, match="does not exist"):
        write(EVENTS, "t", tmp_path / "no" / "a.svg")


def test_rows_and_the_list_cite_what_tells_an_event() -> None:
    assert [(row["date"], row["event"], len(row["citations"])) for row in rows(EVENTS)] == [
        ("2023-12", "established", 1),
        ("../2030", "due", 1),
    ]
    console = Console(width=100, record=True)
    console.print(view(EVENTS, "t"))
    assert "d1.txt, 0:11" in console.export_text()
