from __future__ import annotations

from datetime import date

import pytest

from pipeline.extraction import datesdays


@pytest.mark.parametrize("day", [date(2000, 4, 23), date(2011, 4, 24), date(2024, 3, 31), date(2038, 4, 25)])
def test_easter(day: date) -> None:
    assert datesdays.easter(day.year) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Thanksgiving", date(2021, 11, 25)),
        ("Memorial Day", date(2022, 5, 30)),
        ("Good Friday", date(2023, 4, 7)),
        ("Earth Day", date(2021, 4, 22)),
    ],
)
def test_feasts_have_their_day(name: str, day: date) -> None:
    assert datesdays.feast_day(name, day.year) == day


@pytest.mark.parametrize(("name", "number"), [("Monday", 1), ("Sun.", 7), ("thurs.", 4)])
def test_weekdays_have_numbers(name: str, number: int) -> None:
    assert datesdays.weekday_of(name) == number
