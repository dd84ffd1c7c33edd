from __future__ import annotations

import pytest

from pipeline.extraction.changes import change_of


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("Exports rose by ", "", "up"),
        ("They cut the workforce by ", "", "down"),
        ("An increase of ", "", "up"),
        ("It fell to ", "", "="),
        ("They saw a ", " decline", "down"),
        ("They saw a ", " annual increase", "up"),
        ("It holds ", " of shares", "="),
    ],
)
def test_verbs_and_nouns_of_movement(before: str, after: str, change: str) -> None:
    text = f"{before}5%{after}"
    assert change_of(text, len(before), len(before) + 2, None) == change


def test_a_comparator_says_first() -> None:
    assert change_of("It rose more than 5%", 8, 20, ">") == ">"
