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


def test_an_answer_shows_each_document_and_section_once_with_its_places() -> None:
    citations = [
        Citation(
            n, "d", "a.pdf", "Accord", "2026-03", 2, label, ("Accord", "Aims"), Span(n, n + 4), "q", "", ""
        )
        for n, label in ((1, "3(b)"), (2, None))
    ]
    text = printed(terminal.answer_view(Answer("Q?", True, "It will [1]. So [2].", 0.9, tuple(citations))))
    assert text.count("Accord (2026-03)  a.pdf") == 1
    assert text.count("Aims") == 1
    assert "[1] p. 2, § 3(b), 1:5   [2] p. 2, 2:6" in text


def test_a_refusal_shows_the_reason_and_quotes_what_is_nearest() -> None:
    citation = Citation(1, "d", "a.md", "Accord", None, None, None, (), Span(0, 5), "trees", "", "")
    answer = Answer("Q?", False, "The documents do not tell.", 0.1, (citation,), reason="No amount.")
    text = printed(terminal.answer_view(answer))
    for words in ("do not tell", "No amount.", "Nearest passages", "Accord (undated)", "“trees”"):
        assert words in text


def test_the_short_answer_comes_first_and_notes_come_after_the_text() -> None:
    citation = Citation(1, "d", "a.md", "Accord", None, None, None, (), Span(0, 5), "trees", "", "")
    given = Answer(
        "Q?",
        True,
        "400 trees [1]\n- plant 400 trees [1]",
        0.9,
        (citation,),
        short="400 trees",
        notes=("As of 2031.",),
    )
    lines = [line.strip() for line in printed(terminal.answer_view(given)).splitlines() if line.strip()]
    assert lines[:4] == ["Q?", "400 trees [1]", "• plant 400 trees [1]", "As of 2031."]


def test_each_quote_has_a_bullet_and_items_stand_below_their_stem() -> None:
    def citation(n: int, label: str | None, lead_in: str | None) -> Citation:
        return Citation(n, "d", "a.md", "Accord", None, None, label, (), Span(n, n + 4), "q", "", "", lead_in)

    given = Answer(
        "Q?",
        True,
        "4. Trees grow. [1] Ships sail. [2]\nMembers will: [3]\n- plant trees; [4]\n- They meet. [5]",
        0.9,
        (
            citation(1, "4", None),
            citation(2, None, None),
            citation(3, None, None),
            citation(4, None, "Members will:"),
            citation(5, None, None),
        ),
    )
    lines = [line.rstrip() for line in printed(terminal.answer_view(given)).splitlines() if line.strip()]
    assert lines[1:6] == [
        "  • Trees grow. [1]",
        "  • Ships sail. [2]",
        "  • Members will: [3]",
        "    – plant trees; [4]",
        "  • They meet. [5]",
    ]
