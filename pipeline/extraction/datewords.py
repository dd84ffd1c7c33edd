"""Calendar points named outright or relative to a reference day, read at a place in a text.

One grammar rule is a pattern and a function from its match to an :class:`Atom`; the rules are tried in
order where a date may begin. Modifiers ("the end of", "mid-", "early") read the atom behind them. How atoms
join into ranges, and which of them are worth keeping, is in :mod:`pipeline.extraction.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extraction import edtf, numbers
from pipeline.extraction.edtf import Day, Unit
from pipeline.language.lexicons import read

Grain = Literal["day", "week", "month", "season", "quarter", "half", "year", "decade", "century", "interval"]
_WORDS = read("calendar")
MONTHS = {name: number for number, name in enumerate(_WORDS["months"], 1)}
SEASONS: dict[str, int] = _WORDS["seasons"]


@dataclass(frozen=True, slots=True)
class Context:
    """What resolves an incomplete date: the text around it and the day it was written (None: unknown)."""

    text: str
    reference: Day | None

    @property
    def year(self) -> int | None:
        """The year of the reference day."""
        return self.reference[0] if self.reference else None


@dataclass(frozen=True, slots=True)
class Atom:
    """One calendar expression, ``start`` to ``end`` in the text; ``edtf`` is None when it cannot be resolved.

    ``yearless`` marks a month or day that took its year from the reference.
    """

    start: int
    end: int
    edtf: str | None
    grain: Grain
    yearless: bool = False


Builder = Callable[[re.Match[str], Context], Atom | None]

_ORD = r"(?:\s?(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?)?"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
_MONTH_NAMES = "|".join(MONTHS) + rf"|{_SHORT}"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{_SHORT}\b\.?)(?!\w)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d])"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?:1[5-9]\d\d|20\d\d)(?!\d)|,?\s+(?:of\s+)?(?:this|last|next)\s+year\b)"
_DASH = r"\s?[-–—‑]{1,2}\s?"
_UNITS = r"(?P<unit>day|week|month|quarter|year|decade|centur(?:y|ie))(?P<plural>s)?\b"
_COUNT = r"(?P<count>\d{1,3}|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]?)?(?:one|two|three|four|five|six|seven|eight|nine)\b|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|hundred)"


def _year_after(found: str | None, context: Context) -> int | None:
    """The year that a trailing ", 2021", "of this year" or "last year" names; None when there is none."""
    if not found:
        return None
    digits = re.search(r"\d{4}", found)
    if digits:
        return int(digits[0])
    if context.year is None:
        return None
    return context.year + (-1 if "last" in found else 1 if "next" in found else 0)


# -- days and months -------------------------------------------------------------------------------------------


def _days(found: re.Match[str], context: Context) -> Atom | None:
    """ "13 June 2021", "11-13 June 2021", "June 13-14, 2021", "March 2nd"."""
    month, first, last = _month(found["month"]), int(found["day"]), found["last"]
    year, yearless = _year_after(found["years"], context), False
    if year is None:
        year, yearless = _guess_year(context, found, month, first), True
    if not edtf.is_valid(f"2000-{month:02d}-{first:02d}"):
        return None
    if year is None:
        return Atom(found.start(), found.end(), None, "day", yearless=True)
    value = edtf.show((year, month, first))
    if last:
        value = f"{value}/{edtf.show((year, month, int(last)))}"
    return Atom(found.start(), found.end(), value, "interval" if last else "day", yearless) if edtf.is_valid(value) else None


def _month_only(found: re.Match[str], context: Context) -> Atom | None:
    """ "September 2021", "June this year", "last December", "June" alone."""
    month = _month(found["month"])
    year, yearless = _year_after(found["years"], context), False
    if year is None and found["when"]:
        year = _relative_month(found["when"].lower(), month, context)
        yearless = year is None
    elif year is None:
        if found["month"] in ("May", "March", "Mar", "Sep", "Jan", "Dec") and not _after_preposition(found):
            return None
        year, yearless = _guess_year(context, found, month, None), True
    value = None if year is None else edtf.show((year, month))
    return Atom(found.start(), found.end(), value, "month", yearless)


_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|last|until|till|of|this|next|early|late|mid|from|during|through|between|and|to|for|before|after|the|end|throughout)[\s-]+|[(/–-])$",
    re.IGNORECASE,
)


def _after_preposition(found: re.Match[str]) -> bool:
    return bool(_PREPOSITION.search(found.string, max(0, found.start() - 16), found.start()))


def _month(name: str) -> int:
    return next(number for month, number in MONTHS.items() if month.startswith(name.rstrip(".")[:3]))


def _relative_month(when: str, month: int, context: Context) -> int | None:
    """The year of "last December" or "next March", counted from the reference."""
    if context.reference is None or len(context.reference) < 2:
        return context.year if context.reference and when == "this" else None
    year, now = context.reference[:2]
    if when in ("last", "past"):
        return year if month < now else year - 1
    if when in ("next", "coming", "upcoming"):
        return year if month > now else year + 1
    return year


_FUTURE = r"\b(?:will|shall|would|to\sbe|upcoming|forthcoming|plan(?:s|ned)?\sto|intends?\sto|looks?\sforward|looking\sforward|by|until)\b(?:\s+(?:also|be|then|again|not))*(?:\s+[a-z]+)?"
_PAST = r"\b(?:[a-z]{2,}ed|was|were|had|has|have|since|held|met|took|made|began|gave|led|set)\b"
_TENSE = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})")


def _guess_year(context: Context, found: re.Match[str], month: int, day: int | None) -> int | None:
    """The year of a month or day written without one.

    A year written just behind ("May and September 2022") wins; else the tense of the nearest words before (or,
    failing that, after) tells the side of the reference; without tense it is the nearest such month, the past
    one when both are equally near.
    """
    borrowed = _BORROWED.match(found.string, found.end())
    if borrowed:
        return int(borrowed["year"] or borrowed["later"])
    if context.reference is None:
        return None
    if len(context.reference) < 2:
        return context.year
    year, now = context.reference[:2]
    offset = month - now
    side = _tense(found)
    if offset == 0:
        return year
    if side == "past":
        return year if offset < 0 else year - 1
    if side == "future":
        return year if offset > 0 else year + 1
    return year - 1 if offset >= 6 else year + 1 if offset < -6 else year


_BORROWED = re.compile(
    rf"\s*(?:[-–—]{{1,2}}|,|and|or|to|through)\s*(?:{_MONTH_NAMES})\b\.?(?:\s+\d{{1,2}}{_ORD})?,?\s+(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"
    rf"|\s*(?:[-–—]{{1,2}}|and|or|to|through)\s*\d{{1,2}}{_ORD}\s+(?:{_MONTH_NAMES})\b\.?,?\s+(?P<later>1[5-9]\d\d|20\d\d)(?!\d)"
)


def _tense(found: re.Match[str]) -> str | None:
    text = found.string
    before = list(_TENSE.finditer(text, max(0, found.start() - 90), found.start()))
    if before:
        return before[-1].lastgroup
    after = _TENSE.search(text, found.end(), min(len(text), found.end() + 90))
    return after.lastgroup if after else None


def _iso(found: re.Match[str], context: Context) -> Atom | None:
    """ "2021-06-13"."""
    return Atom(found.start(), found.end(), found[0], "day") if edtf.is_valid(found[0]) else None


def _numeric(found: re.Match[str], context: Context) -> Atom | None:
    """ "13/06/2021" and "13.06.2021", only where day and month cannot be mistaken for each other."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    value = edtf.show((year, month, day))
    return Atom(found.start(), found.end(), value, "day") if edtf.is_valid(value) else None


