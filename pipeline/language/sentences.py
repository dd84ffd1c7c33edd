"""Sentences of a document: each lies in one block, and carries its parsed tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from pipeline.language.parsing import parse
from pipeline.language.pipeline import load
from pipeline.language.splitting import split
from pipeline.schema import Document
from pipeline.schema import Span as TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from thinc.types import Ints2d

INSIDE = -1  # what spaCy keeps of a token that opens no sentence; the parser may not open one there


@dataclass(frozen=True)
class Sentence:
    """A sentence, heading, item or row: ``block`` is its index in ``Document.blocks``.

    ``span`` is counted in the document's text; ``tokens`` is a spaCy span whose own offsets start at
    the block, so that ``span.start - tokens.start_char`` is where the block starts. Each token has
    ``tag_``, ``pos_``, ``morph``, ``lemma_``, ``dep_`` (Universal Dependencies) and ``head``; heads stay
    within the sentence.
    """

    block: int
    span: TextSpan
    tokens: Span

    @cached_property
    def text(self) -> str:
        """The words of the sentence as they stand in the document."""
        return self.tokens.text


def analyse(document: Document) -> tuple[Sentence, ...]:
    """All sentences of ``document`` in order: every block but furniture, none reaching over a block's end.

    The same document gives the same sentences and the same parse, whatever else is analysed.
    """
    nlp = load()
    blocks = [index for index, block in enumerate(document.blocks) if block.kind != "furniture"]
    docs = [nlp.make_doc(document.blocks[index].span.of(document.text)) for index in blocks]
    starts = [mark_sentences(doc) for doc in docs]
    parse(nlp, docs)
    return tuple(
        sentence
        for index, doc, first in zip(blocks, docs, starts, strict=True)
        for sentence in _sentences(document, index, doc, first)
    )


def mark_sentences(doc: Doc) -> tuple[int, ...]:
    """Fix the sentence starts of ``doc`` by rule; the indices of the tokens that open a sentence."""
    import numpy as np

    marks = np.full(len(doc), INSIDE, dtype="int32").astype("uint64")
    starts = _starts(doc)
    marks[list(starts)] = 1
    doc.from_array(["SENT_START"], cast("Ints2d", marks.reshape(-1, 1)))
    return starts


def _starts(doc: Doc) -> tuple[int, ...]:
    found: list[int] = []
    offsets = iter([start for start, _ in split(doc.text)])
    wanted = next(offsets, None)
    for index, offset in enumerate(doc.to_array("IDX").tolist()):
        if wanted is not None and offset >= wanted:
            found.append(index)
            wanted = next(offsets, None)
    return tuple(found)


def _sentences(document: Document, index: int, doc: Doc, starts: Sequence[int]) -> list[Sentence]:
    """The sentences of one block; white space before the first belongs to none."""
    offset = document.blocks[index].span.start
    spans = [_trimmed(doc[start:end]) for start, end in pairwise([*starts, len(doc)])]
    return [
        Sentence(index, TextSpan(offset + span.start_char, offset + span.end_char), span)
        for span in spans
        if span is not None
    ]


def _trimmed(tokens: Span) -> Span | None:
    """``tokens`` without white space tokens at its ends; None when nothing is left."""
    start, end = tokens.start, tokens.end
    while start < end and tokens.doc[start].is_space:
        start += 1
    while end > start and tokens.doc[end - 1].is_space:
        end -= 1
    return tokens.doc[start:end] if start < end else None
