"""Amounts: a number with the currency before it, the unit behind it, and what one such unit is for.

``read(text, position)`` reads the amount that starts right there: "$1.2bn", "US$ 20 million", "450kW",
"25 basis points", "$1.20 a share", "186 miles per hour". Vocabulary: ``language/lexicons/units.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extraction import numbers, units
from pipeline.extraction.numbers import Number
from pipeline.extraction.units import Unit
from pipeline.schema import Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with currency and unit, before comparators and ranges are looked at; offsets into the text."""

    start: int
    end: int
    number: Number
    unit: Unit | None

    @property
    def value(self) -> float:
        """The number in its normal unit."""
        return self.number.value * (self.unit.factor if self.unit else 1.0)


_MORE = re.compile(r"\s(?:additional|further|extra|more)(?=\s)")  # "1 billion additional doses"
_WEIGHT_BEFORE = re.compile(
    r"\b(?:weigh\w*|heav\w+|lift\w*|lighter|pounds?\sto)\b[^.;,]{0,16}$", re.IGNORECASE
)
_WEIGHT_AFTER = re.compile(
    r"\s(?:of\s(?!aid|debt|spending|funding|investment)|overweight|lighter|heavier|per\ssquare)"
)
_PLAIN_POUND = re.compile(r"pounds?\Z", re.IGNORECASE)
_WEIGHT = Unit("lb", "measure")
# "1.2m people", "3k runners": a letter is a scale where a noun in the plural follows, not in "100m high".
_COUNTED = re.compile(r"\s(?:[a-z]+\s)?(?:people|children|women|men|[a-z]{3,}(?<!s)s)\b")


def read(text: str, position: int) -> Amount | None:
    """Currency, number, scale and unit at ``position``, as far as they are there; None without a number."""
    table = units.load()
    sign = table.before.match(text, position)
    start = sign.end() if sign else position
    number = numbers.match(text, start) if start < len(text) else None
    if number is None:
        return None
    money = table.find(sign[0].rstrip()) if sign else None
    number = _short_scale(text, number, money)
    behind = table.after.match(text, number.span.end)
    if behind is None and (more := _MORE.match(text, number.span.end)):
        behind = table.after.match(text, more.end())
    unit = _unit(text, behind) if behind else None
    if money is not None:
        tail = behind.end() if behind and unit and unit.kind == "currency" else number.span.end
        return Amount(position, tail, number, money)
    return Amount(position, behind.end() if behind else number.span.end, number, unit)


def _unit(text: str, behind: re.Match[str]) -> Unit:
    """The unit matched; "pounds" are a weight where things weigh or are made of something, else money."""
    surface = re.sub(r"^[\s\-‑–]+", "", behind[0]).replace("\u00a0", " ")
    if _PLAIN_POUND.match(surface) and (
        _WEIGHT_BEFORE.search(text, max(0, behind.start() - 50), behind.start())
        or _WEIGHT_AFTER.match(text, behind.end())
    ):
        return _WEIGHT
    return units.load().find(surface)


def _short_scale(text: str, number: Number, money: Unit | None) -> Number:
    """ "$1.2bn", "10m euros", "1.2m people": a scale of one or two letters."""
    if number.scaled or number.spelled:
        return number
    table = units.load()
    found = (table.short if money else table.bare_short).match(text, number.span.end)
    if found is None and money is None:
        found = table.short.match(text, number.span.end)
        behind = table.after.match(text, found.end()) if found else None
        if (behind is None or _unit(text, behind).kind != "currency") and not (
            found and _COUNTED.match(text, found.end())
        ):
            return number
    if found is None:
        return number
    scale = table.short_scales[found[0].strip()]
    value = number.value * scale
    return replace(number, span=Span(number.span.start, found.end()), value=round(value, 6), scale=scale)
