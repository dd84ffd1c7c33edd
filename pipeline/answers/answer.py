"""A question's answer: verbatim sentences with citations, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.answers.changes import changes
from pipeline.answers.evidence import weigh
from pipeline.answers.expand import expansions
from pipeline.answers.judge import judge
from pipeline.answers.question import parse
from pipeline.answers.saying import searched_words, told, untold
from pipeline.answers.select import select
from pipeline.answers.tallies import tally
from pipeline.answers.typos import corrected
from pipeline.config import AnswerConfig
from pipeline.index.hybrid import Searcher
from pipeline.schema import Answer

DEFAULTS = AnswerConfig()


def answer(
    question: str,
    searcher: Searcher,
    *,
    documents: Sequence[str] | None = None,
    as_of: str | None = None,
    config: AnswerConfig = DEFAULTS,
) -> Answer:
    """Answer from the documents of ``searcher``, or from those of ``documents`` (ids) alone.

    ``as_of`` (EDTF) leaves out documents dated later and undated ones. The text begins with the short answer,
    where there is one. An unanswered question carries the nearest passages as citations and its reason;
    hidden text is never quoted.
    """
    chosen = searcher.among(documents, as_of=as_of)
    found = tally(question, searcher, chosen) or changes(question, searcher, chosen)
    found = found or _from_text(corrected(question, searcher), searcher, chosen, as_of=as_of, config=config)
    found = replace(found, question=question)
    if as_of is None:
        return found
    note = f"As of {as_of}: documents dated later, or not dated, were not used."
    return replace(found, notes=(*found.notes, note))


def _from_text(
    question: str,
    searcher: Searcher,
    chosen: Sequence[str] | None,
    *,
    as_of: str | None,
    config: AnswerConfig,
) -> Answer:
    """The answer that sentences give, from the documents ``chosen``."""
    parsed = parse(question)
    hits = searcher.search(
        question, k=config.candidates, documents=chosen, expansions=expansions(parsed, searcher, chosen)
    )
    evidence = weigh(parsed, hits, searcher)
    unknown = [term for term, word in parsed.terms.items() if searcher.frequency(word) == 0]
    verdict = judge(parsed, evidence, unknown=unknown, threshold=config.threshold)
    if verdict.reason is not None:
        searched = searched_words(searcher, chosen, as_of=as_of)
        return untold(
            parsed, hits, searcher, searched=searched, confidence=verdict.confidence, reason=verdict.reason
        )
    quotes = select(parsed, evidence, limit=config.sentences)
    return told(parsed, quotes, evidence, searcher, documents=chosen, confidence=verdict.confidence)
