"""The words around a number: comparators, recurrence, and signs that it is only a label.

The lists are data (``language/lexicons/quantities.toml``). Each function looks at a bounded window.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from pipeline.extraction.numbers import Number
from pipeline.language.lexicons import read
from pipeline.schema import Comparator

_BEFORE_WINDOW = 60
_NAMES: tuple[tuple[Comparator, str], ...] = (
    (">=", "at_least"),
    ("<=", "at_most"),
    (">", "more"),
    ("<", "less"),
    ("~", "about"),
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled lexicon."""

    before: re.Pattern[str]
    signs: re.Pattern[str]
    after: re.Pattern[str]
    labels: frozenset[str]
    not_counted: frozenset[str]


@cache
def _words() -> _Words:
    data = read("quantities")
    fillers = "|".join(sorted(data["fillers"]["words"], key=len, reverse=True))
    return _Words(
        before=re.compile(
            rf"(?<![\w-])(?:{_alternatives(data['before'])})(?:\s+(?:{fillers})){{0,3}}\s*$", re.IGNORECASE
        ),
        signs=re.compile(r"(?<![\w\"/])(?:(?P<at_least>≥|>=)|(?P<at_most>≤|<=)|(?P<more>>)|(?P<less><))\s*$"),
        after=re.compile(rf"\s?(?:{_alternatives(data['after'])})(?!\w)", re.IGNORECASE),
        labels=frozenset(data["names"]["labels"]),
        not_counted=frozenset(data["names"]["not_counted"]),
    )


def _alternatives(table: dict[str, Any]) -> str:
    """One named group per comparator; longer phrases first: "no more than" is not "more than"."""
    groups = []
    for comparator, name in _NAMES:
        phrases = sorted(table.get(comparator, ()), key=len, reverse=True)
        if phrases:
            groups.append(
                f"(?P<{name}>{'|'.join(phrase.replace(' ', chr(92) + 's+') for phrase in phrases)})"
            )
    return "|".join(groups)


def _comparator(found: re.Match[str]) -> Comparator:
    return next(comparator for comparator, name in _NAMES if found.groupdict().get(name))


def comparator_before(text: str, start: int, floor: int) -> tuple[Comparator | None, int]:
    """The comparator in the words right before ``start`` (not before ``floor``), and where it begins."""
    left = max(floor, start - _BEFORE_WINDOW, 0)
    found = _words().before.search(text, left, start) or _words().signs.search(text, left, start)
    if found is None:
        return None, start
    return _comparator(found), found.start()


def comparator_after(text: str, end: int) -> tuple[Comparator | None, int]:
    """The comparator right behind ``end`` ("or more", "+"), and where it ends."""
    found = _words().after.match(text, end)
    if found is None:
        return None, end
    return _comparator(found), found.end()


PER = re.compile(
    r"(?:,?\s*(?:\([A-Z]{2,6}\)\s*)?)(?:(?:per|a|an|each|every)\s+(?:fiscal\s+|calendar\s+)?(?P<unit>year|annum|month)\b|(?P<year>annually|annual|yearly|p\.a\.|/year|/yr)|(?P<month>monthly))(?:\s\([A-Z]{2,6}\))?",
    re.IGNORECASE,
)
_PER_LATER = re.compile(
    r"^[^.;:,()]{0,70}?\b(?:(?:per|each|every)\s+(?P<unit>year|annum|month)\b|(?P<year>annually)|(?P<month>monthly))",
    re.IGNORECASE,
)


def period_of(text: str, end: int) -> Literal["year", "month"] | None:
    """Whether the quantity that ends at ``end`` recurs yearly or monthly, by the words behind it."""
    found = PER.match(text, end) or _PER_LATER.match(text[end : end + 100])
    if found is None:
        return None
    unit = (found["unit"] or ("month" if found["month"] else "year")).lower()
    return cast('Literal["year", "month"]', "year" if unit == "annum" else unit)


