"""Telling years that date something from years within names ("Agenda 2030", "2022 Strategic Concept").

The rule: a year is part of a name when a capitalised word stands right before it, or when capitalised words
follow it that name no event. The words that make an event, and those that may stand before a year without
making a name, are data (``language/lexicons/calendar.toml``).
"""

from __future__ import annotations

import re

from pipeline.extraction.dateatoms import MONTHS
from pipeline.language.lexicons import read

_NAMES = read("calendar")["names"]
_EVENTS = frozenset(word.casefold() for word in _NAMES["events"])
_WORKS = frozenset(word.casefold() for word in _NAMES["works"])
_BEFORE = frozenset(word.casefold() for word in _NAMES["before_years"]) | {
    month.casefold() for month in MONTHS
}
_NUMBERED = frozenset(word.casefold() for word in _NAMES["numbered"])
_YEAR_ONLY = re.compile(r"\d{4}(?:\s?[-–—‑]{1,2}\s?\d{2,4})?")
_LAST_WORD = re.compile(r"(?<![\w’'.&-])([\w’'.&-]{1,40})(\s+|-)$")
_NEXT_NAME = re.compile(r"\s+((?:(?:[A-Z][\w’'.&/-]*|of|the|on|for|and|in|to|de)(?=[\s,;:)”\"]|$)\s*){1,9})")
_NOT_YEAR = re.compile(
    r"(?:\s?(?:%|°|percent\b|per\s?cent\b|million\b|billion\b|thousand\b|[kMGT]Wh?\b|MW|GW|kg\b|km\b|tons?\b|tonnes\b|troops\b|soldiers\b|metres\b|meters\b|miles\b|hectares\b|doses\b)|[.,/:]\d|[A-Za-z]|-[a-z]{3,})"
)
_DATING = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "during",
        "through",
        "throughout",
        "after",
        "before",
        "beyond",
    ]
)


def is_named_year(text: str, start: int, end: int) -> bool:
    """True when the bare year or year range at ``start:end`` is part of a name, a number or a measure."""
    if _YEAR_ONLY.fullmatch(text, start, end) is None:
        return False
    if _NOT_YEAR.match(text, end) or (start and text[start - 1] in "$€£¥#/.,:_"):
        return True
    last = _LAST_WORD.search(text, max(0, start - 44), start)
    word = last[1] if last else ""
    if last and last[2] == "-":
        return True  # "pre-2020", "ABC-2020"
    if word.casefold().rstrip(".") in _NUMBERED or _names_by(word):
        return True
    return word.casefold() not in _DATING and _starts_name(text, end)


def _names_by(word: str) -> bool:
    """True when ``word`` right before a year makes it part of a name."""
    if not word[:1].isupper() or word.endswith(("’s", "'s", "s’", "s'")):
        return False
    return word.rstrip(".").casefold() not in _BEFORE


def _starts_name(text: str, end: int) -> bool:
    """True when capitalised words that name no event follow the year."""
    found = _NEXT_NAME.match(text, end)
    if found is None or not found[1][0].isupper():
        return False
    words = [word.rstrip(".,’'s").casefold() for word in re.split(r"[\s/-]+", found[1])]
    words += [word.casefold() for word in found[1].split()]
    return not any(word in _EVENTS for word in words)
