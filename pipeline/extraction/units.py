"""Units and scales: the tables of ``language/lexicons/units.toml``, compiled once into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.errors import ModelError
from pipeline.language.lexicons import read

Kind = Literal["percent", "currency", "measure", "duration", "ratio", "count"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its normal name, the kind of quantity it makes, and the factor to the normal unit."""

    name: str
    kind: Kind
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Units:
    """The tables and the patterns made of them.

    ``before`` matches a currency in front of a number, ``after`` any unit behind it; both match at a place
    and are looked up by :meth:`find`. ``short`` matches a one-letter scale beside a currency, ``bare_short``
    one that needs no currency.
    """

    scales: dict[str, float]
    short_scales: dict[str, float]
    symbols: dict[str, Unit]
    names: dict[str, Unit]
    before: re.Pattern[str]
    after: re.Pattern[str]
    short: re.Pattern[str]
    bare_short: re.Pattern[str]

    def find(self, surface: str) -> Unit:
        """The unit written ``surface``, in whatever spacing, hyphens, number and (for names) case."""
        if surface in self.symbols:
            return self.symbols[surface]
        name = _folded(surface)
        return self.names[name] if name in self.names else self.names[name.removesuffix("s")]


@cache
def load() -> Units:
    """The units of the lexicon; ModelError when the file is not as it should be."""
    data = read("units")
    try:
        return _compile(data)
    except (KeyError, TypeError, AttributeError) as exc:
        raise ModelError(
            f"lexicon 'units': a table is missing or ill-formed ({exc!r}). Install the package anew."
        ) from exc


def _compile(data: dict[str, Any]) -> Units:
    symbols, names = _tables(data)
    money = {surface for surface, unit in symbols.items() if unit.kind == "currency"}
    return Units(
        scales={word: float(value) for word, value in data["scales"].items()},
        short_scales={word: float(value) for word, value in data["short_scales"].items()},
        symbols=symbols,
        names=names,
        before=re.compile(rf"(?<![A-Za-z])(?:{_either(money)})\s?"),
        after=re.compile(rf"(?:{_after_symbols(symbols)}|{_after_names(names)})"),
        short=re.compile(rf"\s?(?:{_either(data['short_scales'])})(?![A-Za-z])"),
        bare_short=re.compile(rf"\s?(?:{_either(data['bare_short_scales'])})(?![A-Za-z])"),
    )


def _tables(data: dict[str, Any]) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Surface forms to units: symbols as they are, names folded."""
    symbols: dict[str, Unit] = {}
    names: dict[str, Unit] = {}
    for entry in data["currencies"]:
        unit = Unit(entry["code"], "currency")
        symbols.update(dict.fromkeys([entry["code"], *entry["signs"]], unit))
        names.update({_folded(name): unit for name in entry["names"]})
    for entry in data["measures"]:
        unit = Unit(entry["unit"], entry["kind"], float(entry.get("factor", 1.0)))
        symbols.update(dict.fromkeys(entry["symbols"], unit))
        names.update({_folded(name): unit for name in entry["names"]})
    return symbols, names


def _after_symbols(symbols: Iterable[str]) -> str:
    """A symbol that may touch the number, and is not the start of a longer word."""
    return rf"[\s\-‑]?(?:{_either(symbols)})(?![A-Za-z0-9])"


def _after_names(names: Iterable[str]) -> str:
    """A name after a space or a hyphen, whatever its case; between its words likewise."""
    forms = (r"[\s\-‑]+".join(map(re.escape, name.split(" "))) for name in _longest_first(names))
    return rf"(?:\s+of\s+)?[\s\-‑–]{{0,3}}(?i:{'|'.join(forms)})s?\b"


def _either(surfaces: Iterable[str]) -> str:
    return "|".join(re.escape(surface).replace(r"\ ", r"\s") for surface in _longest_first(surfaces))


def _longest_first(surfaces: Iterable[str]) -> list[str]:
    return sorted(surfaces, key=lambda surface: (-len(surface), surface))


def _folded(surface: str) -> str:
    return " ".join(re.split(r"[\s\-‑–]+", surface.strip("-‑– \u00a0").casefold())).removeprefix("of ")
