"""Dates, durations and recurrences in English text, as EDTF and TIMEX3.

``find(text, reference_date=...)`` gives every expression in order; relative ones ("over the next five years")
resolve from the reference date and have no EDTF without one. Years inside names ("Agenda 2030", "2022
Strategic Concept") are left out, years of events ("2014 Wales Summit") are not; the words that decide are in
``language/lexicons/calendar.toml``. ``deadline_of`` writes an expression with its preposition as a due date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extraction import durations, edtf, timex
from pipeline.extraction.dateatoms import Atom, Context, TimexType
from pipeline.extraction.datewords import START, at
from pipeline.extraction.yearnames import is_named_year
from pipeline.schema import Span

DateKind = Literal["date", "time", "duration", "set"]
Bound = Literal["by", "before", "until", "since", "after", "from", "in", "within"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A temporal expression: ``span`` is the shortest full one, ``full`` begins at its preposition.

    ``edtf`` is None for durations and recurrences, and for dates that nothing resolves. ``timex`` is the
    TIMEX3 value ("2024-Q3", "P5Y", "PAST_REF") and ``timex_type`` its type: "the next five years" is a place
    on the calendar, and to TimeML a duration. ``bound`` is what the preposition says, ``relative`` whether
    the reference date was needed, wholly or for the year.
    """

    span: Span
    full: Span
    edtf: str | None
    kind: DateKind
    timex: str
    bound: Bound | None = None
    relative: bool = False
    timex_type: TimexType = "DATE"


_CONNECTOR = re.compile(r"\s*(?:[-–—‑]{1,2}|to|through|until)\s*(?=[\dA-Z]|the\s)")
_AND = re.compile(r"\s+and\s+")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        "by",
        r"by|no\slater\sthan|not\slater\sthan|through|up\sto|by\sor\sbefore|at\sthe\slatest\sby|in\stime\sfor",
    ),
    ("before", r"before|prior\sto|ahead\sof"),
    ("until", r"until|till"),
    ("since", r"since|ever\ssince"),
    ("after", r"after|beyond|following"),
    ("from", r"from|beginning(?:\sin)?|starting(?:\sin)?|as\sfrom|effective\sfrom|with\seffect\sfrom"),
    ("within", r"within|over|during|throughout"),
    ("in", r"in|on|at|as\sof|as\ssoon\sas|as\searly\sas|effective\sas\sof"),
)
_TOLD = re.compile(r"\d{4}|FY\s?\d\d|\d\dth|\d\dst|century")  # what names its year or century itself


def _group(bound: Bound) -> str:
    """The name of the bound's group in a pattern."""
    return f"bound_{bound}"


_PREPOSITION = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{_group(name)}>{words})" for name, words in _BOUNDS)
    + r")\s+(?:the\s+|its\s+|their\s+|our\s+|around\s+|about\s+|[A-Z]\w+[’']s\s+)?$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}(?:targets?|goals?|deadline)\b|\s+net[-\s]zero", re.IGNORECASE)


def find(text: str, *, reference_date: str | None = None) -> tuple[DateExpression, ...]:
    """Every date, duration and recurrence of ``text``, in order, none overlapping.

    ``reference_date`` is the EDTF day, month or year the text was written; anything else counts as unknown.
    """
    dates = tuple(_dates(Context(text, edtf.parse_day(reference_date))))
    others = (
        found for found in durations.find(text) if not any(found.span.overlaps(date.span) for date in dates)
    )
    spans = [
        DateExpression(found.span, found.span, None, found.kind, found.timex, timex_type=found.type)
        for found in others
    ]
    return tuple(sorted([*dates, *spans], key=lambda expression: expression.span))


def deadline_of(expression: DateExpression) -> str | None:
    """The expression as a due date in EDTF.

    "by 2030" is ``../2030``, "from 2025" is ``2025/..``, "in 2024" is ``2024``.
    None when the expression has no EDTF or names a past starting point ("since").
    """
    value = expression.edtf
    if value is None or expression.bound == "since":
        return None
    if expression.bound in ("by", "before", "until"):
        return f"../{edtf.last_point(value)}"
    if expression.bound in ("from", "after") and "/" not in value:
        return f"{value}/.."
    return value


def _dates(context: Context) -> Iterator[DateExpression]:
    position = 0
    while found := START.search(context.text, position):
        atom = _range(context, found.start())
        if atom is None or is_named_year(context.text, atom.start, atom.end):
            position = found.end() if atom is None else atom.end
            continue
        yield _expression(context, atom)
        position = atom.end


def _range(context: Context, position: int) -> Atom | None:
    """The atom at ``position``, joined with a second one of its kind: "July 2021 to August 2022"."""
    first = at(context, position)
    if first is None or first.edtf is None or "/" in first.edtf:
        return first
    between = _BETWEEN.search(context.text, max(0, position - 10), position)
    link = _CONNECTOR.match(context.text, first.end) or (between and _AND.match(context.text, first.end))
    second = at(context, link.end()) if link else None
    if second is None or second.edtf is None or "/" in second.edtf or second.grain != first.grain:
        return first
    if (
        first.grain not in ("day", "month", "year")
        or first.edtf >= second.edtf
        or second.start != (link.end() if link else 0)
    ):
        return first
    return replace(first, end=second.end, edtf=f"{first.edtf}/{second.edtf}", grain="interval")


def _expression(context: Context, atom: Atom) -> DateExpression:
    text = context.text
    found = _PREPOSITION.search(text, max(0, atom.start - 40), atom.start)
    return DateExpression(
        span=Span(atom.start, atom.end),
        full=Span(found.start() if found else atom.start, atom.end),
        edtf=atom.edtf,
        kind="time" if atom.grain == "time" else "date",
        timex=timex.value_of(atom),
        timex_type=atom.type,
        bound=_bound(text, atom, found),
        relative=atom.yearless or _TOLD.search(text, atom.start, atom.end) is None,
    )


def _bound(text: str, atom: Atom, found: re.Match[str] | None) -> Bound | None:
    """What the preposition says; a bare year before "targets" is one to reach."""
    if found is not None:
        return next(name for name, _ in _BOUNDS if found[_group(name)])
    return "by" if atom.grain == "year" and _PURPOSE.match(text, atom.end) else None
