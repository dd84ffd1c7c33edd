"""Splitting the promise behind one cue into its separately fulfillable actions.

Without a parser the question "does this verb belong to the cue, or to a purpose or a relative clause in
between?" is answered by the words between: the shares in the comments are how often annotators began a new
action there in the 95 training excerpts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.extraction.verbs import base_of, is_gerund, lists

Form = Literal["base", "ing"]

SEPARATOR = re.compile(
    r"(?P<sep>;\s+(?:and\s+)?|,\s+(?:and\s+|as\s+well\s+as\s+)?|\s+(?:and|as\s+well\s+as)\s+)"
    r"(?=(?P<to>to\s+)?(?:(?:\w+ly|also|further|jointly|then|together|better)\s+)*(?P<verb>[A-Za-z][A-Za-z-]+)\b\s*(?P<after>\S*))"
)
ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.)\s+")
OBJECT_FOLLOWS = re.compile(
    r"[A-Z$€£\d“‘\"(]|(?:the|an?|our|their|its|his|her|all|any|new|more|this|these|those|each|other|such)$"
)
NO_OBJECT = re.compile(
    r"(?:of|and|or|in|for|on|at|as|by|from|is|are|was|were|that|which|to|with)$|[^\w\s$€£“‘\"(]|$"
)
RELATIVE = re.compile(r"\b(?:that|which|who|where|whose|as|while|when)\b", re.IGNORECASE)
MEANS = re.compile(
    r"\b(?:by|including|through|of|for|from|in|towards?)\s+(?:\w+ly\s+)?\w+ing\b", re.IGNORECASE
)
AUXILIARY = re.compile(
    r"^\W*(?:(?:to|not|also|further|jointly|together|continue|continuing)\s+)*", re.IGNORECASE
)
# "develop, use, and advance tools" is one action; so is "an open, interoperable and secure network".
SINGLE_WORDS = re.compile(r"[\w-]+(?:,\s[\w-]+(?:\s(?:to|against|on|with))?)*,?$")
ADJECTIVES = re.compile(r"\b(?:a|an|the|our|their|its|more)\s+[\w-]+(?:,\s+[\w-]+)+$")
ABANDONED = re.compile(
    r"(?:;|,|\band)\s+(?:also\s+)?(?:call(?:s|ed)? (?:up)?on|urge[sd]?|encourage[sd]?|invite[sd]?|"
    r"welcome[sd]?|condemn(?:s|ed)?|commend(?:s|ed)?|note[sd]?|recogni[sz]e[sd]?|acknowledge[sd]?|"
    r"look(?:s|ed)? forward|thank(?:s|ed)?|applaud(?:s|ed)?)\b",
)


@dataclass(frozen=True, slots=True)
class Action:
    """One action at ``start:end`` of the sentence's text; ``verb`` is its verb in base form."""

    start: int
    end: int
    verb: str


@cache
def _infinitive() -> re.Pattern[str]:
    known = "|".join(sorted(lists()["sure"] | lists()["either"]))
    return re.compile(rf"\bto\s+(?:\w+ly\s+)?(?:{known})\b", re.IGNORECASE)


def split_actions(text: str, start: int, end: int) -> tuple[Action, ...]:
    """The actions between the cue's end and the end of its reach; the first begins at ``start``."""
    verb, form = first_verb(text, start, end)
    stop = ABANDONED.search(text, start + 1, end)
    # Calls on others and welcomes are no promises, and end the one they follow.
    end = stop.start() if stop and form == "base" else end
    cuts = [start, *_cuts(text, start, end, form)]
    verbs = [verb, *(first_verb(text, cut, end)[0] for cut in cuts[1:])]
    ends = [*cuts[1:], end]
    return tuple(
        Action(a, trimmed, v)
        for a, b, v in zip(cuts, ends, verbs, strict=True)
        if (trimmed := trim_end(text, a, b)) > a
    )


FIRST_VERB = re.compile(
    r"\W*(?:to\s+)?(?:(?:not|also|further|jointly|together|continue\s+to|continuing\s+to|(?!apply|comply|rely|supply|multiply)\w+ly)\s+)*(?P<verb>[A-Za-z][\w-]*)"
)


def first_verb(text: str, start: int, end: int) -> tuple[str, Form]:
    """The base form of the verb an action opens with, and the form it stands in."""
    match = FIRST_VERB.match(text, start, end)
    word = match["verb"] if match else ""
    return base_of(word), "ing" if is_gerund(word) else "base"


def _cuts(text: str, start: int, end: int, form: Form) -> Iterator[int]:
    previous = _list_start(text, start, end)
    for separator in SEPARATOR.finditer(text, max(previous, start + 1), end):
        if not _is_verb(separator, form):
            continue
        between = text[previous : separator.start()]
        if _begins_action(separator, between, form, text[separator.end() : end]):
            previous = separator.end()
            yield previous


def _list_start(text: str, start: int, end: int) -> int:
    """Where the actions of "will work together to A, B and C" begin: at A, else at ``start``."""
    if first_verb(text, start, end)[0] not in lists()["moderate"]:
        return start
    infinitive = _infinitive().search(text, start, end)
    return infinitive.start() if infinitive else start


def _is_verb(separator: re.Match[str], form: Form) -> bool:
    word, after = separator["verb"].casefold(), separator["after"]
    if form == "ing" or (separator["to"] and is_gerund(word)):
        return is_gerund(word) and NO_OBJECT.match(after) is None
    if word in lists()["sure"]:
        return True
    return word in lists()["either"] and (
        OBJECT_FOLLOWS.match(after) is not None or NO_OBJECT.match(after) is None
    )


def _begins_action(separator: re.Match[str], between: str, form: Form, rest: str) -> bool:
    mark = " ".join(separator["sep"].split())
    if mark.startswith(";"):
        return True  # 0.8
    # The verb of the action itself may be an infinitive: the purpose clause comes after it.
    words = AUXILIARY.sub("", between, count=1).split()
    inner = " ".join(words[2:])
    if SINGLE_WORDS.match(" ".join(words)) or (ADJECTIVES.search(between) and mark != ","):
        return False
    purpose, relative = _infinitive().search(inner) is not None, RELATIVE.search(inner) is not None
    if form == "ing":
        return _begins_gerund(mark, words, relative, rest)
    if separator["to"]:
        return (
            mark != "," and (not purpose or mark.startswith(",")) and not relative
        )  # 0.6 to 0.8; after a comma 0.1
    if mark == "and":
        return (
            not (purpose or relative or MEANS.search(inner)) and len(words) > 2
        )  # 0.6; otherwise below 0.15
    if mark == ",":
        return not (purpose or relative) and len(words) > 1  # 0.8; otherwise 0.2
    return not purpose  # 0.6; after a purpose 0.3


def _begins_gerund(mark: str, words: list[str], relative: bool, rest: str) -> bool:
    if mark == ",":
        return re.search(r", and (?:to )?(?:\w+ly )?\w+ing\b", rest) is not None and len(words) > 1
    return len(words) > 1 and not relative  # 0.7


def trim_end(text: str, start: int, end: int) -> int:
    """``end`` moved left over closing punctuation and a conjunction left hanging."""
    kept = text[start:end].rstrip()
    while True:
        shorter = re.sub(
            r"(?:[\s,;:–—-]|(?<=[\s,;])(?:and|but|or|as well as|while|to|will|in|we)|(?<!\b[A-Z]\.[A-Z])\.)$",
            "",
            kept,
        )
        if shorter.endswith(")") and "(" not in shorter:
            shorter = shorter[:-1]
        if shorter == kept:
            return start + len(kept)
        kept = shorter