# -- seasons, quarters, years, decades, centuries ----------------------------------------------------------------


def _season(found: re.Match[str], context: Context) -> Atom | None:
    """ "fall of 2025", "this spring", "the winter"; a season that began in the year before keeps the later number."""
    code = SEASONS[found["season"].lower()]
    year = _year_after(found["years"], context)
    when = (found["when"] or "").lower()
    if year is None and not when:
        return None
    if year is None and context.year is not None:
        year = context.year + (-1 if when == "last" else 1 if when == "next" and _begun(code, context) else 0)
    return Atom(found.start(), found.end(), None if year is None else f"{year}-{code}", "season")


def _begun(code: int, context: Context) -> bool:
    """True when the season of the reference's own year has already begun ("next spring" then is a year later)."""
    reference = context.reference
    return reference is not None and len(reference) > 1 and reference[1] >= 3 * (code - 20)


def _quarter(found: re.Match[str], context: Context) -> Atom | None:
    """ "Q3 2024", "2024 Q3", "H1 2023"."""
    year, part = int(found["year"] or found["year2"]), int(found["n"] or found["n2"])
    letter = (found["letter"] or found["letter2"]).upper()
    months = 3 if letter == "Q" else 6
    if part > 12 // months:
        return None
    return Atom(found.start(), found.end(), _part_of_year(year, part, months), "quarter" if months == 3 else "half")


