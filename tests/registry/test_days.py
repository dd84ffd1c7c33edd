from __future__ import annotations

import pytest

from pipeline.registry.days import agree, before, due, first_day, last_day


def test_the_first_and_the_last_day() -> None:
    assert (first_day("2024-02"), last_day("2024-02")) == ("2024-02-01", "2024-02-29")
    assert (first_day("../2030"), last_day(None)) == ("", "")


@pytest.mark.parametrize(
    ("first", "second", "same", "earlier"),
    [("2023", "2023-12", True, False), ("2023", "2024", False, True), ("2024-05", "2024-04", False, False)],
)
def test_dates_told_more_or_less_exactly(first: str, second: str, same: bool, earlier: bool) -> None:
    assert (agree(first, second), before(first, second)) == (same, earlier)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("../2030", "by 2030"),
        ("2024/2026", "2024 to 2026"),
        ("2025/..", "2025"),
        ("2026-23", "autumn 2026"),
        ("../2022-01~", "by about 2022-01"),
    ],
)
def test_due_dates_in_words(edtf: str, words: str) -> None:
    assert due(edtf) == words
