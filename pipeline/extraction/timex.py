"""TIMEX3 values (ISO 8601 as TimeML extends it): "2013-Q4", "P3Y", "2013-03-22TMO", "PAST_REF"."""

from __future__ import annotations

from datetime import date

from pipeline.extraction import edtf
from pipeline.extraction.dateatoms import Atom
from pipeline.extraction.edtf import Day

UNKNOWN = "XXXX"
LETTERS = {
    **{"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "month": "M"},
    **{"quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"},
}
"""The designator of each unit in a duration; T marks what stands behind the time sign."""
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def value_of(atom: Atom) -> str:
    """The TIMEX3 value of ``atom``: its own, else that of its EDTF value and grain; XXXX when unresolved."""
    if atom.timex is not None:
        return atom.timex
    value = atom.edtf
    if value is None:
        return UNKNOWN
    if atom.grain == "season":
        return f"{value[:4]}-{_SEASONS.get(value[5:7], 'XX')}"
    if atom.grain in ("quarter", "half") and "/" in value and len(value) == 15:
        month, last = int(value[5:7]), int(value[13:15])
        months = last - month + 1
        return f"{value[:4]}-{'Q' if months == 3 else 'H'}{last // months}"
    if atom.grain == "week" and (first := edtf.parse_day(value.split("/")[0])):
        return week(first)
    return value.rstrip("~").replace("X", "") if atom.grain in ("decade", "century") else value.rstrip("~")


def duration(count: float | None, unit: str) -> str:
    """ "P5Y" for 5 years, "PT30M" for half an hour; an unknown count (None) is X: "PXM"."""
    letters = LETTERS[unit]
    if letters == "TH" and count is not None and count < 1:
        count, letters = count * 60, "TM"
    time, letter = ("T", letters[1:]) if letters.startswith("T") else ("", letters)
    return f"P{time}{'X' if count is None else f'{count:g}'}{letter}"


def week(day: Day) -> str:
    """The week of a full day: (2013, 3, 22) gives 2013-W12."""
    year, number, _ = date(*day).isocalendar()
    return f"{year}-W{number:02d}"


def point(day: Day, unit: str) -> str:
    """``day`` in the precision of ``unit``: a week, quarter, decade ..., or as many digits as both have."""
    if unit == "week" and len(day) == 3:
        return week(day)
    if unit in ("decade", "century"):
        return edtf.show(day)[: 3 if unit == "decade" else 2]
    if unit == "quarter" and len(day) > 1:
        return f"{day[0]:04d}-Q{(day[1] + 2) // 3}"
    return edtf.show(day[: {"year": 1, "quarter": 1, "month": 2}.get(unit, 3)])
