"""Rules for days named by the week, the hour or a feast: "Monday", "last night", "8:30 p.m.", "Easter"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from pipeline.extraction import edtf, timex
from pipeline.extraction.dateatoms import OF_YEAR, WEEKDAY, WEEKDAYS, Atom, Context, Rule, rule, year_after
from pipeline.extraction.dateyears import guess_year, relative_month_year, tense_of
from pipeline.extraction.edtf import Day
from pipeline.language.lexicons import read

_WEEK = 7
_RECURRENT = re.compile(r"\b(?:every|each|on\salternate)\s+$", re.IGNORECASE)


def weekday_of(name: str) -> int:
    """1 for Monday or "Mon." to 7 for Sunday."""
    return next(number for day, number in WEEKDAYS.items() if day.startswith(name[:3].capitalize()))


def _weekday(found: re.Match[str], context: Context) -> Atom | None:
    """ "Monday", "next Friday", "early Tuesday", "Saturday night": the one that tense or word asks for."""
    if _RECURRENT.search(context.text, max(0, found.start() - 14), found.start()):
        return None
    number = weekday_of(found["weekday"])
    day = _day_on(number, (found["when"] or "").lower(), found, context)
    part = timex.DAY_PARTS[found["part"].lower()] if found["part"] else None
    if day is None:
        return Atom(found.start(), found.end(), None, "day", timex=f"XXXX-WXX-{number}")
    return _in_part(found, day, part)


def _day_on(number: int, when: str, found: re.Match[str], context: Context) -> Day | None:
    reference = context.reference
    if reference is None or len(reference) < 3:
        return None
    if when == "this":
        return edtf.shift(reference, number - date(*reference).isoweekday(), "day")
    ahead = (number - date(*reference).isoweekday()) % _WEEK  # days to the next one, 0 when it is today
    if when.endswith(("next", "coming", "following")) or (when != "last" and tense_of(found) == "future"):
        return edtf.shift(reference, ahead or _WEEK, "day")
    back = (_WEEK - ahead) % _WEEK
    return edtf.shift(reference, -(back or (_WEEK if when == "last" else 0)), "day")


def _in_part(found: re.Match[str], day: Day, part: str | None) -> Atom:
    value = edtf.show(day)
    if part is None:
        return Atom(found.start(), found.end(), value, "day")
    return Atom(found.start(), found.end(), value, "day", timex=f"{value}T{part}", type="TIME")


def _day_part(found: re.Match[str], context: Context) -> Atom | None:
    """ "this morning", "tonight", "last night", "yesterday afternoon", "overnight"."""
    words = found[0].lower().split()
    part = "NI" if words[0] in ("tonight", "overnight") else timex.DAY_PARTS[words[-1]]
    step = {"last": -1, "yesterday": -1, "tomorrow": 1}.get(words[0], 0)
    reference = context.reference
    day = edtf.shift(reference, step, "day") if reference and len(reference) == 3 else None
    if day is None:
        return Atom(found.start(), found.end(), None, "day", timex=f"XXXX-XX-XXT{part}", type="TIME")
    return _in_part(found, day, part)


def _weekend(found: re.Match[str], context: Context) -> Atom | None:
    """ "this weekend", "last weekend": Saturday and Sunday of the week."""
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(found["when"].lower().split()[-1], 0)
    week = edtf.week_of(context.reference, step) if context.reference else None
    first = edtf.parse_day(edtf.last_point(week)) if week else None
    saturday = edtf.shift(first, -1, "day") if first else None
    if week is None or saturday is None:
        return Atom(found.start(), found.end(), None, "day", timex="XXXX-WXX-WE")
    value = f"{edtf.show(saturday)}/{edtf.last_point(week)}"
    return Atom(found.start(), found.end(), value, "interval", timex=f"{timex.week(saturday)}-WE")


def _clock(found: re.Match[str], context: Context) -> Atom | None:
    """ "8:30 p.m.", "10am", "14:45", "0900 GMT", "noon", "midnight": a time of the reference day."""
    if found["named"]:
        hour, minute = (12 if found["named"].lower() == "noon" else 24), 0
    elif found["military"]:
        hour, minute = int(found["military"][:2]), int(found["military"][2:])
    elif found["half"]:
        hour = int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0)
        minute = int(found["minute"] or 0)
    else:
        hour, minute = int(found["hour24"]), int(found["minute24"])
    if hour > 24:
        return None
    full = context.reference and len(context.reference) == 3
    day = edtf.show(context.reference) if context.reference and full else "XXXX-XX-XX"
    return Atom(found.start(), found.end(), None, "time", timex=f"{day}T{hour:02d}:{minute:02d}", type="TIME")


def _feast(found: re.Match[str], context: Context) -> Atom | None:
    """ "Christmas Day", "Thanksgiving of 2012", "last Easter": by the table of feasts and the year."""
    name = " ".join(found["feast"].replace("’", "'").split())
    year = year_after(found["years"], context)
    if year is None and context.reference:
        day = feast_day(name, context.reference[0])
        when = (found["when"] or "").lower()
        year = relative_month_year(when, day.month, context) if when else None
        year = year or guess_year(context, found, day.month, day.day)
    if year is None:
        return Atom(found.start(), found.end(), None, "day")
    value = feast_day(name, year).isoformat()
    return Atom(found.start(), found.end(), value, "day", yearless=not found["years"])


@cache
def feast_day(name: str, year: int) -> date:
    """The day of a feast of the lexicon in ``year``, by its name there."""
    where = read("calendar")["feasts"][name]
    if "easter" in where:
        return easter(year) + timedelta(days=where["easter"])
    if "day" in where:
        return date(year, where["month"], where["day"])
    first = date(year, where["month"], 1)
    offset = (where["weekday"] - first.isoweekday()) % _WEEK + _WEEK * (where["nth"] - 1)
    last = first + timedelta(days=offset)
    return last if last.month == where["month"] else last - timedelta(days=_WEEK)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


_PART = "(?P<part>morning|afternoon|evening|night)"
_WHEN = r"(?:(?P<when>[Tt]his\s(?:past|coming)|[Tt]his|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate)\s+)?"
_ZONE = r"(?:\s?(?:GMT|UTC|EST|EDT|PST|PDT|CET|CEST|BST|ET|PT|local\stime)\b)?"
_FEASTS = "|".join(
    name.replace("'", "[’']").replace(" ", r"\s+")
    for name in sorted(read("calendar")["feasts"], key=len, reverse=True)
)
RULES: tuple[Rule, ...] = (
    rule(rf"{_WHEN}{WEEKDAY}(?:\s+{_PART}\b)?", _weekday, blind=False),
    rule(
        r"(?:(?:this|yesterday|tomorrow)\s+(?:morning|afternoon|evening|night)|last\s+night|tonight|overnight)\b",
        _day_part,
    ),
    rule(r"(?P<when>this|last|next|(?:this|the)\s+past|(?:this|the)\s+coming|the)\s+weekend\b", _weekend),
    rule(
        rf"(?:(?P<hour>[01]?\d)(?::(?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?{_ZONE}"
        rf"|(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?![\d:]){_ZONE}"
        r"|(?P<military>[0-2]\d[0-5]\d)\s?(?:GMT|UTC|hours|hrs)\b|(?P<named>noon|midnight)\b)",
        _clock,
    ),
    rule(rf"{_WHEN}(?P<feast>{_FEASTS})(?!\w)(?P<years>{OF_YEAR})?", _feast, blind=False),
)
"""In the order they are tried."""
