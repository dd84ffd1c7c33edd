"""An answer put in words: the short answer, the quotes that carry it, or what was searched in vain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.answers.asked import parts
from pipeline.answers.citations import cite
from pipeline.answers.compose import compose
from pipeline.answers.evidence import Evidence
from pipeline.answers.question import Question
from pipeline.answers.select import Quote
from pipeline.answers.short import short_answer
from pipeline.answers.succession import superseded_in
from pipeline.index.hybrid import Searcher
from pipeline.schema import Answer, Citation, Hit, Span

MEASURED = ("amount", "date", "both sides")
NEAREST = 3  # passages shown when none answers


def told(
    question: Question,
    quotes: Sequence[Quote],
    evidence: Sequence[Evidence],
    searcher: Searcher,
    *,
    documents: Sequence[str] | None,
    confidence: float,
) -> Answer:
    """The answer that ``quotes`` give, its short form on the first line where there is one.

    An amount or date that a later promise in ``documents`` (ids; all when None) has superseded is said to be
    so, with a citation of that promise.
    """
    text, citations = compose(quotes)
    docs = dict.fromkeys(quote.document.id for quote in quotes)
    short = short_answer(question, quotes, evidence, {doc: searcher.records(doc) for doc in docs})
    records = record_ids(citations, searcher)
    found = Answer(question.text, True, text, confidence, citations, records)
    if short is None:
        return found
    found = replace(found, short=short.text, text=f"{short.line(citations)}\n{text}")
    is_measured = any(part.wanted in MEASURED for part in parts(question))
    return with_successions(found, searcher, documents) if is_measured else found


def with_successions(answer: Answer, searcher: Searcher, documents: Sequence[str] | None) -> Answer:
    """The answer with what has been promised since in place of its commitments, in both lengths."""
    superseded = superseded_in(searcher, documents)
    for one in superseded.among(answer.records):
        n, citations = _cited(superseded.rows[one.newer], answer.citations, searcher)
        since = superseded.words(one)
        line, rest = answer.text.split("\n", 1)
        text = f"{line}; {since} [{n}]\n{rest}\nSuperseded: {one.rule} [{n}]"
        answer = replace(answer, text=text, short=f"{answer.short}; {since}", citations=citations)
    return answer


def _cited(
    row: Mapping[str, Any], citations: tuple[Citation, ...], searcher: Searcher
) -> tuple[int, tuple[Citation, ...]]:
    """The number of the citation that a record stands in, added when there is none yet, and all citations."""
    for citation in citations:
        if citation.doc == row["doc"] and _overlaps(row, citation):
            return citation.n, citations
    n = len(citations) + 1
    added = cite(searcher.document(row["doc"]), Span(row["start"], row["end"]), n=n)
    return n, (*citations, added)


def untold(
    question: Question,
    hits: Sequence[Hit],
    searcher: Searcher,
    *,
    searched: str,
    confidence: float,
    reason: str,
) -> Answer:
    """The reply when no evidence answers: what was ``searched``, and the nearest visible passages."""
    visible = [hit for hit in hits if not hit.passage.hidden][:NEAREST]
    nearest = tuple(
        cite(searcher.document(hit.passage.doc), hit.passage.span, n=n) for n, hit in enumerate(visible, 1)
    )
    text = f"The documents do not tell. {searched}"
    if nearest:
        text += " The nearest passages are cited."
    return Answer(question.text, False, text, confidence, nearest, reason=reason)


def searched_words(searcher: Searcher, documents: Sequence[str] | None, *, as_of: str | None) -> str:
    """What an answer was looked for in, as a sentence: "Searched: 12 documents, dated up to 2031." """
    until = f", dated up to {as_of}" if as_of else ""
    if documents is not None and len(documents) == 1:
        document = searcher.document(documents[0])
        return f"Searched: {document.title or document.source.name} ({document.source.name}){until}."
    count = searcher.documents if documents is None else len(documents)
    return f"Searched: {count} document{'' if count == 1 else 's'}{until}."


def record_ids(citations: Iterable[Citation], searcher: Searcher) -> tuple[str, ...]:
    """The ids of the records whose words overlap a citation, in the order of the citations."""
    found: dict[str, None] = {}
    for citation in citations:
        for record in searcher.records(citation.doc):
            if _overlaps(record, citation):
                found[record["id"]] = None
    return tuple(found)


def _overlaps(record: Mapping[str, Any], citation: Citation) -> bool:
    return bool(record["start"] < citation.span.end and citation.span.start < record["end"])
