from __future__ import annotations

from typing import Any

import pytest

from pipeline.scoring.answering import Reply, count_replies, judge
from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.measures import measures_of

QUESTION = "By how much will emissions fall?"
UNANSWERABLE = "How much does shore power cost?"
CITED = {"quote": "will cut emissions by at least 40% by 2030"}


def reply_to(document: GoldDocument, row: dict[str, Any]) -> Reply:
    return judge(document, {QUESTION: row})[0]


@pytest.mark.parametrize(
    ("answer", "quotes", "facts", "cited", "right"),
    [
        ("By 40 % at least.", [CITED["quote"]], True, True, 1),
        ("By FORTY percent.", ["emissions by", "Harbour pact"], True, True, 1),
        ("By half.", ["emissions by at least 40%"], False, True, 1),
        ("By 40%.", ["will cut emissions, and they plan"], True, False, 0),
        ("By 40%.", ["not in the document"], True, False, 0),
        ("By 40%.", [], True, False, 0),
    ],
)
def test_facts_and_citations(
    document: GoldDocument, answer: str, quotes: list[str], facts: bool, cited: bool, right: int
) -> None:
    row = {"answered": True, "answer": answer, "citations": [{"quote": quote} for quote in quotes]}
    reply = reply_to(document, row)
    assert (reply.facts, reply.supports_cited, sum(reply.citations_touch)) == (facts, (cited,), right)
    assert reply.good is (facts and cited)
    assert reply.counts()["citations"] == len(quotes)


def test_prefix_tells_which_occurrence_is_cited(document: GoldDocument) -> None:
    citation = {"quote": "will cut emissions", "prefix": "They ", "suffix": ", and they plan"}
    elsewhere = reply_to(document, {"answered": True, "answer": "40%", "citations": [citation]})
    assert elsewhere.citations_touch == (False,)
    citation |= {"prefix": "The ports ", "suffix": " by at least"}
    there = reply_to(document, {"answered": True, "answer": "40%", "citations": [citation]})
    assert there.citations_touch == (True,)


def test_a_missing_answer_is_wrong_unless_there_is_none(document: GoldDocument) -> None:
    answerable, unanswerable = judge(document, {})
    assert (answerable.good, unanswerable.good) == (False, True)
    assert answerable.counts() == {"answerable": 1.0}
    assert unanswerable.counts() == {"unanswerable": 1.0, "abstained": 1.0}


def test_measures_by_type_and_overall(document: GoldDocument) -> None:
    rows = {
        QUESTION: {"answered": True, "answer": "40 per cent", "citations": [CITED, {"quote": "Delegates"}]},
        UNANSWERABLE: {"answered": True, "answer": "Much.", "citations": []},
    }
    totals = count_replies(judge(document, rows), scope="document")
    scores = {measure.name: measure.value(totals) for measure in measures_of(totals)}
    assert scores["answers.document.correct_and_cited"] == 1.0
    assert scores["answers.document.citation_precision"] == 0.5
    assert scores["answers.document.abstains"] == 0.0
    assert scores["answers.document.quantity.contains_facts"] == 1.0
