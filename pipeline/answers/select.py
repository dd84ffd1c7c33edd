"""Which pieces of evidence make up the answer: enough of them, none twice, lists whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.answers.evidence import Evidence
from pipeline.answers.question import Question
from pipeline.index.passages import lead_in_chain
from pipeline.index.terms import stems
from pipeline.schema import Document, Span

KEPT = 0.33  # of the best score: what is quoted besides the best sentence
KEPT_DOUBLE = 0.2  # the same where two things are asked: each may stand in a sentence of its own
FLOOR = 0.05  # no sentence less likely than this is quoted besides the best
GAP = 2  # code points between two sentences in a row
ALIKE = 0.8  # share of common words from which on two sentences say the same

_ELABORATION = re.compile(
    r"(?:This|These|They|It|Both|Those) (?:will |would |shall )?"
    r"(?:includ|compris|consist|cover|mean|break|divid|split|are|is)\w*\b"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a document to be quoted; ``block`` is where it stands."""

    document: Document
    block: int
    span: Span

    @property
    def text(self) -> str:
        """Its words."""
        return self.document.quote(self.span)


def select(question: Question, evidence: Sequence[Evidence], *, limit: int) -> list[Quote]:
    """The quotes of an answer in document order, the document of the best evidence first.

    At most ``limit`` sentences are chosen; a list whose stem is among them comes whole.
    """
    chosen = _distinct(_likely(question, evidence), limit)
    if question.is_double or question.is_list:
        chosen += [each for each in evidence if _elaborates(each, chosen)]
    quotes = [Quote(e.candidate.document, e.candidate.block, e.candidate.span) for e in chosen]
    if question.is_list:
        quotes += [item for quote in list(quotes) for item in items_of(quote)]
    order = {quote.document.id: -rank for rank, quote in enumerate(reversed(quotes))}
    unique = {(quote.document.id, quote.span): quote for quote in quotes}
    return sorted(unique.values(), key=lambda quote: (order[quote.document.id], quote.span))


def _elaborates(evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """True for a sentence like "This includes ..." right after a chosen one of the same block."""
    candidate = evidence.candidate
    if evidence in chosen or not _ELABORATION.match(candidate.text):
        return False
    blocks = {(c.document.id, c.block, c.span.end) for c in (each.candidate for each in chosen)}
    return any(
        (doc, block) == (candidate.document.id, candidate.block) and 0 <= candidate.span.start - end <= GAP
        for doc, block, end in blocks
    )


def items_of(quote: Quote) -> Iterator[Quote]:
    """The items that the quoted stem governs, nested ones included; none when it is no stem."""
    if quote.text.endswith(":"):
        for index, block in enumerate(quote.document.blocks):
            if quote.block in lead_in_chain(quote.document, index) and not block.hidden:
                yield Quote(quote.document, index, block.span)


def _likely(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    share = KEPT_DOUBLE if question.is_double else KEPT
    least = max(FLOOR, share * evidence[0].score)
    return [evidence[0], *(e for e in evidence[1:] if e.score >= least)]


def _distinct(evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The first of each group of near-duplicates, ``limit`` at most."""
    kept: list[Evidence] = []
    for each in evidence:
        if len(kept) == limit:
            break
        if not any(_alike(each, other) for other in kept):
            kept.append(each)
    return kept


def _alike(one: Evidence, other: Evidence) -> bool:
    mine, theirs = stems(one.candidate.text), stems(other.candidate.text)
    return len(mine & theirs) >= ALIKE * len(mine | theirs)
