"""The short answer in front of the quotes: an amount, a date, a name, a list, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.answers.asked import Part, parts
from pipeline.answers.enumerations import announced_list
from pipeline.answers.evidence import Evidence
from pipeline.answers.polarity import verdict
from pipeline.answers.question import Question
from pipeline.answers.select import Quote
from pipeline.answers.weighing import Found, Quoted, chosen
from pipeline.index.passages import lead_in_chain
from pipeline.index.terms import stems
from pipeline.registry.days import due
from pipeline.schema import Citation, Document, Span

UNRANKED = 0.05  # the score of a quote that no evidence stands behind: an item that came with its list
FRESH = 0.7  # of a list's words the question must not give: else it repeats what is asked about
ITEM_WORDS = 14  # of an item of a list that are said in short
ITEMS = 8  # of a list that are said in short

_TIME = re.compile(
    r"\b(?:when|date[ds]?|deadlines?|years?|months?|days?|earlier|later|sooner|first|last|before|after|longer|until)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the short answer: its words, and the place in a document that carries them."""

    text: str
    document: Document
    span: Span


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer, piece by piece."""

    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        """The pieces in a row."""
        return "; ".join(piece.text for piece in self.said)

    def line(self, citations: Sequence[Citation]) -> str:
        """The pieces in a row, each with the number of the citation that carries it."""
        told = ((piece.text, _number(piece, citations)) for piece in self.said)
        groups = groupby(told, key=lambda pair: pair[1])
        rows = [("; ".join(text for text, _ in group), number) for number, group in groups]
        return "; ".join(f"{text} [{number}]" if number else text for text, number in rows)


def scored(quotes: Sequence[Quote], evidence: Sequence[Evidence]) -> list[Quoted]:
    """The quotes with the scores of the evidence they come from, best first."""
    scores = {(each.candidate.document.id, each.candidate.span): each.score for each in reversed(evidence)}
    found = [Quoted(quote, scores.get((quote.document.id, quote.span), UNRANKED)) for quote in quotes]
    return sorted(found, key=lambda each: -each.score)


def short_answer(
    question: Question,
    quotes: Sequence[Quote],
    evidence: Sequence[Evidence],
    records: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Short | None:
    """The short answer that the quotes give; None when only they themselves can tell.

    ``evidence`` is what they were chosen from, best first; ``records`` are rows by document, whose targets
    give an amount its deadline.
    """
    quoted = scored(quotes, evidence)
    told = [said for part in parts(question) for said in _part(question, part, quoted, evidence, records)]
    unique = {(said.document.id, said.span): said for said in told}
    return Short(tuple(unique.values())) if unique else None


def _part(
    question: Question,
    part: Part,
    quoted: Sequence[Quoted],
    evidence: Sequence[Evidence],
    records: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Iterator[Said]:
    if part.wanted == "yes or no":
        yield from _yes_or_no(question, evidence[0])
    elif part.wanted == "list":
        yield from _list(question, quoted)
    elif part.wanted == "both sides":
        yield from _both_sides(question, part, quoted)
    else:
        found = chosen(question, part, quoted)
        for one, source in zip(found, _sources(found), strict=True):
            yield _said(one, _deadline(one, records, question) + source)


def _yes_or_no(question: Question, best: Evidence) -> Iterator[Said]:
    candidate = best.candidate
    word = verdict(question, candidate.text, candidate.own | candidate.governing)
    if word:
        yield Said(word, candidate.document, candidate.span)


def _both_sides(question: Question, part: Part, quoted: Sequence[Quoted]) -> Iterator[Said]:
    """The two amounts or dates that are nearest to the words compared, when there are two.

    Dates are said only where days are compared: others merely tell the sides apart.
    """
    for wanted in ("amount", "date") if _TIME.search(question.text) else ("amount",):
        found = chosen(question, Part(wanted, part.terms, part.kind), quoted, fewest=2)
        if len(found) > 1:
            yield from (_said(one, source) for one, source in zip(found, _sources(found), strict=True))
            return


def _list(question: Question, quoted: Sequence[Quoted]) -> Iterator[Said]:
    """The items quoted of the best quote's list, else the things that the best sentence lists."""
    best = quoted[0].quote
    items = sorted(_siblings(best, quoted), key=lambda quote: quote.span)
    if len(items) > 1:
        shown = items if len(items) <= ITEMS + 1 else items[:ITEMS]
        yield from (Said(_shortened(item.text), item.document, item.span) for item in shown)
        if len(shown) < len(items):
            yield Said(f"and {len(items) - len(shown)} more", best.document, items[-1].span)
        return
    found = announced_list(best.text)
    words = stems(found.of(best.text)) if found else frozenset()
    if found and len(words - frozenset(question.terms)) >= FRESH * len(words):
        start = best.span.start
        yield Said(found.of(best.text), best.document, Span(start + found.start, start + found.end))


def _siblings(best: Quote, quoted: Sequence[Quoted]) -> Iterator[Quote]:
    """The quotes that the best one governs, or that the same stem does."""
    chain = lead_in_chain(best.document, best.block)
    stem = best.block if best.text.endswith(":") else chain[-1] if chain else None
    for each in quoted:
        quote = each.quote
        if quote.document.id == best.document.id and stem in lead_in_chain(quote.document, quote.block):
            yield quote


def _shortened(item: str) -> str:
    words = item.removesuffix("; and").rstrip(" ;.,").split()
    return " ".join(words) if len(words) <= ITEM_WORDS else " ".join(words[: ITEM_WORDS - 2]) + " …"


def _said(found: Found, addition: str) -> Said:
    piece = found.piece
    resolved = f" ({due(piece.resolved)})" if piece.resolved else ""
    return Said(f"{piece.text}{resolved}{addition}", found.quote.document, found.span)


def _sources(found: Sequence[Found]) -> list[str]:
    """What names the document behind the last piece of each, where the pieces are of several."""
    documents = [one.quote.document for one in found]
    several = len({document.id for document in documents}) > 1
    following = [*(document.id for document in documents[1:]), None]  # one too many when there are none
    return [
        f" ({document.title}, {document.date or 'undated'})" if several and document.id != after else ""
        for document, after in zip(documents, following, strict=False)
    ]


def _deadline(found: Found, records: Mapping[str, Sequence[Mapping[str, Any]]], question: Question) -> str:
    """The due date of the target that the piece belongs to, unless the piece or the question has it."""
    for row in records.get(found.quote.document.id, ()):
        if row["kind"] == "target" and Span(row["start"], row["end"]).overlaps(found.span):
            edtf = row["deadline_edtf"]
            known = edtf and (edtf[-4:] in found.piece.text or edtf[-4:] in question.text)
            return f" {due(edtf)}" if edtf and not known else ""
    return ""


def _number(said: Said, citations: Sequence[Citation]) -> int | None:
    """The number of the first citation that contains the piece."""
    containing = (c.n for c in citations if c.doc == said.document.id and c.span.contains(said.span))
    return next(containing, None)
