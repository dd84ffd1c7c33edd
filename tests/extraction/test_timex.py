from __future__ import annotations

import pytest

from pipeline.extraction import timex
from pipeline.extraction.dateatoms import Atom, Grain


@pytest.mark.parametrize(
    ("edtf", "grain", "value"),
    [
        ("2013-21", "season", "2013-SP"),
        ("2013-07/2013-09", "quarter", "2013-Q3"),
        ("2013-07/2013-12", "half", "2013-H2"),
        ("2013-03-18/2013-03-24", "week", "2013-W12"),
        ("199X", "decade", "199"),
        ("2025~", "year", "2025"),
        (None, "day", "XXXX"),
    ],
)
def test_value_follows_from_edtf_and_grain(edtf: str | None, grain: Grain, value: str) -> None:
    assert timex.value_of(Atom(0, 1, edtf, grain)) == value


def test_a_value_of_its_own_wins() -> None:
    assert timex.value_of(Atom(0, 1, "2013", "year", timex="P1Y")) == "P1Y"


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (5, "year", "P5Y"),
        (0.5, "hour", "PT30M"),
        (None, "month", "PXM"),
        (2, "decade", "P2DE"),
        (90, "second", "PT90S"),
    ],
)
def test_durations(count: float | None, unit: str, value: str) -> None:
    assert timex.duration(count, unit) == value


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("week", "2021-W01"),
        ("decade", "202"),
        ("quarter", "2021-Q1"),
        ("year", "2021"),
        ("day", "2021-01-05"),
    ],
)
def test_a_day_in_the_precision_of_a_unit(unit: str, value: str) -> None:
    assert timex.point((2021, 1, 5), unit) == value
