"""Durations ("five years", "about a 100-day period") and recurrences ("every Monday") as TIMEX3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.extraction import numbers, timex
from pipeline.extraction.dateatoms import WEEKDAY, TimexType
from pipeline.extraction.datesdays import weekday_of
from pipeline.schema import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time or a recurrence; ``timex`` is its TIMEX3 value (P2Y, P100D, PT24H, XXXX-WXX-1)."""

    span: Span
    kind: Literal["duration", "set"]
    timex: str

    @property
    def type(self) -> TimexType:
        """The TIMEX3 type."""
        return "SET" if self.kind == "set" else "DURATION"


_ADVERBS = {
    **{"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W"},
    **{
        "monthly": "P1M",
        "bimonthly": "P2M",
        "quarterly": "P3M",
        "semiannually": "P6M",
        "semi-annually": "P6M",
    },
    **{"semiannual": "P6M", "semi-annual": "P6M", "annually": "P1Y", "annual": "P1Y", "yearly": "P1Y"},
    **{"per annum": "P1Y", "biennially": "P2Y", "biennial": "P2Y"},
}
_UNIT = r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|century|centurie)"
_TIMES = (
    r"(?:(?:once|twice|\w+\stimes)\s+(?:an?|per|every|each)\s+(?P<times>hour|day|week|month|quarter|year)\b)"
)
_EVERY = (
    rf"\b(?:every|each)\s+(?:(?P<other>other)\s+|(?P<number>\w+)\s+)?{_UNIT}s?\b"
    r"|\bper\s+(?P<per>hour|day|week|month|quarter|year)\b"
    r"|(?<=[\d%])\s(?P<rate>an?\s(?:hour|day|week|month|year))\b"
    r"|\b(?:million|billion|trillion|thousand|hundred|percent|dollars|euros|pounds|barrels|tonnes|tons|people|cents|"
    r"miles|hours)\s(?P<rate2>an?\s(?:hour|day|week|month|year))\b"
)
_DAYS = rf"\b(?:every|each)\s+{WEEKDAY}|\b(?P<days>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s\b"
_PART = r"\b(?:every|each)\s+(?P<part>morning|afternoon|evening|night)\b"
_RECURRENT = re.compile(
    rf"\b{_TIMES}|{_EVERY}|{_DAYS}|{_PART}|\b(?P<adverb>{'|'.join(_ADVERBS)})\b", re.IGNORECASE
)
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|more\sthan|less\sthan|fewer\sthan|at\sleast|at\smost|"
    r"up\sto|no\smore\sthan|as\s(?:much|many|little|few)\sas|just\sover|just\sunder|some|only)\s+)"
)
_LEAD = r"(?:(?:the|this|these|a|an)\s+)?(?:last|past|next|coming|first|final|previous|full)\s+"
_UNKNOWN = (
    r"(?:several|many|a\s+few|few|a\s+couple\s+of|a\s+number\s+of|some|tens\s+of|dozens\s+of|hundreds\s+of)"
)
_NUMBER = re.compile(
    rf"(?<![\w.,$€£-])(?P<about>{_ABOUT})?(?P<lead>{_LEAD})?(?:(?P<unknown>{_UNKNOWN}(?=\s))"
    rf"|(?P<half>half\s+an?(?=\s(?:hour|day|year|decade|century)\b))|(?P<number>{numbers.START}"
    r"|\ban?(?=\s(?:second|minute|hour|day|night|week|month|quarter|year|decade|century|fortnight)\b)))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s\-‑]{{1,2}}(?:full\s|straight\s|consecutive\s|calendar\s|working\s|business\s|more\s)?{_UNIT}(?:s\b[’']?|\b)"
    r"(?:[\s-]old\b)?(?P<half>\s+and\s+a\s+half\b)?",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?<![\w-])(?P<about>for\s+|in\s+)(?P<plural>minutes|hours|days|weeks|months|years|decades|centuries)\b(?!\s+ago)"
)
_GATE = re.compile(
    r"second|minute|hour|day|night|week|month|quarter|year|decade|centur|annual|dail|biennial|per annum|"
    r"every|each",
    re.IGNORECASE,
)


def find(text: str) -> tuple[Stretch, ...]:
    """Every duration and recurrence in ``text``, in order, none overlapping; recurrences win."""
    if _GATE.search(text) is None:
        return ()
    recurrent = [_recurrence(found) for found in _RECURRENT.finditer(text)]
    lengths = (
        found
        for found in (*_lengths(text), *_plurals(text))
        if not any(found.span.overlaps(other.span) for other in recurrent)
    )
    return tuple(sorted([*recurrent, *lengths], key=lambda found: found.span))


def _recurrence(found: re.Match[str]) -> Stretch:
    rate = "rate" if found["rate"] else "rate2"
    span = Span(*found.span(rate)) if found[rate] else Span(*found.span())
    return Stretch(span, "set", _recurring(found))


def _recurring(found: re.Match[str]) -> str:
    """The TIMEX3 value of a recurrence."""
    if found["adverb"]:
        return _ADVERBS[found["adverb"].lower()]
    if found["weekday"] or found["days"]:
        return f"XXXX-WXX-{weekday_of(found['weekday'] or found['days'])}"
    if found["part"]:
        return f"XXXX-XX-XXT{timex.DAY_PARTS[found['part'].lower()]}"
    rate = found["rate"] or found["rate2"]
    single = found["times"] or found["per"] or (rate.split()[-1] if rate else None)
    if single:
        return _length(1, single)
    number = numbers.match(found["number"], 0) if found["number"] else None
    return _length(number.value if number else 2.0 if found["other"] else 1.0, found["unit"])


def _lengths(text: str) -> Iterator[Stretch]:
    position = 0
    while found := _NUMBER.search(text, position):
        number = numbers.match(text, found.start("number")) if found["number"] else None
        unit = _AFTER.match(text, number.span.end if number else found.end())
        if unit is None:
            position = max(number.span.end if number else 0, found.end())
            continue
        count = None if found["unknown"] else number.value if number else 0.5 if found["half"] else 1.0
        if unit["half"] and count is not None:
            count += 0.5
        end = unit.end() - (1 if unit[0][-1] in "’'" else 0)
        yield Stretch(Span(found.start(), end), "duration", _length(count, unit["unit"]))
        position = unit.end()


def _plurals(text: str) -> Iterator[Stretch]:
    """ "for decades", "in years": a length that is not counted."""
    for found in _PLURAL.finditer(text):
        yield Stretch(Span(*found.span("plural")), "duration", _length(None, found["plural"].lower()))


def _length(count: float | None, unit: str) -> str:
    unit = unit.lower().removesuffix("s").replace("centurie", "century")
    if unit == "fortnight":
        return timex.duration(None if count is None else 2 * count, "week")
    return timex.duration(count, unit)
