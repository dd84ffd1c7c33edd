"""The sentences that could answer a question: those of the passages found, with what surrounds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.answers.acronyms import equivalents, with_equivalents
from pipeline.index.hybrid import Searcher
from pipeline.index.passages import lead_in_chain
from pipeline.index.terms import stems
from pipeline.schema import Document, Hit, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, item or row of a passage found.

    ``own`` are the stems of its words, ``governing`` those of the stems above it, ``near`` those of the
    sentences right before and after it, ``context`` those of title, date and headings; ``rank`` is its
    passage's, from 0.
    """

    hit: Hit
    rank: int
    document: Document
    block: int
    span: Span
    text: str
    own: frozenset[str]
    governing: frozenset[str]
    near: frozenset[str]
    context: frozenset[str]

    @property
    def is_stem(self) -> bool:
        """True when a list must follow."""
        return self.text.endswith(":")


def candidates(hits: Sequence[Hit], searcher: Searcher) -> list[Candidate]:
    """The sentences of all ``hits``, passage by passage in the order of the hits."""
    return [
        candidate
        for rank, hit in enumerate(hits)
        for candidate in _of_passage(hit, rank, searcher.document(hit.passage.doc))
    ]


def _of_passage(hit: Hit, rank: int, document: Document) -> Iterator[Candidate]:
    known = equivalents(document.text)
    sentences = hit.passage.sentences
    own = [with_equivalents(stems(document.quote(span)), known) for span in sentences]
    context = with_equivalents(stems(hit.passage.context), known)
    block = hit.passage.first_block
    for index, span in enumerate(sentences):
        while document.blocks[block].span.end <= span.start:
            block += 1
        neighbours = own[max(0, index - 1) : index] + own[index + 1 : index + 2]
        yield Candidate(
            hit=hit,
            rank=rank,
            document=document,
            block=block,
            span=span,
            text=document.quote(span),
            own=own[index],
            governing=with_equivalents(_governing(document, block), known),
            near=frozenset().union(*neighbours),
            context=context,
        )


def _governing(document: Document, block: int) -> frozenset[str]:
    above = (document.quote(document.blocks[stem].span) for stem in lead_in_chain(document, block))
    return frozenset().union(*map(stems, above))
