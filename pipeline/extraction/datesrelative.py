"""Rules for dates told from the day of writing: "this year", "the next five years", "two years ago"."""

from __future__ import annotations

import re

from pipeline.extraction import edtf
from pipeline.extraction.dateatoms import COUNT, UNITS, Atom, Context, Grain, Rule, count_of, rule
from pipeline.extraction.datesabsolute import part_of_year
from pipeline.extraction.edtf import Day, Unit

_UNITS: dict[str, Unit] = {
    **{"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"},
    **{"decade": "decade", "century": "century", "centurie": "century"},
}
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
    when = found["when"].lower()
    if when in ("previous", "prior", "preceding") and not found["count"]:
        return this_unit(found, context)
    if not found["count"] and found["plural"]:
        return Atom(found.start(), found.end(), None, "interval")  # "the coming years": nobody can say which
    backwards = when in ("past", "last", "previous", "preceding", "prior")
    count = count_of(found["count"])
    return _interval(found, context, found.start(), -count if backwards else count)


def _within(found: re.Match[str], context: Context) -> Atom | None:
    """ "within two years": the stretch that starts at the reference; its span leaves the preposition out."""
    return _interval(found, context, found.start("count"), count_of(found["count"]))


def _interval(found: re.Match[str], context: Context, start: int, count: int) -> Atom:
    unit = found["unit"].lower()
    step = _UNITS[unit]
    other = edtf.shift(context.reference, count, step) if context.reference else None
    if other is None or context.reference is None:
        return Atom(start, found.end(), None, "interval")
    first, last = sorted((context.reference, other))
    return Atom(start, found.end(), f"{edtf.show(first)}/{edtf.show(last)}", "interval")


def _ago(found: re.Match[str], context: Context) -> Atom | None:
    """ "two years ago", "a year and a half ago", "three weeks from now": the month (or day) that far away."""
    unit = found["unit"].lower()
    sign = -1 if found["way"].lower().startswith(("ago", "earlier")) else 1
    count = sign * count_of(found["count"])
    step = _UNITS[unit]
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
    return Atom(found.start(), found.end(), f"{year}-12" if year else None, "month")


RULES: tuple[Rule, ...] = (
    rule(
        r"(?:the\s+)?year[-\s]end(?:\s+(?P<year>20\d\d))?\b|end[-\s]of[-\s]year\b|the\s+year[’']s\s+end\b",
        _year_end,
    ),
    rule(
        rf"(?:the\s+)(?P<when>next|coming|upcoming|following|past|last|previous|preceding|prior)\s+(?:{COUNT}\s+(?:[a-z]+\s+)?)?{UNITS}",
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
        rf"(?:{COUNT}|an?)\s+{UNITS}(?P<half>\s+and\s+a\s+half)?\s+(?P<way>ago|from\s+now|from\s+today)\b",
        _ago,
    ),
    rule(r"(?:today|yesterday|tomorrow)\b", _day_word),
)
"""In the order they are tried."""
