from __future__ import annotations

import io

import pytest
from rich.console import Console

from pipeline.codec import record_to_data
from pipeline.schema import Answer, Citation, Span
from pipeline.serving import terminal
from tests.nouns import make_document, make_records


def printed(view: object, *, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined]  # the file is the StringIO made above


def test_the_commitment_table_says_who_what_how_much_by_when_in_80_columns() -> None:
    document = make_document()
    commitment, target = (record_to_data(record, document) for record in make_records(document))
    text = printed(terminal.commitment_table([commitment], {target["id"]: target}))
    assert max(len(line) for line in text.splitlines()) <= 80
    for words in ("Harbour", "plant at least", "at least", "by 2031", "accord.txt"):
        assert words in text


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("../2030", "by 2030"), ("2024", "2024"), ("2024/2026", "2024 to 2026"), ("2024/..", "2024"), ("", "")],
)
def test_due_words(edtf: str, words: str) -> None:
    assert terminal.due_words(edtf) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"comparator": ">=", "value": 2, "measure_unit": "%", "of": "GDP"}, "at least 2 % of GDP"),
        ({"comparator": "range", "value": [3, 5], "measure_unit": "days", "of": None}, "3 to 5 days"),
        ({"comparator": "=", "value": 1500000, "measure_unit": "USD", "of": "aid"}, "1,500,000 USD"),
    ],
)
def test_target_words(row: dict[str, object], words: str) -> None:
    assert terminal.target_words(row) == words


def test_text_from_documents_cannot_drive_the_terminal() -> None:
    assert terminal.safe("a\x1b[31mb\u202ec\nd") == "a�[31mb�c d"
    assert "[bold]x[/bold]" in printed(terminal.answer_view(Answer("[bold]x[/bold]", False, "None.", 0.1)))


def test_an_answer_shows_where_it_stands() -> None:
    citation = Citation(
        1, "d", "a.pdf", "Accord", "2026-03", 2, "3(b)", ("Aims",), Span(5, 9), "quote", "", ""
    )
    text = printed(terminal.answer_view(Answer("Q?", True, "It will [1]", 0.9, (citation,))))
    assert "[1] Accord (2026-03)" in text
    assert "a.pdf, p. 2, § 3(b), Aims, 5:9" in text
