"""Tying every field to the text: making evidence, finding quotes again, refusing what is not there.

A quote matches "exact" when it stands in the text as it is, "normalised" when it does so but for case,
kinds of quotes and dashes, white space and invisible characters, else it is "not found". No record leaves
:func:`grounded` unless its own quote is exact and none of its evidence is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pipeline.schema import Commitment, Document, Evidence, Record, Span

AnyRecord = TypeVar("AnyRecord", bound=Record)
FOLDED = {
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def evidence(document: Document, span: Span) -> Evidence:
    """Exact evidence: the words of ``span`` as they stand in the document."""
    return Evidence(document.quote(span), span, "exact")


def locate(document: Document, quote: str, *, within: Span | None = None) -> Evidence:
    """Where ``quote`` stands in the document, or within a part of it; the first occurrence counts."""
    area = within or Span(0, max(1, len(document.text)))
    text = document.text[area.start : area.end]
    found = text.find(quote) if quote else -1
    if found >= 0:
        return Evidence(quote, Span(area.start + found, area.start + found + len(quote)), "exact")
    folded, places = _folded(text)
    wanted = _folded(quote)[0].strip()
    found = folded.find(wanted) if wanted else -1
    if found < 0:
        return Evidence(quote, None, "not found")
    start, end = places[found], places[found + len(wanted) - 1] + 1
    return Evidence(quote, Span(area.start + start, area.start + end), "normalised")


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` without what does not count, and for each of its characters the offset it came from."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in _visible(text):
        if character == " " and characters and characters[-1] == " ":
            continue
        for piece in FOLDED.get(character, character).casefold():
            characters.append(piece)
            places.append(place)
    return "".join(characters), places


def _visible(text: str) -> Iterator[tuple[int, str]]:
    for place, character in enumerate(text):
        if character not in INVISIBLE:
            yield place, " " if character.isspace() else character


def verify(document: Document, found: Evidence) -> bool:
    """True when the evidence says what the text says at its span, exactly or normalised as it claims."""
    if found.span is None or found.span.end > len(document.text):
        return False
    words = found.span.of(document.text)
    if found.match == "exact":
        return words == found.quote
    return found.match == "normalised" and _folded(words)[0].strip() == _folded(found.quote)[0].strip()


def grounded(document: Document, records: Iterable[AnyRecord]) -> tuple[AnyRecord, ...]:
    """The records whose quote and evidence all stand in the text, in text order."""
    kept = (record for record in records if _is_grounded(document, record))
    return tuple(sorted(kept, key=lambda record: (record.span, record.id)))


def _is_grounded(document: Document, record: Record) -> bool:
    own = Evidence(record.quote, record.span, "exact")
    fields = list(record.evidence.values())
    if isinstance(record, Commitment) and record.lead_in:
        fields.append(record.lead_in)
    return verify(document, own) and all(verify(document, found) for found in fields)


SPACES = re.compile(r"\s+")


def tidy(words: str) -> str:
    """``words`` on one line with single spaces, for fields that are values rather than quotes."""
    return SPACES.sub(" ", words).strip()
