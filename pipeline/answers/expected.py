"""What kind of thing a question asks for, and whether a sentence holds such a thing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.index.terms import STOP_WORDS, stem, words

REACH = 6  # words between an amount and what it counts

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_COUNTED = re.compile(r"\b(?:how many|number of)\b((?: [^\s?,]+){1,5})", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"\s*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|must|may)\b(?!.*\bor\b)",
    re.IGNORECASE,
)
_VERB = re.compile(r"is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|must|may")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is asked for: a ``kind`` of expected.toml, None when any sentence may tell.

    ``counted`` are the stems of what the question wants counted.
    """

    kind: str | None
    counted: frozenset[str] = frozenset()


def expectation(question: str) -> Expectation:
    """What ``question`` asks for, by the marks of its wording; yes or no is told by any sentence."""
    if _YES_OR_NO.match(question):
        return Expectation(None)
    kind = next((kind for kind, pattern in _patterns("asked").items() if pattern.search(question)), None)
    match = _COUNTED.search(question)
    return Expectation(kind, _counted(match[1]) if match else frozenset())


def held(expected: Expectation, text: str, given: frozenset[str]) -> float:
    """How far ``text`` holds what is asked for: 1 fully, 0.5 perhaps, 0 not at all.

    Numbers that the question itself gives (``given``, as stems) are no answer to it.
    """
    if expected.kind is None:
        return 0.5
    rest = _without(text, given)
    amounts = _amounts(rest)
    if expected.kind in ("count", "quantity"):
        return _amount_held(expected.counted, rest, amounts)
    if _patterns("held")[expected.kind].search(rest):
        return 1.0
    return 0.5 if expected.kind == "money" and amounts else 0.0


def _amounts(text: str) -> list[int]:
    """Where the amounts in ``text`` end; years are none."""
    found = _patterns("held")["amount"].finditer(text)
    return [match.end() for match in found if not _YEAR.fullmatch(match[0])]


def _amount_held(counted: frozenset[str], text: str, amounts: list[int]) -> float:
    if not amounts or not counted:
        return 1.0 if amounts else 0.0
    for end in amounts:
        following = [stem(word) for word, _, _ in words(text[end : end + 100])][:REACH]
        if counted & set(following):
            return 1.0
    return 0.5


def _counted(text: str) -> frozenset[str]:
    """The topic words up to the verb: what "how many" counts."""
    found = []
    for word, _, _ in words(text):
        if _VERB.fullmatch(word.lower()):
            break
        if word.lower() not in STOP_WORDS:
            found.append(stem(word))
    return frozenset(found)


def _without(text: str, given: frozenset[str]) -> str:
    for word, start, end in words(text):
        if stem(word) in given:
            text = text[:start] + "_" * (end - start) + text[end:]
    return text


@cache
def _patterns(table: str) -> Mapping[str, re.Pattern[str]]:
    data = tomllib.loads(files("pipeline.answers").joinpath("expected.toml").read_text(encoding="utf-8"))
    flags = re.IGNORECASE if table == "asked" else re.NOFLAG
    return {kind: re.compile("|".join(patterns), flags) for kind, patterns in data[table].items()}
