from __future__ import annotations

import io

from rich.console import Console

from pipeline.schema import Answer, Citation, Span
from pipeline.serving import terminal


def printed(view: object, *, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined]  # the file is the StringIO made above


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