def _part_of_year(year: int, part: int, months: int) -> str:
    return f"{year}-{(part - 1) * months + 1:02d}/{year}-{part * months:02d}"


def _fiscal(found: re.Match[str], context: Context) -> Atom | None:
    """ "FY2023", "fiscal year (FY) 2024", "Fiscal Years 2022-2024"; the year as numbered, its months left open."""
    first = _full_year(found["fy"])
    value = edtf.show((first,))
    if found["fy2"]:
        value = f"{value}/{edtf.show((_full_year(found['fy2'], first),))}"
    return Atom(found.start(), found.end(), value, "interval" if found["fy2"] else "year")


def _full_year(digits: str, near: int = 2000) -> int:
    return int(digits) if len(digits) == 4 else near // 100 * 100 + int(digits)


def _year(found: re.Match[str], context: Context) -> Atom | None:
    """ "2021", "2021-2025", "2023-26"; whether it is a date at all is for the caller to judge."""
    first, last = int(found["year"]), found["last"]
    if not last:
        return Atom(found.start(), found.end(), edtf.show((first,)), "year")
    second = _full_year(last, first)
    if second <= first:
        return Atom(found.start(), found.end("year"), edtf.show((first,)), "year")
    return Atom(found.start(), found.end(), f"{first}/{second}", "interval")


def _decade(found: re.Match[str], context: Context) -> Atom | None:
    """ "the 2020s"."""
    return Atom(found.start(), found.end(), f"{found['decade'][:3]}X", "decade")


def _century(found: re.Match[str], context: Context) -> Atom | None:
    """ "the 21st century"."""
    ordinal = int(found["century"]) if found["century"] else 21
    return Atom(found.start(), found.end(), f"{ordinal - 1:02d}XX", "century") if 10 < ordinal < 23 else None


def _mid_century(found: re.Match[str], context: Context) -> Atom | None:
    """ "mid-century"."""
    return Atom(found.start(), found.end(), "2050~", "year")


# -- relative to the reference ------------------------------------------------------------------------------------

_STEP = {"last": -1, "next": 1, "previous": -1, "prior": -1, "coming": 1, "following": 1, "preceding": -1}


def _this_unit(found: re.Match[str], context: Context) -> Atom | None:
    """ "this year", "last month", "next week", "the previous year", "earlier this year", "this decade"."""
    unit = found["unit"].lower()
    grain: Grain = "century" if unit.startswith("centur") else unit  # type: ignore[assignment] # the pattern admits no other words
    return Atom(found.start(), found.end(), _unit_at(context.reference, grain, _STEP.get(found["when"].lower(), 0)), grain)


def _unit_at(reference: Day | None, grain: Grain, step: int) -> str | None:
    """The whole year, month, week ... that lies ``step`` from the reference's own."""
    if reference is None:
        return None
    if grain == "week":
        return edtf.week_of(reference, step)
    if grain == "decade":
        return f"{reference[0] // 10 + step}X"
    if grain == "century":
        return f"{reference[0] // 100 + step}XX"
    if grain == "quarter":
        return _quarter_at(reference, step)
    if grain == "month" and len(reference) < 2 or grain == "day" and len(reference) < 3:
        return None
    moved = edtf.shift(reference, step, "month" if grain == "month" else "day" if grain == "day" else "year")
    return edtf.show(moved[: {"month": 2, "day": 3}.get(grain, 1)]) if moved else None


