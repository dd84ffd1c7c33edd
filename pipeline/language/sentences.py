"""Sentences of a document: each lies in one block, and carries its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language.pipeline import load
from pipeline.schema import Document
from pipeline.schema import Span as TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading, item or row: ``block`` is its index in ``Document.blocks``.

    ``span`` is counted in the document's text; ``tokens`` is a spaCy span whose own offsets start at
    the block, so that ``span.start - tokens.start_char`` is where the block starts.
    """

    block: int
    span: TextSpan
    tokens: Span

    @property
    def text(self) -> str:
        """The words of the sentence as they stand in the document."""
        return self.tokens.text


def analyse(document: Document) -> tuple[Sentence, ...]:
    """All sentences of ``document`` in order: every block but furniture, none reaching over a block's end."""
    pairs = [
        (block.span.of(document.text), index)
        for index, block in enumerate(document.blocks)
        if block.kind != "furniture"
    ]
    docs = load().pipe(pairs, as_tuples=True)
    return tuple(sentence for doc, index in docs for sentence in _sentences(document, index, doc))


def _sentences(document: Document, index: int, doc: Doc) -> Iterator[Sentence]:
    offset = document.blocks[index].span.start
    for tokens in doc.sents:
        span = _trimmed(tokens)
        if span is not None:
            yield Sentence(index, TextSpan(offset + span.start_char, offset + span.end_char), span)


def _trimmed(tokens: Span) -> Span | None:
    """``tokens`` without white space tokens at its ends; None when nothing is left."""
    start, end = tokens.start, tokens.end
    while start < end and tokens.doc[start].is_space:
        start += 1
    while end > start and tokens.doc[end - 1].is_space:
        end -= 1
    return tokens.doc[start:end] if start < end else None
