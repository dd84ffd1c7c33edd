"""Quantities in English text: value or range, unit, comparator, movement, what is counted, and per what.

``find(text)`` gives every quantity in order, descriptive ones too. Dates, years, labels ("Article 5"), names
with digits ("F-35", "G7"), ordinals, scores and telephone numbers are none. Vocabulary:
``language/lexicons/units.toml`` and ``quantities.toml``. Works left to right from one candidate to the next
with bounded look-around, hence linear. Numbers with their units are read in
:mod:`pipeline.extraction.amounts`, ranges in :mod:`pipeline.extraction.ranges`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extraction import amounts, numbers, units
from pipeline.extraction import dates as dates_grammar
from pipeline.extraction.amounts import Amount
from pipeline.extraction.changes import Change, change_of
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.objects import object_of
from pipeline.extraction.quantitywords import (
    comparator_after,
    comparator_before,
    counted,
    denominator_of,
    is_label,
    is_stated,
    period_of,
)
from pipeline.extraction.ranges import GLUED_RIGHT, both, second_of
from pipeline.extraction.units import Kind, Unit
from pipeline.schema import Comparator, Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: ``span`` runs from comparator to unit, ``number_span`` over the number and its scale.

    ``value`` is a number in ``unit`` (a normal name: "%", "USD", "tonnes", "count"), or (from, to) when the
    comparator is "range" or "change". ``comparator`` None means exactly. ``change`` is the bound or the
    movement: ">", "<", "~", "up", "down", else "=". ``scale`` is the scale word in ``value`` already (1 when
    none). ``of`` names what is counted or the base of a share, ``denominator`` what one unit is for
    ("share", "hour", "year"), ``per`` the time it recurs in, ``of_end`` where the words of ``of`` end.
    ``vague`` is true of "hundreds of millions".
    """

    span: Span
    number_span: Span
    value: float | tuple[float, float]
    unit: str
    kind: Kind
    comparator: Comparator | None = None
    change: Change = "="
    scale: float = 1.0
    of: str | None = None
    denominator: str | None = None
    per: Literal["year", "month"] | None = None
    of_end: int = 0
    vague: bool = False


_START = re.compile(
    rf"(?:{units.load().before.pattern})(?=\d)|(?<![\w])(?:{numbers.START})|\bnet[-\s]zero\b"
    r"|\b(?P<multiplier>(?:halv|doubl|tripl|trebl|quadrupl)(?:e|ing)|(?:two|three|four|five|six|ten)fold)\b",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"\d|[½¼¾⅓⅔⅕⅛]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundreds?|thousands?|[mb]illions?|trillions?|dozens?|half|"
    r"quarter|third|zero|doubl|tripl|trebl|halv|quadrupl|\w+fold)",
    re.IGNORECASE,
)
_MULTIPLIERS = {
    "halv": 0.5,
    "doub": 2.0,
    "trip": 3.0,
    "treb": 3.0,
    "quad": 4.0,
    "twof": 2.0,
    "thre": 3.0,
    "four": 4.0,
    "five": 5.0,
    "sixf": 6.0,
    "tenf": 10.0,
}
_NOT_MULTIPLIED = re.compile(
    r"[\s-](?:down|standards?|taxation|counting|check|digits?|nexus|jeopardy|burden|dip|challenge|threat|up)\b",
    re.IGNORECASE,
)
_GLUED_LEFT = re.compile(r"[\w&#_]$|[A-Za-z0-9][.\-‑–/:]$|\d,$")
_LINE_LABEL = re.compile(r"\s*[(\[]?\d{1,3}[.)\]]\s")
_HALVED = re.compile(r"\bin\s$", re.IGNORECASE)
_NTH = re.compile(r"\b(?:first|second|latter|other|last|final)\s+$", re.IGNORECASE)
HOTTEST = 60  # degrees; "a 360-degree view" is of no temperature
_NAMED = re.compile(r"\s+[A-Z][a-z]")
_SCORE = re.compile(r"\d{1,3}\s?[-–—‑]\s?\d{1,3}")
_YEAR_LIKE = re.compile(r"(?:1[5-9]|20)\d\d")
_COUNT, _FACTOR, _SHARE = Unit("count", "count"), Unit("times", "ratio"), Unit("%", "percent", 100.0)


