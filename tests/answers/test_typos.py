from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers.typos import corrected, distance, nearest
from pipeline.index.hybrid import Searcher

SHORT = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("pilot", "pilot", 0),
        ("piolt", "pilot", 1),
        ("dreging", "dredging", 1),
        ("abc", "cab", 2),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == expected


@given(SHORT, SHORT)
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


def test_the_more_frequent_of_equally_near_terms_wins() -> None:
    assert nearest("harbur", {"harbor": 2, "harbut": 9, "carbur": 99}) == "harbut"
    assert nearest("harbur", {"lighthouse": 5}) is None
    assert nearest("inspecsions", {"inspect": 4, "inspections": 2}) == "inspections"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who recieves satelite pictures?", "Who recieves satellites pictures?"),
        ("What does the Harbour Saftey Bord do?", "What does the Harbour safety Bord do?"),
        ("How many lighthouses in Moldova?", "How many lighthouses in Moldova?"),
        ("What is the HSBX?", "What is the HSBX?"),
        ("", ""),
    ],
)
def test_only_mistyped_words_are_corrected(searcher: Searcher, question: str, expected: str) -> None:
    assert corrected(question, searcher) == expected
