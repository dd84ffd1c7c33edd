"""A question's answer: verbatim sentences with citations, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.answers.citations import cite
from pipeline.answers.compose import compose
from pipeline.answers.evidence import term_weights, weigh
from pipeline.answers.expand import expansions
from pipeline.answers.judge import judge
from pipeline.answers.question import parse
from pipeline.answers.select import select
from pipeline.config import AnswerConfig
from pipeline.index.hybrid import Searcher
from pipeline.schema import Answer, Citation, Hit

DEFAULTS = AnswerConfig()
NEAREST = 3  # passages shown when none answers


def answer(
    question: str,
    searcher: Searcher,
    *,
    documents: Sequence[str] | None = None,
    as_of: str | None = None,
    config: AnswerConfig = DEFAULTS,
) -> Answer:
    """Answer from the documents of ``searcher``, or from those of ``documents`` (ids) alone.

    ``as_of`` (EDTF) leaves out documents dated later and undated ones. An unanswered question carries
    the nearest passages as citations and its reason; hidden text is never quoted.
    """
    parsed = parse(question)
    chosen = searcher.among(documents, as_of=as_of)
    hits = searcher.search(
        question, k=config.candidates, documents=chosen, expansions=expansions(parsed, searcher, chosen)
    )
    weights = term_weights(parsed, searcher)
    evidence = weigh(parsed, hits, searcher)
    unknown = [term for term, word in parsed.terms.items() if searcher.frequency(word) == 0]
    verdict = judge(parsed, evidence, weights, unknown=unknown, threshold=config.threshold)
    if verdict.reason is not None:
        return _unanswered(question, hits, searcher, verdict.confidence, verdict.reason)
    quotes = select(parsed, evidence, limit=config.sentences)
    text, citations = compose(quotes)
    return Answer(
        question=question,
        answered=True,
        text=text,
        confidence=verdict.confidence,
        citations=citations,
        records=_records(citations, searcher),
    )


def _unanswered(
    question: str, hits: Sequence[Hit], searcher: Searcher, confidence: float, reason: str
) -> Answer:
    visible = [hit for hit in hits if not hit.passage.hidden][:NEAREST]
    nearest = tuple(
        cite(searcher.document(hit.passage.doc), hit.passage.span, n=n) for n, hit in enumerate(visible, 1)
    )
    text = "The documents do not tell. " + ("The nearest passages are cited." if nearest else "")
    return Answer(question, False, text.strip(), confidence, nearest, reason=reason)


def _records(citations: Iterable[Citation], searcher: Searcher) -> tuple[str, ...]:
    """The ids of the records whose words overlap a citation, in the order of the citations."""
    found: dict[str, None] = {}
    for citation in citations:
        for record in searcher.records(citation.doc):
            if record["start"] < citation.span.end and citation.span.start < record["end"]:
                found[record["id"]] = None
    return tuple(found)
