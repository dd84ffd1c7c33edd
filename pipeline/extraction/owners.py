"""Whose promise a cue reports when the sentence's subject only tells of it.

"The leaders reaffirmed Japan's commitment to", "the Presidents tasked their ministers to", "noted their
determination to": the promise is Japan's, the ministers', the leaders'.
"""

from __future__ import annotations

import re

from pipeline.extraction.actors import Actor, find_actor, kind_of
from pipeline.extraction.cues import Cue

NAME = r"(?:[Tt]he\s+)?[A-Z][\w.-]*(?:\s+(?:of\s+|and\s+(?:the\s+)?)?[A-Z][\w.-]*){0,6}"
NOUN = (
    r"(?:[\w-]+\s+){0,3}?(?:commitments?|pledges?|decisions?|plans?|intent(?:ion)?|determination|resolve)\b"
)
POSSESSOR = re.compile(rf"(?<!^)\b({NAME})(?:[’'‘]s?\s+|\s+)(?={NOUN})")
COMMITMENT_OF = re.compile(rf"\b(?:commitment|pledge|resolve)\s+of\s+({NAME})")
TASKED = re.compile(
    r"^(?:(?:has|have|had|also|further)\s+)*\w+\s+(.+?)\s+(?:to|with)$", re.IGNORECASE | re.DOTALL
)
BEFORE = re.compile(rf"({NAME})(?:[’'‘]s?\s+|\s+)(?:[\w-]+\s+){{0,3}}$")
NO_NAMES = ("a", "an", "the", "this", "our", "their", "in", "as", "with", "new")  # that open a sentence
AUXILIARY = re.compile(
    r"\b(?:has|have|is|are|was|were|will|(?:welcom|recogni[sz]|support|acknowledg|appreciat|condemn|not)es|"
    r"(?<!the )(?<!an )(?<!a )(?<!our )[a-z]{2,}ed|held|met|made|took|gave)\b"
)
OPENING = re.compile(r"(?:\W|\d)*(we|they|both (?:sides|leaders)|the (?:two )?leaders)\b", re.IGNORECASE)


def find_owner(text: str, cue: Cue) -> Actor | None:
    """The actor that the cue itself names, or that owns the noun of promise; None when neither is so."""
    words = text[cue.start : cue.end]
    pattern = TASKED if cue.rule.name == "task" else POSSESSOR
    found = pattern.search(words) or COMMITMENT_OF.search(words)
    if found:
        start = cue.start + found.start(1)
        return Actor(kind_of(found[1]), start, start + len(found[1]))
    return _possessor(text, cue) if cue.rule.subject == "none" else None


def _possessor(text: str, cue: Cue) -> Actor:
    found = BEFORE.search(text, 0, cue.start)
    if found and found[1].casefold() not in NO_NAMES:
        return Actor(kind_of(found[1]), found.start(1), found.end(1))
    return main_subject(text, cue.start)


def main_subject(text: str, end: int) -> Actor:
    """The subject of the first verb before ``end``: "The fund has paid and plans to"."""
    opening = OPENING.match(text, 0, end)
    if opening:
        return Actor("inherited", opening.start(1), opening.end(1))
    verb = AUXILIARY.search(text, 0, end)
    actor = find_actor(text, verb.start()) if verb else Actor("inherited")
    return Actor("inherited", actor.start, actor.end)
