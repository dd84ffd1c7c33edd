from __future__ import annotations

import pytest

from pipeline.answers.asked import compares, is_yes_or_no, parts
from pipeline.answers.question import parse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many ferries will sail?", ["amount"]),
        ("Who leads the board, and since when?", ["name", "date"]),
        ("How much will members pay and by when?", ["amount", "date"]),
        ("target year for clean harbours?", ["date"]),
        ("Which ports does the league run?", ["list"]),
        ("Does the league run ferries?", ["yes or no"]),
        ("How does the toll compare with the levy?", ["both sides"]),
        ("Why do tides matter?", []),
    ],
)
def test_what_is_wanted_shows_in_the_wording(text: str, wanted: list[str]) -> None:
    assert [part.wanted for part in parts(parse(text))] == wanted


def test_each_part_has_the_words_that_ask_for_it() -> None:
    first, second = parts(parse("How many ferries sail, and who pays the pilots?"))
    assert "ferri" in first.terms
    assert "pilot" in second.terms
    assert not first.terms & second.terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Has the league met?", True),
        ("According to the charter, must members pay?", True),
        ("Isn't the toll too high?", True),
        ("Is it the toll or the levy?", False),
        ("When did the league meet?", False),
    ],
)
def test_yes_or_no_is_asked_by_the_verb_in_front(text: str, expected: bool) -> None:
    assert is_yes_or_no(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Which is larger, the toll or the levy?",
        "toll versus levy?",
        "How is the toll split between ports and roads?",
        "Is more paid in tolls than levies?",
    ],
)
def test_comparisons(text: str) -> None:
    assert compares(text)
