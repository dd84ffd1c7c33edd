"""Which way a quantity says that something moved: "rose 3%", "cut its staff by 200", "a five-point drop".

Vocabulary: ``language/lexicons/quantities.toml``. Each function looks at a bounded window.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.language.lexicons import read
from pipeline.schema import Comparator

Change = Literal["up", "down", ">", "<", "~", "="]

_BEFORE, _AFTER = 80, 40
_BOUNDS: dict[Comparator | None, Change] = {">=": ">", ">": ">", "<=": "<", "<": "<", "~": "~"}


def change_of(text: str, start: int, end: int, comparator: Comparator | None) -> Change:
    """How the quantity from ``start`` to ``end``, its comparator included, changes or bounds a value.

    The comparator says first ("more than", "about": ">", "~"), then the verb or noun of movement that
    governs the quantity ("up", "down"); "=" means neither.
    """
    return _BOUNDS.get(comparator) or direction_of(text, start, end) or "="


def direction_of(text: str, start: int, end: int) -> Literal["up", "down"] | None:
    """The way something moves by the quantity from ``start`` to ``end``; None when nothing does."""
    found = _before().search(text, max(0, start - _BEFORE), start) or _after().match(
        text, end, min(len(text), end + _AFTER)
    )
    if found is None:
        return None
    return "up" if found["up"] else "down"


@cache
def _before() -> re.Pattern[str]:
    words = read("quantities")["moves"]
    verbs = rf"\b(?:(?P<up>{'|'.join(words['up'])})|(?P<down>{'|'.join(words['down'])}))"
    softly = r"(?:\s+(?:by|of|a|an|another|some|[a-z]+ly|an\sadditional|up|down|further|just))*"
    measured = (
        r"\s+(?:(?!to\b|from\b|at\b|and\b|or\b|with\b)[\w’'-]+\s+){1,5}?by(?:\s+(?:a|an|another|up\sto))?"
    )
    return re.compile(rf"{verbs}(?:{softly}|{measured})\s+$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    words = read("quantities")["moves"]
    nouns = rf"(?P<up>{'|'.join(words['up_nouns'])})|(?P<down>{'|'.join(words['down_nouns'])})"
    return re.compile(rf"[\s-]+(?:(?!of\b|in\b|to\b|and\b)[a-z-]+\s+)?(?:{nouns})\b", re.IGNORECASE)
