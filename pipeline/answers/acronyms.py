"""Short forms a text introduces itself: "Harbour Safety Board (HSB)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.index.terms import STOP_WORDS, stem, words

# Short forms are few: they are found first, and only what stands right before each is looked at.
_SHORT = re.compile(r"\(([A-Z][A-Za-z&-]{1,9})\)")
_BEFORE = re.compile(r"(?:[^\W\d_][\w'’-]*[ -]){1,10}$")
REACH = 150  # code points before a short form in which its long form stands


def definitions(text: str) -> dict[str, str]:
    """Short form -> long form for every "Long Form (LF)" in ``text`` whose initials agree; first one wins."""
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        before = _BEFORE.search(text[max(0, match.start() - REACH) : match.start()])
        long_form = _long_form(before[0].split(), match[1]) if before else None
        if long_form:
            found.setdefault(match[1], long_form)
    return found


@lru_cache(256)
def equivalents(text: str) -> dict[str, frozenset[str]]:
    """Stem of a short form -> stems of its long form, for the short forms that ``text`` introduces."""
    return {stem(short): _topic(long_form) for short, long_form in definitions(text).items()}


def with_equivalents(stems: frozenset[str], known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """``stems`` and what they stand for: long forms of short ones, short forms of whole long ones."""
    added = set(stems)
    for short, long_form in known.items():
        if short in stems:
            added |= long_form
        elif long_form <= stems:
            added.add(short)
    return frozenset(added)


def _long_form(before: list[str], short: str) -> str | None:
    """The last of the words ``before`` whose initials spell ``short``, function words not counted."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    for size in range(len(letters) - 1, len(before) + 1):
        tail = before[len(before) - size :] if size else []
        initials = [part[0].lower() for word in tail for part in word.split("-") if part]
        counted = [i for i, word in zip(initials, tail, strict=False) if word.lower() not in STOP_WORDS]
        if tail and letters in (initials, counted) and tail[0].lower() not in STOP_WORDS:
            return " ".join(tail)
    return None


def _topic(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word, _, _ in words(text) if word.lower() not in STOP_WORDS)