def find(text: str, *, dates: Sequence[DateExpression] | None = None) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in order, none overlapping.

    ``dates`` are the date expressions of the same text where the caller has them; they hold no quantities.
    """
    if _GATE.search(text) is None:
        return ()
    if dates is None:
        dates = dates_grammar.find(text)
    taken = [expression for expression in dates if expression.kind in ("date", "time")]
    return tuple(_quantities(text, taken))


def _quantities(text: str, taken: Sequence[DateExpression]) -> Iterator[Quantity]:
    position = next_taken = floor = 0
    while found := _START.search(text, position):
        while next_taken < len(taken) and taken[next_taken].span.end <= found.start():
            next_taken += 1
        if next_taken < len(taken) and taken[next_taken].span.start <= found.start():
            position = taken[next_taken].span.end
            continue
        quantity = _quantity(text, found, floor, _limit(text, taken[next_taken : next_taken + 1]))
        position = max(found.end(), _skip(text, found.start())) if quantity is None else quantity.span.end
        if quantity is not None:
            floor = quantity.span.end
            yield quantity


def _limit(text: str, following: Sequence[DateExpression]) -> int:
    """Where what is counted ends at the latest: at the next date with a preposition ("in 2030")."""
    dated = next(iter(following), None)
    return dated.full.start if dated and dated.full.start < dated.span.start else len(text)


def _skip(text: str, position: int) -> int:
    """Where to go on after a number that is no quantity: behind all of it."""
    number = numbers.match(text, position)
    return number.span.end if number else position + 1


def _quantity(text: str, found: re.Match[str], floor: int, limit: int) -> Quantity | None:
    word = found[0].lower()
    if word.startswith("net"):
        return None if _NAMED.match(text, found.end()) and found[0][0] == "N" else _net_zero(text, found)
    if found["multiplier"]:
        return _multiplier(text, found, _MULTIPLIERS[word[:4]], limit)
    amount = amounts.read(text, found.start())
    if amount is None or _is_name(text, amount):
        return None
    return _completed(text, amount, floor, limit)


def _net_zero(text: str, found: re.Match[str]) -> Quantity:
    """ "net zero" is no tonnes of net emissions, whatever noun follows."""
    span = Span(*found.span())
    return Quantity(span, span, 0.0, "tonnes", "measure", of="net emissions", of_end=span.end)


def _multiplier(text: str, found: re.Match[str], value: float, limit: int) -> Quantity | None:
    if _NOT_MULTIPLIED.match(text, found.end()):
        return None
    span = Span(*found.span())
    of, end = object_of(text, span, _FACTOR, part=True, floor=span.start, limit=limit)
    return Quantity(span, span, value, "times", "ratio", of=of, of_end=end)


def _is_name(text: str, amount: Amount) -> bool:
    """True when the number is glued to something, numbers a paragraph or is part of a name."""
    start, end = amount.start, amount.end
    before = text[max(0, start - 2) : start]
    if _GLUED_LEFT.search(before) or GLUED_RIGHT.match(text, end):
        return True
    if amount.number.part and _NTH.search(text, max(0, start - 10), start):
        return True  # "the first half of the year"
    if amount.unit is not None and amount.unit.kind != "ratio":
        return amount.unit.name == "°C" and amount.value > HOTTEST and "-" in text[start:end]
    if text[:start].strip() == "" and not amount.number.spelled and _LINE_LABEL.match(text):
        return True
    return not amount.number.scaled and is_label(text, start, amount.end, spelled=amount.number.spelled)


def _completed(text: str, amount: Amount, floor: int, limit: int) -> Quantity | None:
    """``amount`` with its range, comparator, object and period; None when a bare number counts nothing."""
    second, link = second_of(text, amount)
    last = second or amount
    before, start = comparator_before(text, amount.start, floor)
    after, end = comparator_after(text, last.end)
    unit = amount.unit or last.unit
    if unit is None:
        if not _counts(text, amount, second, end, compared=before is not None):
            return None
        unit = _unit_of_bare(text, amount)
    comparator = link or (">" if amount.number.vague else before or after)
    of, of_end = object_of(text, Span(start, end), unit, part=amount.number.part, floor=floor, limit=limit)
    return Quantity(
        span=Span(start, end),
        number_span=Span(amount.number.span.start, last.number.span.end),
        value=both(amount, second, unit) if second else _exact(amount.number.value * unit.factor),
        unit=unit.name,
        kind=unit.kind,
        comparator=comparator,
        change=change_of(text, start, end, comparator),
        scale=last.number.scale,
        of=of,
        denominator=denominator_of(text, end),
        per=period_of(text, end),
        of_end=of_end,
        vague=amount.number.vague,
    )


def _counts(text: str, amount: Amount, second: Amount | None, end: int, *, compared: bool) -> bool:
    """True when a bare number, or range of them, counts something and is not just a year."""
    if not compared and _YEAR_LIKE.fullmatch(text, amount.start, amount.end):
        return False
    if second is not None:
        return second.value > amount.value or _SCORE.fullmatch(text, amount.start, second.end) is None
    return (
        counted(text, end, number=amount.number)
        or (compared and not amount.number.spelled)
        or is_stated(text, amount.start, end)
    )


def _unit_of_bare(text: str, amount: Amount) -> Unit:
    """The unit of a number without one: things counted, a share ("half of ..."), a factor ("cut in half")."""
    if not amount.number.part:
        return _COUNT
    return _FACTOR if _HALVED.search(text, max(0, amount.start - 4), amount.start) else _SHARE


def _exact(value: float) -> float:
    """``value`` without the dust of multiplying a fraction."""
    return round(value, 6)
