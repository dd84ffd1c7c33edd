"""Extended Date/Time Format (ISO 8601-2:2019): the part that policy texts need.

Levels 0 and 1 for years, months and days, qualifiers, seasons, unspecified digits and intervals, plus the
unspecified digits of level 2 in months and days: ``2035``, ``2024-07``, ``2025~``, ``2022-21`` (spring; 22
summer, 23 autumn, 24 winter), ``203X``, ``../2030``, ``2021-06-13/2022-06-13``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]
Day = tuple[int, ...]  # (year,), (year, month) or (year, month, day)

SEASONS = range(21, 25)
_YEAR = r"-?(?:\d{4}|\d{3}X|\d{2}XX|\dXXX|XXXX)"
_POINT = re.compile(rf"({_YEAR})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[~?%]?")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def is_valid(text: str) -> bool:
    """True when ``text`` is an EDTF date, season or interval of the supported part; days are checked."""
    sides = text.split("/")
    if len(sides) == 1:
        return _valid_point(text)
    if len(sides) != 2 or all(side in ("", "..") for side in sides):
        return False
    return all(side in ("", "..") or _valid_point(side) for side in sides)


def _valid_point(text: str) -> bool:
    found = _POINT.fullmatch(text)
    if found is None:
        return False
    year, month, day = found.groups()
    if month is None or "X" in month:
        return day is None or day == "XX"
    if day is None:
        return 1 <= int(month) <= 12 or int(month) in SEASONS
    return 1 <= int(month) <= 12 and _valid_day(year, int(month), day)


def _valid_day(year: str, month: int, day: str) -> bool:
    if day == "XX":
        return True
    known = int(year) if year.isdigit() and int(year) > 0 else 2000  # an unknown year may be a leap year
    return 1 <= int(day) <= monthrange(known, month)[1]


def parse_day(text: str | None) -> Day | None:
    """The calendar point that ``text`` names, without qualifier; None for seasons, intervals and the like."""
    if not text or not is_valid(text):
        return None
    parts = text.rstrip("~?%").split("-")
    if not all(part.isdigit() for part in parts):
        return None
    day = tuple(int(part) for part in parts)
    return None if (len(day) > 1 and day[1] in SEASONS) or day[0] == 0 else day


def show(day: Day) -> str:
    """``day`` as EDTF: (2021, 6, 3) gives 2021-06-03."""
    return "-".join([f"{day[0]:04d}", *(f"{part:02d}" for part in day[1:])])


def shift(day: Day, count: int, unit: Unit) -> Day | None:
    """``day`` moved by ``count`` units, in its own precision; None when it is not precise enough.

    A day that the target month lacks becomes the month's last: 31 January and a month is 28 February.
    """
    if unit in ("day", "week"):
        return _shift_days(day, count * (7 if unit == "week" else 1))
    months = count * _MONTHS[unit]
    if len(day) == 1:
        return _in_range((day[0] + months // 12,)) if months % 12 == 0 else None
    total = day[0] * 12 + day[1] - 1 + months
    year, month = total // 12, total % 12 + 1
    if _in_range((year,)) is None:
        return None
    return (year, month, *(min(d, monthrange(year, month)[1]) for d in day[2:]))


def _shift_days(day: Day, count: int) -> Day | None:
    if len(day) < 3:
        return None
    try:
        moved = date(*day) + timedelta(days=count)
    except OverflowError:
        return None
    return (moved.year, moved.month, moved.day)


def _in_range(day: Day) -> Day | None:
    return day if 1 <= day[0] <= 9999 else None


def week_of(day: Day, weeks: int = 0) -> str | None:
    """The Monday to Sunday interval of the week ``weeks`` after that of ``day``."""
    moved = _shift_days(day, 7 * weeks)
    if moved is None:
        return None
    first = _shift_days(moved, -date(*moved).weekday())
    last = _shift_days(first, 6) if first else None
    return f"{show(first)}/{show(last)}" if first and last else None


def last_point(text: str) -> str:
    """The later side of an interval, or the point itself."""
    return text.rsplit("/", 1)[-1]
