"""What the rules of the date grammar share: the context to resolve in, what they give, pattern pieces."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.extraction import numbers
from pipeline.extraction.edtf import Day
from pipeline.language.lexicons import read

Grain = Literal[
    "time", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century", "interval"
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
_WORDS = read("calendar")
MONTHS = {name: number for number, name in enumerate(_WORDS["months"], 1)}
SEASONS: dict[str, int] = _WORDS["seasons"]


@dataclass(frozen=True, slots=True)
class Context:
    """What resolves an incomplete date: the text around it and the day it was written (None: unknown).

    ``depth`` says how many modifiers may still be nested ("the end of the first half of 2025").
    """

    text: str
    reference: Day | None
    depth: int = 3

    @property
    def year(self) -> int | None:
        """The year of the reference day."""
        return self.reference[0] if self.reference else None


@dataclass(frozen=True, slots=True)
class Atom:
    """One calendar expression, ``start`` to ``end`` in the text; ``edtf`` is None when it cannot be resolved.

    ``yearless`` marks a month or day that took its year from the reference. ``timex`` is the TIMEX3 value
    where it does not follow from ``edtf`` and ``grain``, ``type`` the TIMEX3 type.
    """

    start: int
    end: int
    edtf: str | None
    grain: Grain
    yearless: bool = False
    timex: str | None = None
    type: TimexType = "DATE"


Builder = Callable[[re.Match[str], Context], Atom | None]
Rule = tuple[re.Pattern[str], Builder]

ORDINAL = r"(?:\s?(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?)?"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
MONTH_NAMES = "|".join(MONTHS) + rf"|{_SHORT}"
MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{_SHORT}\b\.?)(?!\w)"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d])"
OF_YEAR = r"(?:,?\s+(?:of\s+)?(?:1[5-9]\d\d|20\d\d)(?!\d)|,?\s+(?:of\s+)?(?:this|last|next)\s+year\b)"
DASH = r"\s?[-–—‑]{1,2}\s?"
WEEKDAYS = {name: number for number, name in enumerate(_WORDS["weekdays"], 1)}
_SHORT_DAYS = r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)}|{_SHORT_DAYS})(?!\w)"
UNITS = r"(?P<unit>day|week|month|quarter|year|decade|centur(?:y|ie))(?P<plural>s)?\b"
_ONES, _TEENS, _TENS = ("|".join(words) for words in (numbers.ONES, numbers.TEENS, numbers.TENS))
COUNT = rf"(?P<count>\d{{1,3}}|(?:(?:{_TENS})[\s-]?)?(?:{_ONES})\b|{_TEENS}|{_TENS}|hundred)"


def rule(pattern: str, builder: Builder, *, blind: bool = True) -> Rule:
    """A rule from the source of its pattern; ``blind`` to letter case or not."""
    return re.compile(pattern, re.IGNORECASE if blind else 0), builder


def year_after(found: str | None, context: Context) -> int | None:
    """The year that a trailing ", 2021", "of this year" or "last year" names; None when there is none."""
    if not found:
        return None
    digits = re.search(r"\d{4}", found)
    if digits:
        return int(digits[0])
    if context.year is None:
        return None
    return context.year + (-1 if "last" in found else 1 if "next" in found else 0)


def count_of(words: str | None) -> int:
    """The whole number in ``words``; 1 when there is none."""
    if not words:
        return 1
    number = numbers.match(words, 0)
    return int(number.value) if number else 1
