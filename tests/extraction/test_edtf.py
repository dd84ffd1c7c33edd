from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import edtf

VALID = (
    "2035 2024-07 2024-07-09 ../2030 2025/.. 2021-06-13/2022-06-13 2025~ 2022-06~ "
    "2022-21 2022-24 203X 20XX 2024-02-29 2024-XX"
)
INVALID = (
    "35 2024-13 2023-02-29 2024-00 2024-7 ../.. / 2022-25 2024-06-31 2024/2025/2026 by-2030 2024-21-03 203XX"
)


@pytest.mark.parametrize("text", VALID.split())
def test_valid(text: str) -> None:
    assert edtf.is_valid(text)


@pytest.mark.parametrize("text", [*INVALID.split(), ""])
def test_invalid(text: str) -> None:
    assert not edtf.is_valid(text)


@given(st.dates())
def test_every_day_is_valid_and_read_back(day: date) -> None:
    assert edtf.is_valid(day.isoformat())
    assert edtf.parse_day(day.isoformat()) == (day.year, day.month, day.day)
    assert edtf.show((day.year, day.month, day.day)) == day.isoformat()


@given(st.text(max_size=14))
def test_validity_is_decided_for_any_text(text: str) -> None:
    assert isinstance(edtf.is_valid(text), bool)
    assert edtf.parse_day(text) is None or edtf.is_valid(text)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-3000, 3000))
def test_shifting_days_agrees_with_the_calendar(day: date, count: int) -> None:
    moved = day + timedelta(days=count)
    assert edtf.shift((day.year, day.month, day.day), count, "day") == (moved.year, moved.month, moved.day)


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        ((2021, 6, 13), 1, "year", (2022, 6, 13)),
        ((2024, 1, 31), 1, "month", (2024, 2, 29)),
        ((2024, 2, 29), 1, "year", (2025, 2, 28)),
        ((2024, 6), -18, "month", (2022, 12)),
        ((2024,), 10, "year", (2034,)),
        ((2024,), 5, "month", None),
        ((2024, 6), 3, "day", None),
        ((2024, 6, 1), 1, "century", (2124, 6, 1)),
        ((9999, 12, 31), 1, "day", None),
        ((9999,), 1, "year", None),
    ],
)
def test_shift(day: edtf.Day, count: int, unit: edtf.Unit, expected: edtf.Day | None) -> None:
    assert edtf.shift(day, count, unit) == expected


def test_week_of_runs_from_monday_to_sunday() -> None:
    assert edtf.week_of((2023, 11, 16)) == "2023-11-13/2023-11-19"
    assert edtf.week_of((2023, 11, 16), 1) == "2023-11-20/2023-11-26"
    assert edtf.week_of((2023, 11)) is None


@pytest.mark.parametrize("text", ["2022-21", "2021/2022", "203X", "x", None, ""])
def test_what_is_no_day_is_no_reference(text: str | None) -> None:
    assert edtf.parse_day(text) is None
