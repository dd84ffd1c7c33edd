from __future__ import annotations

from types import MappingProxyType

import pytest

from pipeline.extraction.learned.decision import Decided, Weighing, decide, load
from pipeline.extraction.stems import find_all
from pipeline.language import analyse
from tests.nouns import make_document

PROMISES = "We will build 40 harbours by 2031 and train 500 pilots for the islands."
REPORT = "The ministers met on the coast and thanked their hosts for the warm welcome."


def decided(*lines: str) -> list[Decided]:
    document = make_document(tuple(("paragraph", line) for line in lines))
    sentences = analyse(document)
    return list(decide(document, sentences, find_all(document, sentences)))


def test_two_actions_of_one_cue_are_two_records_and_a_report_is_none() -> None:
    found = decided(REPORT, PROMISES)
    quotes = [PROMISES[one.action.start : one.action.end] for one in found]
    assert quotes == ["will build 40 harbours by 2031", "train 500 pilots for the islands"]
    assert {one.found.sentence for one in found} == {1}
    assert all(load().least < one.confidence <= 1 for one in found)


def test_a_sentence_is_decided_by_itself() -> None:
    alone = [one.confidence for one in decided(PROMISES)]
    assert [one.confidence for one in decided(REPORT, PROMISES, PROMISES)] == alone * 2


def test_a_probability_from_weights_and_constant() -> None:
    weighing = Weighing(MappingProxyType({"wet": 2.0}), -2.0, 0.4)
    assert weighing.probability({"wet": 1.0, "unknown": 9.0}) == pytest.approx(0.5)
