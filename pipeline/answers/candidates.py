"""The sentences that could answer a question: those of the passages found, with what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.answers.acronyms import equivalents, with_equivalents
from pipeline.index.hybrid import Searcher
from pipeline.index.passages import lead_in_chain
from pipeline.index.terms import stems
from pipeline.schema import Document, Hit, Span

# A beginning that points back to the sentence before: a pronoun, or an article and a lone capital word.
_POINTS_BACK = re.compile(
    r"(?:This|These|That|Those|It|Its|They|Their|Such|He|She|Both|The [A-Z][a-z]+(?! [A-Z]))\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, item or row of a passage found.

    ``own`` are the stems of its words, ``governing`` those of what it goes on from: the stems above an
    item, the sentence before one that begins with "This" or "The Board"; ``near`` those of the sentences
    right before and after it, ``context`` those of title, date and headings, ``about`` those of title,
    issuer and date alone; ``rank`` is its passage's, from 0.
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
    about: frozenset[str]

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
    about = with_equivalents(_about(document), known)
    block = hit.passage.first_block
    for index, span in enumerate(sentences):
        while document.blocks[block].span.end <= span.start:
            block += 1
        before, after = own[max(0, index - 1) : index], own[index + 1 : index + 2]
        text = document.quote(span)
        within = span.start > document.blocks[block].span.start
        pointed = before if within and _POINTS_BACK.match(text) else []
        yield Candidate(
            hit=hit,
            rank=rank,
            document=document,
            block=block,
            span=span,
            text=text,
            own=own[index],
            governing=with_equivalents(_governing(document, block), known).union(*pointed),
            near=frozenset().union(*before, *after),
            context=context,
            about=about,
        )


def _about(document: Document) -> frozenset[str]:
    return stems(f"{document.title} {document.issuer or ''} {document.date or ''}")


def _governing(document: Document, block: int) -> frozenset[str]:
    above = (document.quote(document.blocks[stem].span) for stem in lead_in_chain(document, block))
    return frozenset().union(*map(stems, above))
