"""Finding the words that mark a promise; what counts is in ``lexicons/cues.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.language import lexicons
from pipeline.schema import Status, Strength

Form = Literal["base", "ing", "any", "none", "noun", "that"]
Subject = Literal["agent", "any", "none"]
FRAGMENT = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of cue: its name, the strength and status it gives, and the verb form that follows it."""

    name: str
    strength: Strength
    status: Status
    form: Form
    subject: Subject


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found at ``start:end`` of a sentence's text."""

    rule: Rule
    start: int
    end: int


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the lexicon in their order, which is their priority."""
    return tuple(
        Rule(entry["name"], entry["strength"], entry.get("status", "new"), entry["form"], entry["subject"])
        for entry in lexicons.read("cues")["cue"]
    )


@cache
def _pattern() -> re.Pattern[str]:
    lexicon = lexicons.read("cues")
    fragments = lexicon["fragments"]
    patterns = [f"(?P<r{i}>{_expand(entry['pattern'], fragments)})" for i, entry in enumerate(lexicon["cue"])]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})", re.IGNORECASE)


def _expand(pattern: str, fragments: dict[str, str]) -> str:
    """Fill in fragments until none is left, then let every space outside "[ ,]" match any white space."""
    for _ in range(len(fragments)):
        pattern = FRAGMENT.sub(lambda match: f"(?:{fragments[match[1]]})", pattern)
    return re.sub(r"(?<!\[) ", r"\\s+", pattern)


def find_cues(text: str) -> Iterator[Cue]:
    """Every cue of a sentence in order, none overlapping another; who promises is not looked at yet."""
    known = rules()
    for match in _pattern().finditer(text):
        rule = known[int((match.lastgroup or "r0")[1:])]
        yield Cue(rule, match.start(), match.start() + len(match[0].rstrip()))
