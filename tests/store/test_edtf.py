from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.edtf import bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2035", "2035-01-01", "2035-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-07-09", "2024-07-09", "2024-07-09"),
        ("2025~", "2025-01-01", "2025-12-31"),
        ("2022-06?", "2022-06-01", "2022-06-30"),
        ("../2030", None, "2030-12-31"),
        ("2024/..", "2024-01-01", None),
        ("/2030", None, "2030-12-31"),
        ("2021-06-13/2022-06-13", "2021-06-13", "2022-06-13"),
        ("203X", "2030-01-01", "2039-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("2022-36", "2022-10-01", "2022-12-31"),
        ("2022-40", "2022-01-01", "2022-06-30"),
        ("2022-99", None, None),
        ("soon", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_bounds(edtf: str | None, first: str | None, last: str | None) -> None:
    assert bounds(edtf) == (first, last)


@given(st.dates())
def test_a_month_holds_its_days_and_a_year_its_months(day: object) -> None:
    text = str(day)
    year, month = bounds(text[:4]), bounds(text[:7])
    assert str(year[0]) <= str(month[0]) <= text <= str(month[1]) <= str(year[1])


@given(st.text())
def test_any_text_has_bounds_or_none(text: str) -> None:
    assert len(bounds(text)) == 2