def _quarter_at(reference: Day, step: int) -> str | None:
    if len(reference) < 2:
        return None
    index = reference[0] * 4 + (reference[1] - 1) // 3 + step
    return _part_of_year(index // 4, index % 4 + 1, 3)


def _stretch(found: re.Match[str], context: Context) -> Atom | None:
    """ "the next five years", "the past year", "the coming year": an interval from or to the reference."""
    when = found["when"].lower()
    if when in ("previous", "prior", "preceding") and not found["count"]:
        return _this_unit(found, context)
    if not found["count"] and found["plural"]:
        return Atom(found.start(), found.end(), None, "interval")  # "the coming years": nobody can say which
    backwards = when in ("past", "last", "previous", "preceding", "prior")
    count = _count(found["count"])
    return _interval(found, context, found.start(), -count if backwards else count)


def _within(found: re.Match[str], context: Context) -> Atom | None:
    """ "within two years": the stretch that starts at the reference; its span leaves the preposition out."""
    return _interval(found, context, found.start("count"), _count(found["count"]))


def _interval(found: re.Match[str], context: Context, start: int, count: int) -> Atom:
    unit = found["unit"].lower()
    step: Unit = "century" if unit.startswith("centur") else unit  # type: ignore[assignment] # the pattern admits no other words
    other = edtf.shift(context.reference, count, step) if context.reference else None
    if other is None or context.reference is None:
        return Atom(start, found.end(), None, "interval")
    first, last = sorted((context.reference, other))
    return Atom(start, found.end(), f"{edtf.show(first)}/{edtf.show(last)}", "interval")


def _count(words: str | None) -> int:
    if not words:
        return 1
    number = numbers.match(words, 0)
    return int(number.value) if number else 1


def _ago(found: re.Match[str], context: Context) -> Atom | None:
    """ "two years ago", "a year and a half ago", "three weeks from now": the month (or day) that far away."""
    unit = found["unit"].lower()
    sign = -1 if found["way"].lower().startswith(("ago", "earlier")) else 1
    count = sign * _count(found["count"])
    step: Unit = "century" if unit.startswith("centur") else unit  # type: ignore[assignment] # the pattern admits no other words
    moved = edtf.shift(context.reference, count, step) if context.reference else None
    if moved and found["half"]:
        moved = edtf.shift(moved, sign * 6, "month") if unit == "year" else moved
    if moved is None:
        return Atom(found.start(), found.end(), None, "month")
    kept = moved if unit in ("day", "week") else moved[:2]
    return Atom(found.start(), found.end(), edtf.show(kept) + ("~" if found["half"] else ""), "month")


def _day_word(found: re.Match[str], context: Context) -> Atom | None:
    """ "today", "yesterday", "tomorrow"."""
    step = {"yesterday": -1, "tomorrow": 1}.get(found[0].lower(), 0)
    moved = context.reference if step == 0 else edtf.shift(context.reference, step, "day") if context.reference else None
    return Atom(found.start(), found.end(), edtf.show(moved) if moved else None, "day")


def _year_end(found: re.Match[str], context: Context) -> Atom | None:
    """ "year-end", "the end of the year", "end of year 2024"."""
    year = int(found["year"]) if found["year"] else context.year
    return Atom(found.start(), found.end(), f"{year}-12" if year else None, "month")


# -- modifiers ----------------------------------------------------------------------------------------------------


def _modified(found: re.Match[str], context: Context) -> Atom | None:
    """ "the end of 2022", "mid-2022", "early 2024", "late May": a point within the atom behind the words."""
    inner = _inner(found, context)
    if inner is None:
        return None
    word = found["part"].lower()
    value = None if inner.edtf is None else _point_in(word, inner.edtf, inner.grain)
    grain: Grain = "month" if inner.grain == "year" and inner.edtf != value else inner.grain
    return Atom(found.start(), inner.end, value, grain, inner.yearless)


def _inner(found: re.Match[str], context: Context) -> Atom | None:
    inner = at(context, found.end())
    if inner is None and (bare := _BARE_UNIT.match(context.text, found.end())):
        return _this_unit(bare, context)
    return inner


def _point_in(word: str, value: str, grain: Grain) -> str:
    if word in ("end", "close", "late"):
        return _end_of(value, grain) + ("~" if word == "late" and grain in ("year", "month") else "")
    if grain in ("interval", "quarter", "half", "season", "week", "day") or value.endswith("~"):
        return value if word not in ("beginning", "start") else value.split("/")[0]
    if word in ("beginning", "start"):
        return _start_of(value, grain)
    if word == "early":
        return f"{value}-01~" if grain == "year" else f"{value}~" if grain == "month" else value
    middle = {"year": f"{value}-06~", "month": f"{value}~", "decade": f"{value[:3]}5~", "century": f"{value[:2]}50~"}
    return middle.get(grain, value)


def _end_of(value: str, grain: Grain) -> str:
    if grain == "year" and len(value) == 4:
        return f"{value}-12"
    if grain == "decade":
        return f"{int(value[:3]) + 1}0"
    if grain == "century":
        return f"{int(value[:2]) + 1}00"
    return edtf.last_point(value)


def _start_of(value: str, grain: Grain) -> str:
    if grain == "decade":
        return f"{value[:3]}0"
    if grain == "century":
        return f"{value[:2]}00"
    return f"{value}-01" if grain == "year" else value


def _part_of(found: re.Match[str], context: Context) -> Atom | None:
    """ "the first half of 2023", "the third quarter of this year", "the second half of the 21st century"."""
    inner = _inner(found, context)
    if inner is None or inner.edtf is None:
        return None if inner is None else Atom(found.start(), inner.end, None, "interval")
    half, part = found["what"].lower() == "half", _ORDINALS[found["nth"].lower()]
    part = part or (2 if half else 4)
    value = _share(inner.edtf, inner.grain, part, half)
    return Atom(found.start(), inner.end, value, "half" if half else "quarter") if value else None


_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0, "final": 0, "latter": 2}


