"""Rules for dates told from the day of writing: "this year", "the next five years", "two years ago"."""

from __future__ import annotations

import re

from pipeline.extraction import edtf, timex
from pipeline.extraction.dateatoms import COUNT, UNITS, Atom, Context, Grain, Rule, count_of, rule
from pipeline.extraction.datesabsolute import part_of_year
from pipeline.extraction.edtf import Day, Unit

_UNITS: dict[str, Unit] = {
    **{"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"},
    **{"decade": "decade", "century": "century", "centurie": "century"},
}
_BACK = frozenset(["past", "last", "previous", "preceding", "prior"])
_SIDE = {-1: "PAST_REF", 1: "FUTURE_REF"}
_STEP = {"last": -1, "next": 1, "previous": -1, "prior": -1, "coming": 1, "following": 1, "preceding": -1}


def this_unit(found: re.Match[str], context: Context) -> Atom | None:
    """ "this year", "last month", "next week", "the previous year", "earlier this year", "this decade"."""
    unit = found["unit"].lower()
    grain = _UNITS[unit]
    return Atom(
        found.start(),
        found.end(),
        _unit_at(context.reference, grain, _STEP.get(found["when"].lower(), 0)),
        grain,
    )


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
    if (grain == "month" and len(reference) < 2) or (grain == "day" and len(reference) < 3):
        return None
    moved = edtf.shift(reference, step, "month" if grain == "month" else "day" if grain == "day" else "year")
    return edtf.show(moved[: {"month": 2, "day": 3}.get(grain, 1)]) if moved else None


