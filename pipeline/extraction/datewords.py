"""The date grammar at one place of a text: the calendar expression that starts there, if any.

A rule is a pattern and a function from its match to an :class:`Atom`; rules are tried in order where a date
may begin. Modifiers ("the end of", "mid-", "the first half of") read the expression behind them. How
expressions join into ranges, and which of them are worth keeping, is in :mod:`pipeline.extraction.dates`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction import datesabsolute, datesdays, datesrelative, edtf, timex
from pipeline.extraction.dateatoms import (
    COUNT,
    MONTH_NAMES,
    WEEKDAY,
    WEEKDAYS,
    Atom,
    Context,
    Grain,
    Rule,
    count_of,
    rule,
)
from pipeline.extraction.datesabsolute import part_of_year
from pipeline.extraction.datesrelative import this_unit
from pipeline.extraction.dateyears import tense_of
from pipeline.language.lexicons import read

_AFTER_THE = (
    r"\d|next|coming|upcoming|following|past|last|previous|preceding|prior|current|present|first|second|third|"
    r"fourth|final|latter|early|late|twenty|mid|fall|autumn|summer|spring|winter|fiscal|weekend|recent|near|"
    r"foreseeable|future|(?:two|three|five|ten)\s(?:years|decades)\s(?:to|until|up)"
)
_FIRST_WORDS = (
    r"(?:the\s+)?(?:end|close|beginning|start|middle)[\s-]",
    r"(?:the\s+)?year[-\s]end|the\s+year[’']s\s",
    rf"the\s+(?={_AFTER_THE})",
    r"mid-|mid\s?century|early\s|late\s|(?:earlier|later)\s+this",
    r"this\s|current\s|last\s|next\s|past\s|coming\s|following\s|previous\s|preceding\s",
    r"spring\s|summer\s|fall\s|autumn\s|winter\s",
    r"(?:first|second|third|fourth|last|latter)\s(?:half|quarter)|Q[1-4]|H[12]\s",
    r"FY|JFY|fiscal|financial\syear|within\s|today|yesterday|tomorrow|twenty-first",
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
    r"\s+(?:day|week|month|year|decade)s?\s",
    r"(?:first|second|third|fourth)-quarter\b",
    r"(?:right\s)?now\b|currently|presently|nowadays|at\spresent\b|these\s+(?:days|past|last)|recent(?:ly)?\b|lately|more\s+recent",
    r"(?:(?:many|several|some|a\sfew)\s+)?(?:years|months|weeks|days|decades|centuries)\s+ago|long\s+ago|future\s",
    r"tonight|overnight|noon\b|midnight\b",
)
_NAMED_DAYS = "|".join([*WEEKDAYS, r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."])
_FEASTS = "|".join(sorted({name.split()[0] for name in read("calendar")["feasts"]})).replace("'", "[’']")
START = re.compile(
    rf"\b(?:(?<!\d[.,])\d|(?:{MONTH_NAMES})\b|(?:{_NAMED_DAYS})|(?:{_FEASTS})\b|(?i:{'|'.join(_FIRST_WORDS)}))"
)
"""Where a calendar expression may begin."""

_BARE_UNIT = re.compile(
    r"(?P<when>the|that|this)\s+(?:calendar\s+|fiscal\s+)?(?P<unit>year|month|week|decade|century|quarter)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"last": 0, "final": 0},
}


def at(context: Context, position: int) -> Atom | None:
    """The calendar expression that starts at ``position``, by the first rule that gives one."""
    for pattern, builder in RULES:
        found = pattern.match(context.text, position)
        atom = builder(found, context) if found is not None else None
        if atom is not None:
            return atom
    return None


def _inner(found: re.Match[str], context: Context) -> Atom | None:
    """The expression behind a modifier: a full one, or a bare unit ("the end of the year")."""
    if context.depth == 0:
        return None
    inner = at(replace(context, depth=context.depth - 1), found.end())
    bare = _BARE_UNIT.match(context.text, found.end()) if inner is None else None
    return this_unit(bare, context) if bare else inner


def _modified(found: re.Match[str], context: Context) -> Atom | None:
    """ "the end of 2022", "mid-2022", "early 2024", "late May": a point within the expression behind."""
    inner = _inner(found, context)
    if inner is None:
        return None
    value = None if inner.edtf is None else _point_in(found["part"].lower(), inner.edtf, inner.grain)
    grain: Grain = "month" if inner.grain == "year" and inner.edtf != value else inner.grain
    return Atom(found.start(), inner.end, value, grain, inner.yearless, timex.value_of(inner))


def _point_in(word: str, value: str, grain: Grain) -> str:
    if word in ("end", "close"):
        return _end_of(value, grain)
    if word in ("beginning", "start"):
        return _start_of(value, grain)
    if value.endswith("~"):
        return value
    if word == "late":
        return _end_of(value, grain) + ("~" if grain in ("year", "month") else "")
    if word == "early":
        return {"year": f"{value}-01~", "month": f"{value}~"}.get(grain, value)
    return _middle_of(value, grain)


def _end_of(value: str, grain: Grain) -> str:
    if grain == "year" and len(value) == 4:
        return f"{value}-12"
    if grain == "decade":
        return f"{int(value[:3]) + 1}0"  # "by the end of the decade" is by 2030
    if grain == "century":
        return f"{int(value[:2]) + 1}00"
    return edtf.last_point(value)


def _start_of(value: str, grain: Grain) -> str:
    if grain == "year" and len(value) == 4:
        return f"{value}-01"
    if grain in ("decade", "century"):
        return value.replace("X", "0")
    return value.split("/")[0]


def _middle_of(value: str, grain: Grain) -> str:
    if grain == "year":
        return f"{value}-06~"
    if grain == "month":
        return f"{value}~"
    return value.replace("X", "5", 1).replace("X", "0") + "~" if grain in ("decade", "century") else value


def _part_of(found: re.Match[str], context: Context) -> Atom | None:
    """ "the first half of 2023", "the third quarter of this year", "the second half of the 21st century"."""
    inner = _inner(found, context)
    if inner is None:
        return None
    if inner.edtf is None:
        return Atom(found.start(), inner.end, None, "interval")
    half = found["what"].lower() == "half"
    part = _ORDINALS[found["nth"].lower()] or (2 if half else 4)
    value = _share(inner.edtf, inner.grain, part, half)
    return Atom(found.start(), inner.end, value, "half" if half else "quarter") if value else None


def _share(value: str, grain: Grain, part: int, half: bool) -> str | None:
    if part > (2 if half else 4):
        return None
    if grain == "year":
        return part_of_year(int(value[:4]), part, 6 if half else 3)
    if not half or grain not in ("decade", "century"):
        return None
    first, last = ("0", "4") if part == 1 else ("5", "9")
    return f"{value.replace('X', first, 1).replace('X', '0')}/{value.replace('X', last, 1).replace('X', '9')}"


def _named_day(found: re.Match[str], context: Context) -> Atom | None:
    """ "Tuesday, March 19, 2013": a weekday right before its date."""
    inner = at(replace(context, depth=0), found.end())
    return replace(inner, start=found.start()) if inner and inner.grain == "day" and not inner.timex else None


def _bare_quarter(found: re.Match[str], context: Context) -> Atom | None:
    """ "the fourth quarter", "first-quarter profit": the last that has begun, or the next when so told."""
    part = _ORDINALS[found["nth"].lower()] or 4
    if context.reference is None or len(context.reference) < 2:
        return Atom(found.start(), found.end(), None, "quarter", timex=f"XXXX-Q{part}")
    year, month = context.reference[:2]
    begun = 3 * part - 2 <= month
    ahead = tense_of(found) == "future"
    year += 1 if begun and ahead and 3 * part < month else -1 if not begun and not ahead else 0
    return Atom(found.start(), found.end(), part_of_year(year, part, 3), "quarter")


def _first_of(found: re.Match[str], context: Context) -> Atom | None:
    """ "the first nine months of 2012": so many months from the start, or to the end, of a year."""
    inner, count = _inner(found, context), count_of(found["count"])
    if inner is None or inner.grain != "year" or inner.edtf is None or not 0 < count < 12:
        return None
    first, last = (1, count) if found["which"].lower() == "first" else (13 - count, 12)
    value = f"{inner.edtf[:4]}-{first:02d}/{inner.edtf[:4]}-{last:02d}"
    return Atom(
        found.start(), inner.end, value, "interval", timex=timex.duration(count, "month"), type="DURATION"
    )


_BEFORE_DATE = (
    r"(?=\d|the\s\d{4}s|[A-Z]|summer|spring|fall|autumn|winter|this|next|last|mid)"  # "late" alone is no date
)
_MODIFIERS: tuple[Rule, ...] = (
    rule(
        rf"(?:the\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<what>half|quarter)\s+(?:of\s+|(?=this|next|last))",
        _part_of,
    ),
    rule(r"(?:the\s+)?(?P<part>end|close|beginning|start|middle)\s+of\s+", _modified),
    rule(r"(?:the\s+)?(?P<nth>first|second|third|fourth)[\s-]quarter\b", _bare_quarter),
    rule(rf"(?:the\s+)?(?P<which>first|last|final)\s+{COUNT}\s+months\s+of\s+", _first_of),
    rule(
        rf"(?:the\s+)?(?P<part>end|mid|early|late)(?:-to-\w{{3,5}})?[-\s–]\s?(?:in\s+)?{_BEFORE_DATE}",
        _modified,
    ),
)
RULES = (
    rule(rf"{WEEKDAY},?\s+(?=\d|the\s\d|[A-Z])", _named_day, blind=False),
    *datesdays.RULES,
    *datesabsolute.RULES,
    *_MODIFIERS,
    *datesrelative.RULES,
    datesabsolute.BARE_YEAR,
)
"""All rules, in the order they are tried."""
