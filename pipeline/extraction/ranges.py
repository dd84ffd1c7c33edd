"""The other end of an amount: "3-5 %", "between 5 and 10 per cent" (range), "from four to six" (change)."""

from __future__ import annotations

import re

from pipeline.extraction import amounts
from pipeline.extraction.amounts import Amount
from pipeline.extraction.units import Unit
from pipeline.schema import Comparator

GLUED_RIGHT = re.compile(
    r"[A-Za-z_]|[/:]\d|\.\d|(?:-\d+){2}|\s?<sup>(?:st|nd|rd|th)|(?:st|nd|rd|th)\b|\s?(?:a\.m|p\.m|am|pm)\b"
)
"""What stands right behind a number that is only part of something: a name, a fraction, a time of day."""
_DASH = re.compile(r"\s?[-–—‑]\s?(?=[\d$€£¥])")
_TO = re.compile(r"\s+to\s+(?:approximately\s+|about\s+|at\s+least\s+)?")
_AND = re.compile(r"\s+and\s+(?:approximately\s+|about\s+)?")
_FROM = re.compile(r"\bfrom\s+(?:approximately\s+|about\s+|over\s+|just\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:approximately\s+)?$", re.IGNORECASE)


def second_of(text: str, first: Amount) -> tuple[Amount | None, Comparator | None]:
    """The other end of the range or change that ``first`` begins, and which it is; or (None, None)."""
    window = max(0, first.start - 30)
    moves = _FROM.search(text, window, first.start)
    between = _BETWEEN.search(text, window, first.start)
    link = (_AND if between else _TO).match(text, first.end)
    if link is None or not (moves or between or _rises(text, first, link)):
        link = _DASH.match(text, first.end)
        moves = None
    second = amounts.read(text, link.end()) if link and link.end() < len(text) else None
    if second is None or not _fits(first, second) or GLUED_RIGHT.match(text, second.end):
        return None, None
    return second, "change" if moves else "range"


def both(first: Amount, second: Amount, unit: Unit) -> tuple[float, float]:
    """The ends of a range; the first takes the scale of the second where it has none ("$3-5 billion")."""
    low, high = first.number.value * unit.factor, second.number.value * unit.factor
    if second.number.scaled and not first.number.scaled and first.number.value < 1000:
        low *= second.number.scale
    return low, high


def _rises(text: str, first: Amount, link: re.Match[str]) -> bool:
    """True of "8 to 10 locations": the same script on both sides, and the second number larger."""
    second = amounts.read(text, link.end()) if link.end() < len(text) else None
    if second is None or second.number.spelled != first.number.spelled:
        return False
    return second.value > first.number.value or second.number.scaled


def _fits(first: Amount, second: Amount) -> bool:
    """True when two amounts can be the ends of one range: the same unit, or the first without one.

    A currency is written before the first alone ("$3 to 5 billion"), any other unit behind the last.
    """
    if first.unit is None or second.unit is None:
        return first.unit is None or first.unit.kind == "currency"
    return first.unit.kind == second.unit.kind
