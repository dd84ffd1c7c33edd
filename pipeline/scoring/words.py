"""Texts as words: what all matching rests on, so that typography never decides a comparison.

A *spot* is a half-open range of word positions in a stretch of text, not of code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

# Typographic quotes, dashes and spaces count as their plain forms; zero-width characters as nothing.
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u2060": None,
        "\u200b": None,
        "\u00ad": None,
    }
)
_WORD = re.compile(r"\w+|[^\w\s]")
_SPLIT_THOUSANDS = re.compile(r"(\d) , (\d{3})")
_PER_CENT = re.compile(r"\bper ?cent\b")
CONTEXT_WORDS = 8  # of prefix and suffix that are compared on each side of a quote


class Spot(NamedTuple):
    """A half-open range of word positions."""

    start: int
    end: int

    def touches(self, other: Spot) -> bool:
        """True when the two spots share at least one word position."""
        return self.start < other.end and other.start < self.end


def words(text: str) -> list[str]:
    """Case-folded words and single punctuation marks of ``text``, in order."""
    return _WORD.findall(text.translate(_PLAIN).casefold())


def plain(text: str) -> str:
    """``text`` as its words with single spaces, thousands joined and "per cent" as "%"."""
    joined = _SPLIT_THOUSANDS.sub(r"\1\2", " ".join(words(text)))
    return _PER_CENT.sub("%", joined)


def share_words(one: str | None, other: str | None) -> bool:
    """True when the two texts have at least one word in common."""
    return not set(words(one or "")).isdisjoint(words(other or ""))


def same_words(one: str | None, other: str | None) -> bool:
    """True when at least half of all their words are in both texts, or when neither has a word."""
    left, right = set(words(one or "")), set(words(other or ""))
    return 2 * len(left & right) >= len(left | right)


class Stretch:
    """The annotated stretch of a document as one sequence of words, indexed for finding quotes."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        self.words: list[str] = []
        self._names: list[str] = []
        self._firsts: list[int] = []
        self._places: dict[str, list[int]] = {}
        for name, text in units:
            self._names.append(name)
            self._firsts.append(len(self.words))
            self.words += words(text)
        self._starts = dict(zip(self._names, self._firsts, strict=True))
        for place, word in enumerate(self.words):
            self._places.setdefault(word, []).append(place)

    def unit_at(self, place: int) -> str:
        """The name of the unit that holds the word at ``place``."""
        return self._names[bisect_right(self._firsts, place) - 1]

    def occurrences(self, quote: str, *, unit: str | None = None) -> list[Spot]:
        """Where the words of ``quote`` stand, in order, from the start of ``unit`` on (default: anywhere)."""
        wanted = words(quote)
        if not wanted:
            return []
        first = self._starts.get(unit, 0) if unit else 0
        # Only the places of the rarest word need to be looked at.
        offset = min(range(len(wanted)), key=lambda i: len(self._places.get(wanted[i], ())))
        begins = (place - offset for place in self._places.get(wanted[offset], ()))
        return [
            Spot(begin, begin + len(wanted))
            for begin in begins
            if begin >= first and self.words[begin : begin + len(wanted)] == wanted
        ]

    def locate(self, quote: str, *, unit: str, taken: Collection[Spot] = ()) -> Spot | None:
        """The first occurrence from ``unit`` on that is not ``taken``, else the first; None without one."""
        spots = self.occurrences(quote, unit=unit)
        return next((spot for spot in spots if spot not in taken), spots[0] if spots else None)

    def locate_in_context(
        self, quote: str, *, prefix: str = "", suffix: str = "", taken: Collection[Spot] = ()
    ) -> Spot | None:
        """The free occurrence that prefix and suffix fit best, the earliest of equals; None without one."""
        before, after = words(prefix)[-CONTEXT_WORDS:], words(suffix)[:CONTEXT_WORDS]

        def fit(spot: Spot) -> int:
            left = self.words[max(0, spot.start - len(before)) : spot.start]
            right = self.words[spot.end : spot.end + len(after)]
            return _agreeing(left[::-1], before[::-1]) + _agreeing(right, after)

        free = [spot for spot in self.occurrences(quote) if spot not in taken]
        return max(free, key=lambda spot: (fit(spot), -spot.start), default=None)


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=False))
