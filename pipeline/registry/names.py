"""When two written names are one: case, spelling, articles, possessors and brackets do not count."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_POSSESSOR = re.compile(r"^(?:the\s+)?(?:[\w.-]+\s){0,2}[\w.-]+(?:[’']s|s[’'])\s+", re.IGNORECASE)
_START = re.compile(r"^(?:the|an?|our|this|new|its)\s+", re.IGNORECASE)
# Events return, so their year is part of the name; the year of a pledge only says when it was made.
_YEAR = re.compile(
    r"^(?:19|20)\d\d\s+(?=\D*\s)(?!.*\b(?:summit|conference|ministerial|meeting|forum|session)s?$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*")
# British and American spellings of the words that names are made of.
_SPELLINGS = (
    (re.compile(r"^(def|off)ense"), r"\1ence"),
    (re.compile(r"^center"), "centre"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^(\w{4,})z(e|es|ed|ing|ation|ations)$"), r"\1s\2"),
    (re.compile(r"^(lab|harb|fav|neighb|end)or"), r"\1our"),
)
CLOSE = 0.86  # how alike a misspelt name must be (difflib's ratio): "Defense Investmnt Pledge"


@lru_cache(65536)
def key(name: str) -> str:
    """The form under which a name is compared; versions ("updated") and the years of events stay in it."""
    bare = _POSSESSOR.sub("", _BRACKET.sub("", name.strip()))
    while (cut := _YEAR.sub("", _START.sub("", bare))) != bare and cut:
        bare = cut
    return " ".join(_spelt(word.casefold()) for word in _WORD.findall(bare))


def _spelt(word: str) -> str:
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def nearest(wanted: str, known: list[str], *, limit: int) -> list[str]:
    """The keys most like ``wanted``: the two most alike in spelling, then those that share its words."""
    words = set(wanted.split())
    sharing = [one for one in known if words & set(one.split())]
    sharing.sort(key=lambda one: (-len(words & set(one.split())), len(one), one))
    alike = get_close_matches(wanted, known, n=limit, cutoff=0.5)
    return list(dict.fromkeys([*alike[:2], *sharing[:limit], *alike]))[:limit]


def misspelt(wanted: str, known: list[str]) -> str | None:
    """The one key that ``wanted`` is a slip of; None when none, or several, are as near."""
    found = get_close_matches(wanted, known, n=2, cutoff=CLOSE)
    if len(found) == 2 and _ratio(wanted, found[0]) - _ratio(wanted, found[1]) < 0.02:
        return None
    return found[0] if found else None


def _ratio(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()