def _quarter_at(reference: Day, step: int) -> str | None:
    if len(reference) < 2:
        return None
    index = reference[0] * 4 + (reference[1] - 1) // 3 + step
    return part_of_year(index // 4, index % 4 + 1, 3)


def _stretch(found: re.Match[str], context: Context) -> Atom | None:
    """ "the next five years", "the past year", "the coming year": an interval from or to the reference."""
    when, unit = found["when"].lower(), _UNITS[found["unit"].lower()]
    step = -1 if when in _BACK else 1
    if unit == "day" and not found["count"]:
        return _neighbour(found, context, step)
    if when in ("previous", "prior", "preceding") and not found["count"]:
        return this_unit(found, context)
    if not found["count"] and found["plural"]:  # "the coming years": nobody can say which
        return Atom(found.start(), found.end(), None, "interval", timex=_SIDE[step])
    return _interval(found, context, found.start(), step * count_of(found["count"]))


def _neighbour(found: re.Match[str], context: Context, step: int) -> Atom:
    """ "the next day": told from what the text tells of, which only a guess takes for the reference."""
    moved = edtf.shift(context.reference, step, "day") if context.reference else None
    return Atom(found.start(), found.end(), None, "day", timex=edtf.show(moved) if moved else None)


def _within(found: re.Match[str], context: Context) -> Atom | None:
    """ "within two years": the stretch that starts at the reference; its span leaves the preposition out."""
    return _interval(found, context, found.start("count"), count_of(found["count"]))


def _interval(found: re.Match[str], context: Context, start: int, count: int) -> Atom:
    step = _UNITS[found["unit"].lower()]
    other = edtf.shift(context.reference, count, step) if context.reference else None
    length = timex.duration(abs(count), step)
    if other is None or context.reference is None:
        return Atom(start, found.end(), None, "interval", timex=length, type="DURATION")
    first, last = sorted((context.reference, other))
    value = f"{edtf.show(first)}/{edtf.show(last)}"
    return Atom(start, found.end(), value, "interval", timex=length, type="DURATION")


def _vague(found: re.Match[str], context: Context) -> Atom | None:
    """ "the past few weeks", "the last several months": a stretch of unknown length."""
    return Atom(
        found.start(),
        found.end(),
        None,
        "interval",
        timex=timex.duration(None, _UNITS[found["unit"].lower()]),
        type="DURATION",
    )


def _ago(found: re.Match[str], context: Context) -> Atom | None:
    """ "two years ago", "a year and a half ago", "three weeks from now": the month (or day) that far away.

    "a year earlier" counts from what the text tells of, and has no place of its own.
    """
    unit = _UNITS[found["unit"].lower()]
    sign = -1 if found["way"].lower().startswith(("ago", "earlier")) else 1
    count = sign * count_of(found["count"])
    moved = edtf.shift(context.reference, count, unit) if context.reference else None
    if moved and found["half"]:
        moved = edtf.shift(moved, sign * 6, "month") if unit == "year" else moved
    if moved is None:
        return Atom(found.start(), found.end(), None, "month")
    kept = moved if unit in ("day", "week") else moved[:2]
    value = edtf.show(kept) + ("~" if found["half"] else "")
    told = None if found["way"].lower() in ("earlier", "later") else value
    return Atom(found.start(), found.end(), told, "month", timex=timex.point(moved, unit))


def _side(found: re.Match[str], context: Context) -> Atom | None:
    """ "now", "recent years", "the future": the present, the past or the future as a whole."""
    name = next(name for name, words in found.groupdict().items() if words)
    return Atom(found.start(), found.end(), None, "interval", timex=f"{name.upper()}_REF")


def _day_word(found: re.Match[str], context: Context) -> Atom | None:
    """ "today", "yesterday", "tomorrow"."""
    step = {"yesterday": -1, "tomorrow": 1}.get(found[0].lower(), 0)
    moved = (
        context.reference
        if step == 0
        else edtf.shift(context.reference, step, "day")
        if context.reference
        else None
    )
    return Atom(found.start(), found.end(), edtf.show(moved) if moved else None, "day")


def _year_end(found: re.Match[str], context: Context) -> Atom | None:
    """ "year-end", "the end of the year", "end of year 2024"."""
    year = int(found["year"]) if found["year"] else context.year
    if year is None:
        return Atom(found.start(), found.end(), None, "month")
    return Atom(found.start(), found.end(), f"{year}-12", "month", timex=f"{year}")


RULES: tuple[Rule, ...] = (
    rule(
        r"(?:the\s+)?year[-\s]end(?:\s+(?P<year>20\d\d))?\b|end[-\s]of[-\s]year\b|the\s+year[’']s\s+end\b",
        _year_end,
    ),
    rule(
        r"(?:(?:the|these|this)\s+)?(?:last|past|next|coming|previous|recent)\s+(?:few|several|couple\sof|many|some)\s+"
        r"(?P<unit>day|week|month|quarter|year|decade)s\b",
        _vague,
    ),
    rule(
        rf"the\s+(?P<when>next|coming|upcoming|following|past|last|previous|preceding|prior)\s+(?:{COUNT}\s+(?:[a-z]+\s+)?)?{UNITS}",
        _stretch,
    ),
    rule(
        rf"(?P<when>next|coming|following|past|last|previous|preceding)\s+{COUNT}\s+{UNITS}",
        _stretch,
    ),
    rule(
        r"(?:(?:earlier|later)\s+)?(?P<when>this|(?:the\s+)?(?:current|present)|last|next|previous)\s+(?:calendar\s+|fiscal\s+|financial\s+)?(?P<unit>year|month|week|decade|century|quarter)\b",
        this_unit,
    ),
    rule(rf"within\s+(?:the\s+)?{COUNT}\s+(?P<unit>week|month|year|decade)s\b", _within),
    rule(
        rf"(?:{COUNT}|an?)\s+{UNITS}(?P<half>\s+and\s+a\s+half)?\s+(?P<way>ago|earlier|later|from\s+now|from\s+today)\b",
        _ago,
    ),
    rule(r"(?:today|yesterday|tomorrow)\b", _day_word),
    rule(
        r"(?P<present>(?:right\s)?now(?!\s+that)|currently|presently|nowadays|at\spresent|these\s+days)\b"
        r"|(?P<past>recently|lately|(?:more\s+)?recent\s+(?:years|months|weeks|days|decades|times)|the\s+past(?!\s+\w)"
        r"|(?:(?:many|several|some|a\sfew)\s+)?(?:years|months|weeks|days|decades|centuries)\s+ago|long\s+ago)\b"
        r"|(?P<future>the\s+(?:near\s+|foreseeable\s+|not-too-distant\s+)?future|(?:coming|future)\s+(?:years|months|weeks|days|decades))\b",
        _side,
    ),
)
"""In the order they are tried."""
