"""The numbers Word computes: list labels and bullets from numbering.xml (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.documents.docx_package import Element, W

DEEPEST = 8  # list levels count from 0 to 8


@dataclass(frozen=True, slots=True)
class Level:
    """How one list level prints: ``pattern`` with %1 ... %9 for the counters of the levels."""

    start: int
    style: str
    pattern: str


BULLET = Level(1, "bullet", "•")


class Numbering:
    """The counters of one document; ask for labels in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}  # name of a numbering style -> abstract list
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[str] = set()
        if root is not None:
            self._read_abstract(root)
            self._read_lists(root)

    def _read_abstract(self, root: Element) -> None:
        pointers = {}
        for element in root.iter(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            self._abstract[name] = dict(_levels(element))
            if (style := _value(element, "styleLink")) is not None:
                self._links[style] = name
            if (style := _value(element, "numStyleLink")) is not None:
                pointers[name] = style
        for name, style in pointers.items():
            self._abstract[name] = self._abstract.get(self._links.get(style, ""), {})

    def _read_lists(self, root: Element) -> None:
        for element in root.iter(f"{W}num"):
            levels: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in element.iter(f"{W}lvlOverride"):
                depth = _integer(override.get(f"{W}ilvl"), 0)
                levels.update(_levels(override))
                if (start := _value(override, "startOverride")) is not None:
                    starts[depth] = _integer(start, 1)
            abstract = _value(element, "abstractNumId") or ""
            self._lists[element.get(f"{W}numId", "")] = (abstract, levels, starts)

    def next(self, number_id: str, depth: int) -> str | None:
        """The label of the next paragraph of a list, "" for a bullet, None when there is no such list."""
        if number_id == "0" or number_id not in self._lists:
            return None
        abstract, own, starts = self._lists[number_id]
        levels = self._abstract.get(abstract, {}) | own
        depth = min(max(depth, 0), DEEPEST)
        counters = self._counters[abstract]
        if number_id not in self._started:
            self._started.add(number_id)
            for restarted in starts:
                counters.pop(restarted, None)
        level = levels.get(depth, BULLET)
        first = starts.get(depth, level.start)
        counters[depth] = counters[depth] + 1 if depth in counters else first
        for deeper in range(depth + 1, DEEPEST + 1):
            counters.pop(deeper, None)
        return "" if level.style in ("bullet", "none") else _print(level, levels, counters)


def _print(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    def counter(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        own = levels.get(depth, level)
        return _STYLES.get(own.style, str)(counters.get(depth, own.start))

    return re.sub(r"%([1-9])", counter, level.pattern).strip()


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(f"{W}lvl"):
        yield (
            _integer(element.get(f"{W}ilvl"), 0),
            Level(
                _integer(_value(element, "start"), 1),
                _value(element, "numFmt") or "decimal",
                _value(element, "lvlText") or "",
            ),
        )


def _value(parent: Element, name: str) -> str | None:
    element = parent.find(f"{W}{name}")
    return None if element is None else str(element.get(f"{W}val", ""))


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _letters(number: int) -> str:
    """Word's letters: a ... z, aa, bb ..."""
    turns, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * min(turns + 1, 10)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    printed = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        printed += letters * count
    return printed


def _ordinal(number: int) -> str:
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STYLES: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": _ordinal,
}
