"""What was left out: sentences with the signs of a record, a cue, a number or a date, that gave none.

The signs are those the extraction itself begins with, before it judges them; so a reader sees what its
judgement cost. Nothing is parsed for it: a document takes as long as its patterns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extraction import dates, edtf, quantities
from pipeline.extraction.cues import find_cues
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.targetcues import probability
from pipeline.language.splitting import split
from pipeline.schema import Document, Span

SignKind = Literal["commitment", "target", "date"]
SIGNS: tuple[SignKind, ...] = ("commitment", "target", "date")

# Targets are taken from a probability of 0.4 on (0.25 within a commitment); below this one, a number hardly
# ever is one: counts of members, numbers of articles, figures of the past.
TARGET_LIKE = 0.15
NAMES: dict[SignKind, str] = {"commitment": "cue", "target": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that hint at a record of ``kind``, and where they stand in the document."""

    kind: SignKind
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that gave no record: the index of its block, its span, its signs in text order."""

    block: int
    span: Span
    signs: tuple[Sign, ...]

    @property
    def reason(self) -> str:
        """The signs in words: "cue “will”, number “5 %”"."""
        return ", ".join(f"{NAMES[sign.kind]} “{' '.join(sign.words.split())}”" for sign in self.signs)


def find_unextracted(
    document: Document, taken: Iterable[Span], *, kinds: Sequence[SignKind] = SIGNS
) -> Iterator[LeftOut]:
    """The sentences with a sign of one of ``kinds`` in which none of the spans ``taken`` begins, in order.

    ``taken`` are the spans of the records that count. Furniture and hidden text are passed over.
    """
    starts = sorted(span.start for span in taken)
    for index, block in enumerate(document.blocks):
        if block.hidden or block.kind == "furniture":
            continue
        for start, end in split(document.quote(block.span)):
            span = Span(block.span.start + start, block.span.start + end)
            if bisect_left(starts, span.start) != bisect_left(starts, span.end):
                continue
            signs = tuple(sorted(_signs(document, index, span, kinds), key=lambda sign: sign.span))
            if signs:
                yield LeftOut(index, span, signs)


def _signs(document: Document, block: int, span: Span, kinds: Sequence[SignKind]) -> Iterator[Sign]:
    text = document.quote(span)
    if "commitment" in kinds:
        for cue in find_cues(text):
            yield _sign("commitment", document, span, Span(cue.start, cue.end))
    if {"target", "date"}.isdisjoint(kinds):
        return
    expressions = dates.find(text, reference_date=document.date)
    if "date" in kinds:
        for one in expressions:
            if one.kind == "date":
                yield _sign("date", document, span, one.span)
    if "target" in kinds:
        for found in _target_like(document, block, text, expressions):
            yield _sign("target", document, span, found)


def _target_like(
    document: Document, block: int, text: str, expressions: Sequence[DateExpression]
) -> Iterator[Span]:
    governing = document.blocks[block].lead_in
    stem = "" if governing is None else document.quote(document.blocks[governing].span)
    reference = edtf.parse_day(document.date)
    for quantity in quantities.find(text, dates=expressions):
        if quantity.kind == "duration" or quantity.vague:
            continue
        if probability(text, quantity, expressions, stem=stem, reference=reference) >= TARGET_LIKE:
            yield quantity.span


def _sign(kind: SignKind, document: Document, sentence: Span, span: Span) -> Sign:
    place = Span(sentence.start + span.start, sentence.start + span.end)
    return Sign(kind, place, document.quote(place))
