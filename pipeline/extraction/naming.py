"""Whom the words of an actor stand for: "We" in a G7 communiqué are the G7 Leaders.

The title and the issuer say who speaks; "the Board" and "they" go back to the last one named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
# "Joint Statement by President Doe and Prime Minister Roe": those who speak, where no countries are named.
PERSON = re.compile(
    r"\b(?:President|Prime Minister|Chancellor|Taoiseach|Premier|King|Crown Prince|Sultan|Emir)"
    r"(?:\s+(?:von|van|der|de|al|bin|[A-Z][\w’.-]+))+"
)
INSTITUTION = re.compile(r"^President|Commission$|Biden")  # name a party in a title, but act for themselves
DEFINITE = re.compile(r"^(?:[Tt]he|[Tt]his|[Oo]ur)\s+(?:\w+\s+)?([A-Z][a-z]+)$")


class Names:
    """Resolves the actors of one document in reading order, remembering whom it has named."""

    def __init__(self, document: Document) -> None:
        self._speaker = speaker_of(document)
        self._pair = _joined(parties_of(document))
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
        bare = ARTICLE.sub("", written)
        return self._short_form(written, position) or _country(bare) or bare

    def _short_form(self, written: str, position: int) -> str | None:
        """The last name before ``position`` that ends in the head of "the Board"."""
        head = DEFINITE.match(written)
        if head is None:
            return None
        found = full_name(self._text, head[1], position)
        return tidy(found.of(self._text)) if found else None


def _country(name: str) -> str | None:
    """The usual name of a country or union written otherwise: "United States" for "U.S."."""
    return None if INSTITUTION.search(name) else _parties_at().get(name.casefold())


def speaker_of(document: Document) -> str | None:
    """Who "we" are: the group that title or issuer name, else the parties, else who the text says."""
    said = f"{document.title} {document.issuer or ''}"
    for pattern, name in _groups():
        if pattern.search(said):
            return name
    parties = parties_of(document)
    return (
        (_joined(parties) if len(parties) > 1 else None)
        or _named_in(document.text)
        or _joined(parties)
        or document.issuer
    )


def _joined(names: Sequence[str]) -> str | None:
    return " and ".join(names) or None


def _named_in(text: str) -> str | None:
    """Who says "We, the members of ...", near the beginning of a text whose title names nobody."""
    found = WE_THE.search(text, 0, BEGINNING)
    return tidy(found[1]) if found else None


def parties_of(document: Document) -> tuple[str, ...]:
    """The countries and unions that the title names, in its order; else the heads of state or government.

    One country beside two persons is only where they met.
    """
    title = document.title
    countries = tuple(
        dict.fromkeys(_parties_at()[match[0].casefold()] for match in _party_pattern().finditer(title))
    )
    persons = tuple(dict.fromkeys(match[0] for match in PERSON.finditer(title)))
    return persons if len(persons) > len(countries) else countries


@cache
def _shared() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in lexicons.read("actors")["resolve"].items()}


@cache
def _groups() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(key), name) for key, name in lexicons.read("names")["groups"].items())


@cache
def _parties_at() -> dict[str, str]:
    parties = lexicons.read("names")["parties"].items()
    return {form.casefold(): name for name, forms in parties for form in forms}


@cache
def _party_pattern() -> re.Pattern[str]:
    written = (form for forms in lexicons.read("names")["parties"].values() for form in forms)
    forms = sorted(
        {one for form in written for one in (form, form.upper())}, key=lambda form: (-len(form), form)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
