"""The first and the last day of an EDTF expression, so that dates can be compared (ISO 8601-2)."""

from __future__ import annotations

import calendar
import re

_QUALIFIERS = re.compile(r"[~?%]")
_POINT = re.compile(r"(?P<year>\d{2}[\dX]{2})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")

# Codes 21 to 41 in the place of a month: seasons (northern), quarters and halves, as (first month,
# number of months); winter begins in December and ends in the next year.
_DIVISIONS: dict[int, tuple[int, int]] = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    40: (1, 6),
    41: (7, 6),
}

Bounds = tuple[str | None, str | None]


def bounds(edtf: str | None) -> Bounds:
    """(first day, last day) as YYYY-MM-DD; None for an open end, and for what is no known expression.

    "../2030" gives (None, "2030-12-31"), "2024-07" ("2024-07-01", "2024-07-31"), "203X" the decade.
    """
    if not edtf:
        return None, None
    first, slash, last = _QUALIFIERS.sub("", edtf).partition("/")
    return _point(first)[0], _point(last if slash else first)[1]


def _point(text: str) -> Bounds:
    match = _POINT.fullmatch(text)
    if match is None:
        return None, None
    first_year, last_year = (int(match["year"].replace("X", digit)) for digit in "09")
    if match["month"] is None:
        return f"{first_year:04}-01-01", f"{last_year:04}-12-31"
    month = int(match["month"])
    if match["day"] is not None:
        return text, text
    if 1 <= month <= 12:
        return _months(first_year, month, 1)
    return _months(first_year, *_DIVISIONS[month]) if month in _DIVISIONS else (None, None)


def _months(year: int, first: int, count: int) -> Bounds:
    years, last = divmod(first + count - 2, 12)
    last_year, last_month = year + years, last + 1
    days = calendar.monthrange(last_year, last_month)[1]
    return f"{year:04}-{first:02}-01", f"{last_year:04}-{last_month:02}-{days:02}"
