"""Durations ("five years", "a 100-day period") and recurrences ("annually", "every two years") as TIMEX3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.extraction import numbers
from pipeline.schema import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time or a recurrence; ``timex`` is its TIMEX3 value (P2Y, P100D, PT24H)."""

    span: Span
    kind: Literal["duration", "set"]
    timex: str


_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "2W",
    "month": "M", "quarter": "3M", "year": "Y", "decade": "10Y", "century": "100Y", "centurie": "100Y",
}  # fmt: skip
_ADVERBS = {
    **{"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M"},
    **{"bimonthly": "P2M", "quarterly": "P3M", "semiannually": "P6M", "semi-annually": "P6M"},
    **{"semiannual": "P6M", "semi-annual": "P6M", "annually": "P1Y", "annual": "P1Y", "yearly": "P1Y"},
    **{"per annum": "P1Y", "biennially": "P2Y", "biennial": "P2Y"},
}
_UNIT = r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|century|centurie)"
_EVERY = (
    rf"\b(?:every|each)\s+(?:(?P<other>other)\s+|(?P<number>\w+)\s+)?{_UNIT}s?\b"
    r"|\bper\s+(?P<per>day|week|month|quarter|year)\b"
)
_RECURRENT = re.compile(rf"{_EVERY}|\b(?P<adverb>{'|'.join(_ADVERBS)})\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?<![\w.,$€£-])(?:{numbers.START}|\ban?(?=\s(?:day|week|month|year|decade|century|fortnight|hour)\b))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s\-‑]{{1,2}}(?:full\s|consecutive\s|calendar\s|working\s|business\s)?{_UNIT}s?\b(?:[’']|(?!-old))(?P<half>\s+and\s+a\s+half\b)?",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"(?:second|minute|hour|day|night|week|month|quarter|year|decade|centur|annual|dail|biennial|per annum)",
    re.IGNORECASE,
)


def find(text: str) -> tuple[Stretch, ...]:
    """Every duration and recurrence in ``text``, in order, none overlapping; recurrences win."""
    if _GATE.search(text) is None:
        return ()
    recurrent = [_recurrence(found) for found in _RECURRENT.finditer(text)]
    lengths = (
        found for found in _lengths(text) if not any(found.span.overlaps(other.span) for other in recurrent)
    )
    return tuple(sorted([*recurrent, *lengths], key=lambda found: found.span))


def _recurrence(found: re.Match[str]) -> Stretch:
    span = Span(*found.span())
    if found["adverb"]:
        return Stretch(span, "set", _ADVERBS[found["adverb"].lower()])
    if found["per"]:
        return Stretch(span, "set", _timex(1, found["per"]))
    count = 2.0 if found["other"] else 1.0
    number = numbers.match(found["number"], 0) if found["number"] else None
    return Stretch(span, "set", _timex(number.value if number else count, found["unit"]))


def _lengths(text: str) -> Iterator[Stretch]:
    position = 0
    while found := _NUMBER.search(text, position):
        number = numbers.match(text, found.start())
        end = number.span.end if number else found.end()
        unit = _AFTER.match(text, end)
        if unit is None:
            position = max(end, found.end())
            continue
        value = (number.value if number else 1.0) + (0.5 if unit["half"] else 0.0)
        yield Stretch(
            Span(found.start(), unit.end() - (1 if unit[0][-1] in "’'" else 0)),
            "duration",
            _timex(value, unit["unit"]),
        )
        position = unit.end()


def _timex(count: float, unit: str) -> str:
    letters = _LETTERS[unit.lower()]
    time = "T" if letters.startswith("T") and len(letters) == 2 else ""
    letters = letters.removeprefix("T") if time else letters
    factor, letter = int(letters[:-1] or 1), letters[-1]
    return f"P{time}{count * factor:g}{letter}"