_DENOMINATOR = re.compile(
    r"(?:\s?/\s?|\s+per\s+|\s+each\s+|\s+every\s+)(?P<any>(?:square\s|cubic\s|metric\s|kilowatt\s)?[a-z]+)\b"
    r"|(?:\s+an?\s+|-an?-)(?P<listed>second|minute|hour|day|night|week|month|quarter|year|share|barrel|gallon|"
    r"lit(?:er|re)|ounce|pound|tonne|ton|bushel|head|person|piece|unit|ticket|dose|mile|kilomet(?:er|re))\b"
    r"|,?\s+(?P<adverb>hourly|daily|weekly|monthly|quarterly|annually|yearly)\b",
)
_BY_ADVERB = {"daily": "day", "annually": "year"}


def denominator_of(text: str, end: int) -> str | None:
    """What one unit of the quantity that ends at ``end`` is for: "share", "barrel", "year"; or None."""
    found = _DENOMINATOR.match(text, end)
    if found is None:
        return None
    if found["adverb"]:
        return _BY_ADVERB.get(found["adverb"], found["adverb"].removesuffix("ly"))
    word = found["any"] or found["listed"]
    return "year" if word == "annum" else word


_LAST_WORD = re.compile(r"([\w’'.&-]{1,40})\s*\(?$")
_NEXT_WORD = re.compile(r"(?P<gap>[\s\-‑]+)(?P<word>[\w’'-]+)")
SHORTEST_NOUN = 3
_ONE_NOT = re.compile(r"(?:the|this|that|each|every|any|no|which|day|only|as|and|at|is)\s+$", re.IGNORECASE)


def is_label(text: str, start: int, end: int, *, spelled: bool) -> bool:
    """True when the bare number at ``start`` follows a word that numbers things, or a capitalised name."""
    found = _LAST_WORD.search(text, max(0, start - 44), start)
    if found is None:
        return False
    word = found[1]
    if word.rstrip(".").casefold() in _words().labels:
        return True
    following = _NEXT_WORD.match(text, end)
    if spelled and text[start].isupper() and following and following["word"][0].isupper():
        return not _sentence_start(text, start)  # "the Seven Point Plan"
    if spelled or not word[:1].isupper() or start == found.start() or _sentence_start(text, found.start()):
        return False
    return (
        following is None or not following["word"][0].islower() or following["word"] in _words().not_counted
    )


def _sentence_start(text: str, position: int) -> bool:
    before = text[:position].rstrip()
    return not before or before[-1] in ".:;!?•–—-"


def counted(text: str, end: int, *, number: Number) -> bool:
    """True when the bare ``number`` that ends at ``end`` counts things: a noun (or adjective) follows it."""
    if number.part or number.scaled:
        return True
    found = _NEXT_WORD.match(text, end)
    if found is None:
        return False
    if "-" in found["gap"] or "‑" in found["gap"]:  # "40-storey" counts, "two-way" and "3-D" do not
        return not number.spelled and found["word"].islower() and len(found["word"]) > SHORTEST_NOUN
    if found["word"].casefold() in _words().not_counted or found["word"].isdigit():
        return False
    return not (
        number.value == 1
        and number.spelled
        and _ONE_NOT.search(text, max(0, number.span.start - 12), number.span.start)
    )


# What a number without a noun stands behind when it tells a value, and what may follow it then.
_STATES = re.compile(
    r"\b(?:to|at|of|was|were|is|are|reach(?:ed|es|ing)?|hit|hits|total(?:led|ed|ling|ing)?|number(?:ed|ing)?|"
    r"averag(?:ed|es|ing)|from|than|score[ds]?|down|up|by|numbers?|equals?)\s+(?:just\s+|only\s+|[a-z]+ly\s+)?$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\s*(?:$|[.;,)](?:\s|$)|[.,;]?\s+(?:and|from|in|on|of|compared|against|points?|as|or|but|after|last|this|while|by|were|people)\b)"
)


def is_stated(text: str, start: int, end: int) -> bool:
    """True when the bare number in digits from ``start`` to ``end`` is a value: "rose to 45"."""
    return (
        text[start].isdigit()
        and _STATED.match(text, end) is not None
        and _STATES.search(text, max(0, start - 30), start) is not None
    )
