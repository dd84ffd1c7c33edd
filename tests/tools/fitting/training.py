"""The annotated texts that fitted values come from, as documents with their sentences.

Training data is ``shared/gold/train`` beside the checkout and, for answers, ``shared/gold/questions``, which
asks about the same excerpts. The documents of ``shared/gold`` itself (d01 to d12) are kept back: nothing here
reads them, so that figures on them tell how well the fitted values carry over.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.evaluate.material import document_from_units
from pipeline.schema import Document, Span
from pipeline.scoring.gold import GoldDocument, GoldRecord
from pipeline.scoring.loading import load, with_questions

REPOSITORY = Path(__file__).resolve().parents[3]
GOLD = REPOSITORY.parent / "shared" / "gold"
LEXICONS = REPOSITORY / "pipeline" / "language" / "lexicons"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of the gold in its document; ``block`` is the index of the block it stands in."""

    unit: str
    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An annotated document and its sentences in order."""

    gold: GoldDocument
    document: Document
    sentences: tuple[Sentence, ...]


def excerpts() -> tuple[Excerpt, ...]:
    """The training documents by name, each with its questions from ``gold/questions`` alone.

    Ends the program with a message when the folder of annotated texts is absent.
    """
    if not (GOLD / "train").is_dir():
        sys.exit(
            f"{GOLD / 'train'}: no such folder. Put the annotated texts in 'shared' beside the checkout."
        )
    annotated = (replace(gold, questions=()) for gold in load(GOLD / "train").documents)
    return tuple(_excerpt(gold) for gold in with_questions(tuple(annotated), GOLD / "questions"))


def quotes_by_unit(records: Iterable[GoldRecord]) -> dict[str, list[str]]:
    """The quotes of gold records, in order, by the unit they stand in."""
    found: dict[str, list[str]] = {}
    for record in records:
        found.setdefault(record.unit, []).append(record.quote)
    return found


def places(text: str, quotes: Iterable[str]) -> list[Span]:
    """Where the quotes stand in ``text``, in their order; a repeated quote takes its next occurrence."""
    found: list[Span] = []
    for quote in quotes:
        start = text.find(quote)
        while start >= 0 and Span(start, start + len(quote)) in found:
            start = text.find(quote, start + 1)
        if start >= 0:
            found.append(Span(start, start + len(quote)))
    return found


def _excerpt(gold: GoldDocument) -> Excerpt:
    document = document_from_units(gold)
    return Excerpt(gold, document, tuple(_sentences(gold, document)))


def _sentences(gold: GoldDocument, document: Document) -> Iterator[Sentence]:
    """The units' places; the document is the units' texts in order, one character between two."""
    end = block = 0
    for unit in gold.units:
        start = document.text.index(unit.text, end)
        end = start + len(unit.text)
        while document.blocks[block].span.end < end:
            block += 1
        yield Sentence(unit.id, Span(start, end), block)
