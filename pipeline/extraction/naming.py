"""Whom the words of an actor stand for: "We" in a G7 communiqué are the G7 Leaders.

The title and the issuer say who speaks; "the Board" and "they" go back to the last one named.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.grounding import tidy
from pipeline.extraction.instruments import full_name
from pipeline.language import lexicons
from pipeline.schema import Document, Evidence

ARTICLE = re.compile(r"^(?:the|both|each|all|our|its|their)\s+", re.IGNORECASE)
WE_THE = re.compile(
    r"\bWe, (?:the )?([A-Z][^,.;:()]{3,90}?)(?=,|\.|;| (?:met|are|have|meet|gathered|reaffirm)\b)"
)
BEGINNING = 3000  # code points
DEFINITE = re.compile(r"^(?:[Tt]he|[Tt]his|[Oo]ur)\s+(?:\w+\s+)?([A-Z][a-z]+)$")


class Names:
    """Resolves the actors of one document in reading order, remembering whom it has named."""

    def __init__(self, document: Document) -> None:
        self._speaker = speaker_of(document) or _named_in(document.text)
        self._pair = " and ".join(parties_of(document)) or None
        self._text = document.text
        self._last: str | None = None

    def resolve(self, actor: Evidence | None) -> str | None:
        """The name behind the words of ``actor``; None without any, or for a pronoun nothing precedes."""
        if actor is None or actor.span is None:
            return None
        written = tidy(actor.quote)
        name = self._resolve(written, actor.span.start)
        if name and written.casefold() not in _shared()["preceding"]:
            self._last = name
        return name

    def _resolve(self, written: str, position: int) -> str | None:
        plain = written.casefold()
        shared = _shared()
        if plain in shared["allies"]:
            return "NATO Allies"
        if plain in shared["preceding"]:
            return self._last
        if plain in shared["pair"]:
            return self._pair or self._speaker or written
        if plain in shared["group"]:
            return self._speaker or self._pair or written
        return self._short_form(written, position) or ARTICLE.sub("", written)

    def _short_form(self, written: str, position: int) -> str | None:
        """The last name before ``position`` that ends in the head of "the Board"."""
        head = DEFINITE.match(written)
        if head is None:
            return None
        found = full_name(self._text, head[1], position)
        return tidy(found.of(self._text)) if found else None


def speaker_of(document: Document) -> str | None:
    """Who "we" are: the group that title or issuer name, else the parties, else the issuer."""
    said = f"{document.title} {document.issuer or ''}"
    for pattern, name in _groups():
        if pattern.search(said):
            return name
    return " and ".join(parties_of(document)) or document.issuer


def _named_in(text: str) -> str | None:
    """Who says "We, the members of ...", near the beginning of a text whose title names nobody."""
    found = WE_THE.search(text, 0, BEGINNING)
    return tidy(found[1]) if found else None


def parties_of(document: Document) -> tuple[str, ...]:
    """The countries and unions that the title names, in its order."""
    return tuple(
        dict.fromkeys(_parties_at()[match[0]] for match in _party_pattern().finditer(document.title))
    )


@cache
def _shared() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in lexicons.read("actors")["resolve"].items()}


@cache
def _groups() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(key), name) for key, name in lexicons.read("names")["groups"].items())


@cache
def _parties_at() -> dict[str, str]:
    return {form: name for name, forms in lexicons.read("names")["parties"].items() for form in forms}


@cache
def _party_pattern() -> re.Pattern[str]:
    forms = sorted(_parties_at(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