def _share(value: str, grain: Grain, part: int, half: bool) -> str | None:
    if grain == "year":
        return _part_of_year(int(value[:4]), part, 6 if half else 3) if part <= (2 if half else 4) else None
    if not half or part > 2:
        return None
    if grain == "decade":
        return f"{value[:3]}{'0' if part == 1 else '5'}/{value[:3]}{'4' if part == 1 else '9'}"
    if grain == "century":
        return f"{value[:2]}{'00' if part == 1 else '50'}/{value[:2]}{'49' if part == 1 else '99'}"
    return None


# -- the rules ------------------------------------------------------------------------------------------------------

_DAY = rf"(?P<day>[0-3]?\d)(?!\d){_ORD}"
_LAST = rf"(?:{_DASH}(?P<last>[0-3]?\d)(?!\d){_ORD})?"
_YEARS = rf"(?P<years>{_OF_YEAR})?"
_SEASON = "(?P<season>" + "|".join(SEASONS) + ")"
_THE = r"(?:the\s+)?"


def _rule(pattern: str, builder: Builder, *, blind: bool = True) -> tuple[re.Pattern[str], Builder]:
    return re.compile(pattern, re.IGNORECASE if blind else 0), builder


_RULES: tuple[tuple[re.Pattern[str], Builder], ...] = (
    _rule(r"\d{4}-\d\d-\d\d(?![\d-])", _iso),
    _rule(rf"(?P<a>[0-3]?\d)(?P<sep>[/.])(?P<b>[0-3]?\d)(?P=sep){_YEAR}", _numeric),
    _rule(rf"(?:[Tt]he\s+)?{_DAY}{_LAST}\s+(?:day\s+)?(?:of\s+)?(?:the\s+)?{_MONTH}{_YEARS}", _days, blind=False),
    _rule(rf"{_MONTH}\s+(?:the\s+)?{_DAY}{_LAST}{_YEARS}", _days, blind=False),
    _rule(rf"(?:(?P<when>[Tt]his|[Ll]ast|[Nn]ext)\s+)?{_MONTH}{_YEARS}", _month_only, blind=False),
    _rule(rf"(?:the\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<what>half|quarter)\s+of\s+", _part_of),
    _rule(
        r"(?:(?P<letter>[QH])(?P<n>[1-4])[\s,/-]*(?:of\s+)?(?:FY\s?)?(?P<year>20\d\d)|(?P<year2>20\d\d)[\s-]?(?P<letter2>[QH])(?P<n2>[1-4]))(?!\w)",
        _quarter,
    ),
    _rule(
        r"(?:(?:Japanese|U\.S\.|US|the)\s+)?(?:fiscal[\s-]years?|financial[\s-]years?|JFY|FY)s?\s*(?:\(J?FYs?\)\s*)?'?(?P<fy>(?:19|20)\d\d|\d\d)(?!\d)"
        r"(?:(?:\s?[-–—/]\s?|\s(?:to|through)\s)(?:FY\s?)?(?P<fy2>(?:19|20)\d\d|\d\d)(?![\d%]))?",
        _fiscal,
    ),
    _rule(rf"(?:(?P<when>the|this|last|next|early|late|this\s+coming)\s+)?{_SEASON}\b(?!\w){_YEARS}", _season),
    _rule(rf"{_THE}(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
    _rule(rf"{_THE}(?:(?P<century>\d\d)\s?(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?|twenty-first)[\s-]?century\b", _century),
    _rule(r"mid-?\s?century\b", _mid_century),
    _rule(r"(?:the\s+)?year[-\s]end(?:\s+(?P<year>20\d\d))?\b|end[-\s]of[-\s]year\b|the\s+year[’']s\s+end\b", _year_end),
    _rule(r"(?:the\s+)?(?P<part>end|close|beginning|start|middle)\s+of\s+", _modified),
    _rule(r"(?:the\s+)?(?P<part>end|mid|early|late)(?:-to-\w+)?[-\s–]\s?(?:in\s+)?(?=\d|the\s\d{4}s|[A-Z]|summer|spring|fall|autumn|winter|this|next|last|mid)", _modified),
    _rule(
        rf"(?:the\s+)(?P<when>next|coming|upcoming|following|past|last|previous|preceding|prior)\s+(?:{_COUNT}\s+(?:[a-z]+\s+)?)?{_UNITS}",
        _stretch,
    ),
    _rule(
        rf"(?P<when>next|coming|following|past|last|previous|preceding)\s+{_COUNT}\s+{_UNITS}",
        _stretch,
    ),
    _rule(
        rf"(?:(?:earlier|later)\s+)?(?P<when>this|the\s+current|the\s+present|last|next|previous)\s+(?:calendar\s+|fiscal\s+|financial\s+)?(?P<unit>year|month|week|decade|century|quarter)\b",
        _this_unit,
    ),
    _rule(rf"within\s+(?:the\s+)?{_COUNT}\s+(?P<unit>week|month|year|decade)s\b", _within),
    _rule(rf"(?:{_COUNT}|an?)\s+{_UNITS}(?P<half>\s+and\s+a\s+half)?\s+(?P<way>ago|from\s+now|from\s+today)\b", _ago),
    _rule(r"(?:today|yesterday|tomorrow)\b", _day_word),
    _rule(rf"{_YEAR}(?:\s?[-–—‑]{{1,2}}\s?(?P<last>(?:19|20)\d\d|\d\d)(?![\d%-]))?", _year),
)
_BARE_UNIT = re.compile(r"(?P<when>the|that|this)\s+(?:calendar\s+|fiscal\s+)?(?P<unit>year|month|week|decade|century|quarter)\b", re.IGNORECASE)

START = re.compile(
    rf"\b(?:\d|(?:{_MONTH_NAMES})\b|(?i:(?:the\s+)?(?:end|close|beginning|start|middle)[\s-]|mid-|mid\s?century|early\s|late\s|(?:the\s+)?year[-\s]end|the\s+year[’']s\s|"
    r"the\s+(?=\d|next|coming|upcoming|following|past|last|previous|preceding|prior|current|present|first|second|third|fourth|final|latter|early|late|twenty|mid|fall|autumn|summer|spring|winter|fiscal)|"
    r"(?:earlier|later)\s+this|this\s|last\s|next\s|past\s|coming\s|previous\s|spring\s|summer\s|fall\s|autumn\s|winter\s|"
    r"(?:first|second|third|fourth|last|latter)\s(?:half|quarter)|Q[1-4]|H[12]\s|FY|JFY|fiscal|financial\syear|within\s|today|yesterday|tomorrow|twenty-first|"
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)\s+(?:day|week|month|year|decade)s?\s))"
)
"""Where a calendar expression may begin."""


def at(context: Context, position: int) -> Atom | None:
    """The calendar expression that starts at ``position``: the first rule's that gives one; None when none does."""
    for pattern, builder in _RULES:
        found = pattern.match(context.text, position)
        if found is not None:
            atom = builder(found, context)
            if atom is not None:
                return atom
    return None


def widened(atom: Atom, end: int, value: str | None) -> Atom:
    """``atom`` reaching to ``end`` with another value: a range of two atoms."""
    return replace(atom, end=end, edtf=value, grain="interval")
