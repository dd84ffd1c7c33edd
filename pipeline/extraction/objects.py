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
from pipeline.extraction.units import Unit
from pipeline.language.lexicons import read
from pipeline.schema import Span

MAX_WORDS, MAX_WORDS_BEFORE = 12, 7
DOSES = "vaccine doses"  # what doses are of where nothing is said, in all texts annotated
SHORT_NAME = 2  # words; what a longer name is for was rarely written out by annotators
MONEY = re.compile(
    r"(?:funding|funds?|grants?|loans?|support|assistance|aid|investments?|financing|contributions?|commitments?|"
    r"pledges?|programs?|programmes?|initiatives?|packages?|partnerships?|resources|guarantees?)$",
    re.IGNORECASE,
)
GENERIC = re.compile(  # "to help strengthen food security": what is done matters less than to what
    r"(?:further\s+|better\s+|help\s+)*(?:support|help|develop|undertake|launch|anchor|provide|expand|improve|strengthen|build|create|advance|"
    r"facilitate|implement|enhance|increase|accelerate|promote|finance|fund|establish|boost|construct|leverage|catalyze|"
    r"respond\sto|ensure|meet|deliver)\s+(?:and\s+\w+\s+)?(?:the\s+|an?\s+|its\s+|our\s+|their\s+)?(?=\w+[\s-]\w)"
)
NAMED_BASE = re.compile(r"[Gg]ross (?P<what>[Dd]omestic [Pp]roduct|[Nn]ational [Ii]ncome)")
GERUND = re.compile(r"\s+[a-z]{3,}ing\s+(?:the|an?|at|our|its|their|up|over|more|\d)\b")
ADVERB = re.compile(r"(?:directly|globally|worldwide|annually|each|internationally|nationally|alone)\b")
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
    r"\s(?:of|by|to|at|from|totall?ing|totall?ed|valued\sat|worth|for\sa\stotal\sof|with\san|estimated\sat)\s+(?:a\s|an\s)?$",
    re.IGNORECASE,
)
# The object of the last verb of change, up to the end: "cutting [emissions]", "raise the number of [ships]".
_VERBS_OF_CHANGE = (
    r"increas|rais|reduc|limit|lower|cut|expand|boost|shorten|bring|tak|keep|grow|hold|scal|"
    r"doubl|improv|maintain|lift|cap"
)
CHANGED = re.compile(
    rf"\b(?:{_VERBS_OF_CHANGE})(?:t)?(?:e|es|ing|s)?(?:\s+up)?\s+(?:(?:the|its|our|their|total|overall)\s+)*"
    r"(?:(?:number|level|levels|share|amount|proportion|percentage|volume)\s+of\s+)?"
    rf"(?P<what>(?:(?!(?:{_VERBS_OF_CHANGE})(?:t)?(?:e|es|ing|s)\b)(?!(?:by|to|and|will|that|which|from)\b)[^\s,;:()]+\s+){{0,11}}"
    r"(?!by\b|to\b)[^\s,;:()]+)$",
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


def object_of(
    text: str, quantity: Span, unit: Unit, *, part: bool, floor: int, limit: int
) -> tuple[str | None, int]:
    """The words that say what the quantity at ``quantity`` is of, and where they end behind it.

    ``part``: a fraction of something ("half of the ships"). ``floor`` is where the quantity before ends,
    ``limit`` where the next date begins, which is no part of what is counted.
    """
    if unit.name == "doses" and not text.startswith(" of ", quantity.end):
        return DOSES, quantity.end
    direct = part or unit.kind in ("count", "measure", "ratio")
    money = unit.kind == "currency"
    of, end = _behind(text, quantity.end, direct=direct, sum_of_money=money, limit=limit)
    return of or _before(text, quantity.start, floor), end


def _behind(text: str, end: int, *, direct: bool, sum_of_money: bool, limit: int) -> tuple[str | None, int]:
    """What stands behind the quantity that ends at ``end``, and where it ends.

    ``direct``: it follows at once ("30 aircraft"), else behind a preposition ("$5 million for training").
    ``sum_of_money``: a short name takes in the purpose behind it.
    """
    begin, begins = _begin(text, end)
    start = begins.end() if begins else begin
    if begins is None and not direct and not re.match(r"\s+[\w(]", text[begin : begin + 3]):
        return None, end
    if DATED.match(text, start) or ADVERB.match(text, start + (begins is None)):
        return None, end
    if sum_of_money and begins and begins[0].strip() == "to" and (done := GENERIC.match(text, start)):
        start = done.end()
    base = BASE.match(text, start)
    if base:
        return _base(base), base.end()
    limit = limit if limit > start else len(text)
    stop = _end(text, start, limit)
    words = text[start:stop].strip() + (_purpose(text, start, stop, limit) if sum_of_money else "")
    words = words[found.end() :] if (found := LEADING.match(words)) else words
    return (words, stop) if words else (None, end)


def _begin(text: str, end: int) -> tuple[int, re.Match[str] | None]:
    """Where what is behind the quantity begins, periods of time skipped, and the preposition there."""
    short = ABBREVIATED.match(text, end)
    begin = short.end() if short else end
    period = PER.match(text, begin) or TIME.match(text, begin)
    if period and (more := TIME.match(text, period.end())):
        period = more
    begins = _words().begins.match(text, period.end() if period else begin)
    return begin, begins


def _base(found: re.Match[str]) -> str:
    """The base of a share by its usual name: "GDP" for "Gross Domestic Product (GDP)"."""
    named = NAMED_BASE.search(found[0])
    if named:
        return "GDP" if named["what"].lower().startswith("d") else "GNI"
    return LEADING.sub("", found[0])


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


def _purpose(text: str, start: int, stop: int, limit: int) -> str:
    """What a sum under a short name is for: " to protect wetlands", " for wetlands"; or nothing."""
    name = text[start:stop].split()
    if len(name) > SHORT_NAME or not name or MONEY.match(name[-1]) is None:
        return ""
    purpose = PURPOSE.match(text, stop, limit)
    if purpose is None:
        return ""
    words = purpose[0]
    done = re.match(r"\s+to\s+", words)
    done = done and GENERIC.match(words, done.end())
    return f" for {words[done.end() :]}" if done else words


def _ends_object(text: str, found: re.Match[str], *, first: bool) -> bool:
    """True when the word begins what no longer says what is counted."""
    word = found[1].casefold()
    if word in _words().ends:
        return not re.match(r"\s+(?:the\s+)?[A-Z]", text[found.end() : found.end() + 8])
    if word == "and":
        following = TOKEN.match(text, found.end())
        return following is not None and (
            following[1] in _words().verbs or GERUND.match(text, found.end()) is not None
        )
    return word == "to" and not first and ACTION.match(text, found.end()) is not None


def _before(text: str, start: int, floor: int) -> str | None:
    """What a quantity behind its noun is of: "limit the rise in temperatures to 1.5 °C", "a loan of $5".

    Behind a verb of change its object: "increase the number of ships from four to six" is of ships.
    """
    left = max(floor, start - 140, 0)
    link = LINK_BEFORE.search(text[left:start])
    if link is None:
        return None
    before = text[left : left + link.start()]
    changed = CHANGED.search(before)
    if changed:
        return LEADING.sub("", changed["what"]).strip() or None
    words = BREAK_BEFORE.split(before)[-1].split()
    kept: list[str] = []
    for word in reversed(words[-MAX_WORDS_BEFORE:]):
        if word.casefold() in DETERMINERS or word.casefold() in NO_OBJECT:
            break
        kept.append(word)
    return " ".join(reversed(kept)) or None
