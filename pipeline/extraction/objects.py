"""What a quantity is of: the things counted, the purpose of a sum, or the base of a share.

Annotators wrote the noun phrase behind the quantity, without its first determiner and without dates; where
none follows, the one before it ("a loan of $5 million"). Vocabulary: ``language/lexicons/quantities.toml``.
Each function looks at a bounded window.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extraction.quantitywords import PER
from pipeline.language.lexicons import read

MAX_WORDS, MAX_WORDS_BEFORE = 12, 7
SHORT_NAME = 2  # words; what a longer name is for was rarely written out by annotators
BASE = re.compile(  # the denominator of a share is no more than that, whatever it is spent on
    r"(?:(?:its|their|our|the)\s+)?(?:\d{4}\s+)?"
    r"(?:GDP|GNI|[Gg]ross (?:[Dd]omestic [Pp]roduct|[Nn]ational [Ii]ncome))\b(?:\s\(G\w+\))?"
)
PURPOSE = re.compile(r"(?<=\w)\s+(?:to|in\s+support\s+of)\s+(?:[\w’'.&-]+\s+){0,7}[\w’'&-]*\w")
TOKEN = re.compile(
    r"\s*((?:[A-Z]\.){2,}(?:[-–][\w’'-]+)?|\$?\d[\d,.]*\d|[\w’'&/.+$%-]*[\w’'&/+%](?:-(?=[,\s]))?|[(),;:—–])"
)
LINKS = frozenset(["and", "or", "of", "the", "a", "an", "to", "in", "for", "on", "toward", "towards"])
DETERMINERS = frozenset(
    ["the", "a", "an", "its", "our", "their", "this", "these", "that", "such", "all", "each", "another"]
)
LEADING = re.compile(r"(?:(?:the|an?|its|our|their|these|those|all|from|through|across)\s+)+", re.IGNORECASE)
ACTION = re.compile(r"\s+(?!the\b|a\b|an\b|our\b|its\b|their\b)[a-z]+")
DATED = re.compile(r"(?:the\s+(?:next|past|last|coming)\b|FY|[Ff]iscal|(?:19|20)\d\d\b)")
# "democracy, rights, and governance programming", "long-term, low-interest loans": a comma that ends nothing.
ITEM = r"(?!\w+ing\b)[\w’'-]+(?:\s+[\w’'-]+){0,2}"
LISTED = re.compile(rf"\s*,\s+(?:(?:{ITEM},\s+){{0,4}}(?:{ITEM}\s+)?and\s+(?!\w+ing\b)\w|[a-z]+-[a-z]+\s)")
ABBREVIATED = re.compile(r"\s*\([A-Za-z/]{1,5}\)(?=\s)")  # "30 gigawatts (GW) of"
LINK_BEFORE = re.compile(
    r"\s(?:of|by|to|at|totall?ing|totall?ed|valued\sat|worth|for\sa\stotal\sof|with\san|estimated\sat)\s+(?:a\s|an\s)?$",
    re.IGNORECASE,
)
BREAK_BEFORE = re.compile(r"[,;:()–—]|\.\s")
NO_OBJECT = frozenset(["to", "will", "and", "that", "which", "shall", "by"])
TIME = re.compile(
    r",?\s+(?:over|in|by|for|during|through|within|across)\s+(?:the\s+)?(?:(?:next|coming|past)\s+)?"
    r"(?:(?:FY\s?|fiscal\s+years?\s+)?(?:19|20)\d\d(?:[-–]\d+)?|(?:[\w-]+\s+)?(?:years?|months?|decades?))(?=\s)|\s+this\s+year(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled lexicon."""

    ends: frozenset[str]
    verbs: frozenset[str]
    begins: re.Pattern[str]


@cache
def _words() -> _Words:
    names = read("quantities")["names"]
    begins = "|".join(word.replace(" ", r"\s+") for word in names["of_begins"])
    return _Words(
        frozenset(names["of_ends"]),
        frozenset(names["of_verbs"]),
        re.compile(rf"\s+(?:{begins})\s+", re.IGNORECASE),
    )


def object_of(text: str, end: int, *, direct: bool, sum_of_money: bool, limit: int) -> tuple[str | None, int]:
    """The words that say what the quantity ending at ``end`` is of, and where they end.

    ``direct``: they follow at once ("30 aircraft"), else behind a preposition ("$5 million for training").
    ``sum_of_money``: a short name takes in the purpose behind it. ``limit`` is where the next date begins,
    which is no part of what is counted.
    """
    short = ABBREVIATED.match(text, end)
    begin = short.end() if short else end
    period = PER.match(text, begin) or TIME.match(text, begin)
    begins = _words().begins.match(text, period.end() if period else begin)
    start = begins.end() if begins else begin
    if begins is None and not direct and not re.match(r"\s+[\w(]", text[begin : begin + 3]):
        return None, end
    if DATED.match(text, start):
        return None, end
    base = BASE.match(text, start)
    limit = limit if limit > start else len(text)
    stop = base.end() if base else _end(text, start, limit)
    words = text[start : _purpose_end(text, start, stop, limit) if sum_of_money else stop].strip()
    words = words[found.end() :] if (found := LEADING.match(words)) else words
    return (words, stop) if words else (None, end)


def _end(text: str, start: int, limit: int) -> int:
    """Where the noun phrase from ``start`` ends: a clause, punctuation, a number, a date, or enough words."""
    stop = position = start
    last_and = None
    for count in range(MAX_WORDS):
        found = TOKEN.match(text, position, min(limit, position + 60))
        if found is None:
            break
        word = found[1]
        if word == "(":
            close = text.find(")", position, position + 20)
            if close < 0:
                break
            position = stop = close + 1
            continue
        if word == "," and count and LISTED.match(text, position, min(limit, position + 90)):
            position = found.end()
            continue
        if not word[0].isalnum() or _ends_object(text, found, first=count == 0):
            return last_and if last_and is not None and word[0] == "$" else stop
        if word[0].isdigit() and last_and is not None:
            return last_and
        last_and = stop if word == "and" else last_and
        position = found.end()
        stop = stop if word.casefold() in LINKS else position
    return stop


def _purpose_end(text: str, start: int, stop: int, limit: int) -> int:
    """``stop`` moved behind the purpose of a short name: "new funding to protect wetlands in the delta"."""
    if len(text[start:stop].split()) > SHORT_NAME:
        return stop
    purpose = PURPOSE.match(text, stop, limit)
    return purpose.end() if purpose else stop


def _ends_object(text: str, found: re.Match[str], *, first: bool) -> bool:
    """True when the word begins what no longer says what is counted."""
    word = found[1].casefold()
    if word in _words().ends:
        return not re.match(r"\s+(?:the\s+)?[A-Z]", text[found.end() : found.end() + 8])
    if word == "and":
        following = TOKEN.match(text, found.end())
        return following is not None and following[1] in _words().verbs
    return word == "to" and not first and ACTION.match(text, found.end()) is not None


def object_before(text: str, start: int, floor: int) -> str | None:
    """What a quantity behind its noun is of: "limit the rise in temperatures to 1.5 °C", "a loan of $5"."""
    left = max(floor, start - 100, 0)
    link = LINK_BEFORE.search(text[left:start])
    if link is None:
        return None
    words = BREAK_BEFORE.split(text[left : left + link.start()])[-1].split()
    kept: list[str] = []
    for word in reversed(words[-MAX_WORDS_BEFORE:]):
        if word.casefold() in DETERMINERS or word.casefold() in NO_OBJECT:
            break
        kept.append(word)
    return " ".join(reversed(kept)) or None
