from __future__ import annotations

import pytest

from pipeline.documents.headings import (
    IN_BOLD,
    IN_ITALICS,
    is_bare_heading,
    is_emphasised_heading,
    rank_emphasised,
    with_bare_headings,
)
from pipeline.documents.structure import RawBlock

BODY = RawBlock("paragraph", "The towns will plant four hundred trees.")


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("Planting trees", BODY, True),
        ("What is the Board?", BODY, True),
        ("What will the towns do?", RawBlock("paragraph", "They agree to:"), True),
        ("Planting trees.", BODY, False),
        ("planting trees", BODY, False),
        ("April 2031", BODY, False),
        ("Factsheet", BODY, False),
        ("Tel.: 22 000", BODY, False),
        ("Town Office", RawBlock("paragraph", "Tel.: 22 000"), False),
        ("Planting trees", RawBlock("item", "oaks"), True),
        ("Planting trees", None, False),
    ],
)
def test_is_bare_heading(line: str, following: RawBlock | None, expected: bool) -> None:
    raw = [RawBlock("paragraph", line), *([following] if following else [])]
    assert is_bare_heading(raw, 0) is expected


def test_a_numbered_line_is_a_heading_only_above_running_text() -> None:
    purpose = RawBlock("item", "1. Purpose")
    assert is_bare_heading([purpose, BODY], 0)
    assert not is_bare_heading([purpose, RawBlock("item", "2. Scope")], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Planting Trees", True),
        ("Trees:", True),
        ("The towns will:", False),
        ("# #", False),
        ("The towns have today agreed to plant four hundred trees.", False),
    ],
)
def test_is_emphasised_heading(text: str, expected: bool) -> None:
    assert is_emphasised_heading(text) is expected


def test_bare_headings_of_marked_up_texts_stand_above_running_text_only() -> None:
    long = RawBlock("paragraph", "The towns will plant four hundred trees." * 4)
    line = RawBlock("paragraph", "Planting trees")
    assert [block.kind for block in with_bare_headings([long, line, long])] == [
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert with_bare_headings([line, BODY]) == [line, BODY]
    assert with_bare_headings([line, line, long]) == [line, line, long]


def levels(*headings: tuple[str, int]) -> list[int]:
    return [block.level for block in rank_emphasised([RawBlock("heading", t, level=n) for t, n in headings])]


def test_emphasised_headings_rank_below_real_ones_and_by_their_look() -> None:
    assert levels(("Accord", 1), ("Trees", IN_BOLD), ("Oaks", IN_ITALICS)) == [1, 2, 3]
    assert levels(("I. Land", IN_BOLD), ("A. Trees", IN_BOLD), ("Oaks", IN_BOLD), ("II. Sea", IN_BOLD)) == [
        1,
        2,
        3,
        1,
    ]
    assert levels(("Opening", IN_BOLD), ("I. Land", IN_BOLD), ("Oaks", IN_BOLD)) == [1, 1, 2]
    assert levels(("TREES", IN_BOLD), ("Oaks", IN_BOLD)) == [1, 2]
