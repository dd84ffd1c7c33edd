"""The words around a number: comparators, what is counted, recurrence, and signs that it is only a label.

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
_MAX_OBJECT_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled lexicon."""

    before: re.Pattern[str]
    signs: re.Pattern[str]
    after: re.Pattern[str]
    labels: frozenset[str]
    not_counted: frozenset[str]
    of_ends: frozenset[str]
    of_verbs: frozenset[str]
    of_begins: re.Pattern[str]


@cache
def _words() -> _Words:
    data = read("quantities")
    fillers = "|".join(sorted(data["fillers"]["words"], key=len, reverse=True))
    begins = "|".join(word.replace(" ", r"\s+") for word in data["names"]["of_begins"])
    return _Words(
        before=re.compile(
            rf"(?<![\w-])(?:{_alternatives(data['before'])})(?:\s+(?:{fillers})){{0,3}}\s*$", re.IGNORECASE
        ),
        signs=re.compile(r"(?<![\w\"/])(?:(?P<at_least>≥|>=)|(?P<at_most>≤|<=)|(?P<more>>)|(?P<less><))\s*$"),
        after=re.compile(rf"\s?(?:{_alternatives(data['after'])})(?!\w)", re.IGNORECASE),
        labels=frozenset(data["names"]["labels"]),
        not_counted=frozenset(data["names"]["not_counted"]),
        of_ends=frozenset(data["names"]["of_ends"]),
        of_verbs=frozenset(data["names"]["of_verbs"]),
        of_begins=re.compile(rf"\s+(?:{begins})\s+", re.IGNORECASE),
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


_PER = re.compile(
    r"(?:,?\s*(?:\([A-Z]{2,6}\)\s*)?)(?:(?:per|a|an|each|every)\s+(?:fiscal\s+|calendar\s+)?(?P<unit>year|annum|month)\b|(?P<year>annually|annual|yearly|p\.a\.|/year|/yr)|(?P<month>monthly))(?:\s\([A-Z]{2,6}\))?",
    re.IGNORECASE,
)
_PER_LATER = re.compile(
    r"^[^.;:,()]{0,70}?\b(?:(?:per|each|every)\s+(?P<unit>year|annum|month)\b|(?P<year>annually)|(?P<month>monthly))",
    re.IGNORECASE,
)


def period_of(text: str, end: int) -> Literal["year", "month"] | None:
    """Whether the quantity that ends at ``end`` recurs yearly or monthly, by the words behind it."""
    found = _PER.match(text, end) or _PER_LATER.match(text[end : end + 100])
    if found is None:
        return None
    unit = (found["unit"] or ("month" if found["month"] else "year")).lower()
    return cast('Literal["year", "month"]', "year" if unit == "annum" else unit)


_LAST_WORD = re.compile(r"([\w’'.&-]{1,40})\s*\(?$")
_NEXT_WORD = re.compile(r"(?P<gap>[\s\-‑]+)(?P<word>[\w’'-]+)")
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
    if "-" in found["gap"] or "‑" in found["gap"]:
        return False  # "two-way", "three-star"
    if found["word"].casefold() in _words().not_counted or found["word"].isdigit():
        return False
    return not (
        number.value == 1
        and number.spelled
        and _ONE_NOT.search(text, max(0, number.span.start - 12), number.span.start)
    )


_TOKEN = re.compile(
    r"\s*((?:[A-Z]\.){2,}(?:[-–][\w’'-]+)?|\$?\d[\d,.]*\d|[\w’'&/.+$%-]*[\w’'&/+%]|[(),;:—–])"
)
_LINKS = frozenset(["and", "or", "of", "the", "a", "an", "to", "in", "for", "on", "toward", "towards"])
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "our", "their", "this", "these", "that", "such", "all", "each", "another"]
)
_ACTION = re.compile(r"\s+(?!the\b|a\b|an\b|our\b|its\b|their\b)[a-z]+")
_DATED = re.compile(r"(?:the\s+(?:next|past|last|coming)\b|FY|[Ff]iscal|(?:19|20)\d\d\b)")
_LINK_BEFORE = re.compile(
    r"\s(?:of|by|to|at|totall?ing|totall?ed|valued\sat|worth|for\sa\stotal\sof|with\san|estimated\sat)\s+(?:a\s|an\s)?$",
    re.IGNORECASE,
)
_MAX_WORDS_BEFORE = 7
_TIME = re.compile(
    r",?\s+(?:over|in|by|for|during|through|within|across)\s+(?:the\s+)?(?:(?:next|coming|past)\s+)?"
    r"(?:(?:FY\s?|fiscal\s+years?\s+)?(?:19|20)\d\d(?:[-–]\d+)?|(?:[\w-]+\s+)?(?:years?|months?|decades?))(?=\s)|\s+this\s+year(?=\s)",
    re.IGNORECASE,
)


def object_of(text: str, end: int, *, direct: bool) -> tuple[str | None, int]:
    """The words that say what the quantity ending at ``end`` is of, and where they end.

    ``direct``: they follow at once ("30 aircraft"), else behind a preposition ("$5 million for training").
    """
    period = _PER.match(text, end) or _TIME.match(text, end)
    begins = _words().of_begins.match(text, period.end() if period else end)
    start = begins.end() if begins else end
    if begins is None and not direct and not re.match(r"\s+[\w(]", text[end : end + 3]):
        return None, end
    if _DATED.match(text, start):
        return None, end
    stop = _object_end(text, start)
    words = text[start:stop].strip()
    return (words, stop) if words else (None, end)


def _object_end(text: str, start: int) -> int:
    """Where the noun phrase from ``start`` ends: a clause, punctuation, another number, or enough words."""
    stop = position = start
    last_and = None
    for count in range(_MAX_OBJECT_WORDS):
        found = _TOKEN.match(text, position, position + 60)
        if found is None:
            break
        word = found[1]
        if word == "(":
            close = text.find(")", position, position + 20)
            if close < 0:
                break
            position = stop = close + 1
            continue
        if not word[0].isalnum() or _ends_object(text, found, first=count == 0):
            return last_and if last_and is not None and word[0] == "$" else stop
        if word[0].isdigit() and last_and is not None:
            return last_and
        last_and = stop if word == "and" else last_and
        position = found.end()
        stop = stop if word.casefold() in _LINKS else position
    return stop


def _ends_object(text: str, found: re.Match[str], *, first: bool) -> bool:
    """True when the word begins what no longer says what is counted."""
    word = found[1].casefold()
    if word in _words().of_ends:
        return not re.match(r"\s+(?:the\s+)?[A-Z]", text[found.end() : found.end() + 8])
    if word == "and":
        following = _TOKEN.match(text, found.end())
        return following is not None and following[1] in _words().of_verbs
    return word == "to" and not first and _ACTION.match(text, found.end()) is not None


def object_before(text: str, start: int, floor: int) -> str | None:
    """What a quantity behind its noun is of: "limit the rise in temperatures to 1.5 °C", "a loan of $5"."""
    left = max(floor, start - 100, 0)
    link = _LINK_BEFORE.search(text[left:start])
    if link is None:
        return None
    words = re.split(r"[,;:()–—]|\.\s", text[left : left + link.start()])[-1].split()
    kept: list[str] = []
    for word in reversed(words[-_MAX_WORDS_BEFORE:]):
        if word.casefold() in _DETERMINERS or word.casefold() in (
            "to",
            "will",
            "and",
            "that",
            "which",
            "shall",
            "by",
        ):
            break
        kept.append(word)
    return " ".join(reversed(kept)) or None
