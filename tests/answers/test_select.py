from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.answers.evidence import Evidence, weigh
from pipeline.answers.question import Question, parse
from pipeline.answers.select import select
from pipeline.index.hybrid import Searcher


def evidence_for(searcher: Searcher, text: str) -> tuple[Question, list[Evidence]]:
    question = parse(text)
    hits = searcher.search(text, k=20)
    return question, weigh(question, hits, searcher)


def test_quotes_stand_in_the_order_of_the_text_each_once(searcher: Searcher) -> None:
    question, evidence = evidence_for(searcher, "What will members do under the pledge?")
    quotes = select(question, evidence, limit=6)
    places = [(quote.document.id, quote.span.start) for quote in quotes]
    assert len(set(places)) == len(places)
    assert all(one[1] < other[1] for one, other in pairwise(places) if one[0] == other[0])


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_no_more_sentences_than_asked_for(searcher: Searcher, limit: int) -> None:
    question, evidence = evidence_for(searcher, "Who does the Harbour Safety Board report to?")
    assert 1 <= len(select(question, evidence, limit=limit)) <= limit


def test_the_best_evidence_is_always_quoted(searcher: Searcher) -> None:
    question, evidence = evidence_for(searcher, "Who pays for satellites?")
    best = evidence[0].candidate
    assert best.span in [quote.span for quote in select(question, evidence, limit=3)]


def test_near_duplicates_are_quoted_once(searcher: Searcher) -> None:
    question, evidence = evidence_for(searcher, "Who pays for satellites?")
    assert len(select(question, [evidence[0], evidence[0], evidence[0]], limit=3)) == 1


def test_what_is_asked_second_may_stand_in_the_next_sentence(searcher: Searcher) -> None:
    question, evidence = evidence_for(searcher, "By when must members invest 4%, and how is it split?")
    texts = [quote.text for quote in select(question, evidence, limit=1)]
    assert any(text.startswith("This includes") for text in texts)
