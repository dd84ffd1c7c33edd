"""What a sentence is about: the mention that stands first and has a verb behind it.

Without a parser, a name is a subject when only an opener precedes it and the next word, behind a bracket, an
aside or an adverb, has the form of a known verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extraction import verbs
from pipeline.schema import EntityKind, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, short form or pronoun at ``span`` of the sentence's text, and the full ``name`` behind it.

    ``full`` is true for names and acronyms, false for what only leans on an earlier name.
    """

    span: Span
    name: str
    kind: EntityKind
    full: bool = True


_NAMED_ON = re.compile(r"\s[A-Z][a-z]")
# What may stand before the name that a sentence begins with, and between that name and its verb.
_BEFORE = re.compile(r"(?:[A-Z][^,;:.]{0,90},\s+)?(?:[Tt]he|[Tt]his|[Tt]hese|[Aa]n?|[Oo]ur)?\s*")
_ASIDE = r"(?:\s*\([^()]{1,40}\))?(?:,\s+(?!and\b)[^;:]{1,220}?,|,?\s+which\s[^,;:]{1,160},)?"
_REDUCED = (
    r"(?:\s+(?:agreed|adopted|established|created|launched|signed|endorsed|set up)"
    r"\s+(?:in|at|by|on)\s+[^,;:]{1,40}?)?"
)
_ADVERB = r"(?:\s+(?:also|further|now|thus|then|both|[a-z]+ly))?"
_AUXILIARIES = "is are was were has have had will shall must may can could should would does do did"


def is_cut(text: str, end: int) -> bool:
    """True when a name goes on behind ``end``: "the Union" of "the Union Recovery Fund" is not the Union."""
    return _NAMED_ON.match(text, end) is not None


def subject(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a sentence is about: it stands first, and a verb follows."""
    for mention in mentions:
        if _BEFORE.fullmatch(text, 0, mention.span.start) is None:
            return None
        if verb_after(text, mention) is not None:
            return mention
    return None


def verb_after(text: str, mention: Mention) -> int | None:
    """Where the verb begins whose subject ``mention`` is; None when no verb follows."""
    for pattern in _after():
        found = pattern.match(text, mention.span.end)
        if found and found["verb"] in finite_verbs(mention.name.endswith("s")):
            return found.start("verb")
    return None


@cache
def _after() -> tuple[re.Pattern[str], ...]:
    """What may lie between a name and its verb: a bracket, an aside, "agreed in 2025", an adverb."""
    return tuple(
        re.compile(rf"{_ASIDE}{reduced}{_ADVERB}\s+(?P<verb>[a-z]+)\b") for reduced in (_REDUCED, "")
    )


@cache
def finite_verbs(plural: bool) -> frozenset[str]:
    """Forms that a verb takes after a name: auxiliaries, "-s" and "-ed" forms, base forms after plurals."""
    bases = verbs.lists()["sure"] | verbs.lists()["either"]
    forms = {form for base in bases for form in (_third_person(base), _past(base))}
    return frozenset(forms | set(_AUXILIARIES.split()) | (bases if plural else frozenset()))


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in verbs.VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"


def _past(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in verbs.VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}d" if base.endswith("e") else f"{base}ed"
