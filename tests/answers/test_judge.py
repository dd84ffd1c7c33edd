from __future__ import annotations

import pytest

from pipeline.answers.evidence import weigh
from pipeline.answers.judge import Signs, judge, signs_of
from pipeline.answers.question import parse
from pipeline.index.hybrid import Searcher


def signs(searcher: Searcher, text: str) -> Signs:
    question = parse(text)
    evidence = weigh(question, searcher.search(text, k=20), searcher)
    unknown = [term for term, word in question.terms.items() if searcher.frequency(word) == 0]
    return signs_of(question, evidence, unknown)


def test_signs_of_a_question_the_documents_answer(searcher: Searcher) -> None:
    found = signs(searcher, "When was the Harbour Safety Board set up?")
    assert (found.typed, found.held, found.first) == (1.0, 1.0, 1.0)
    assert found.unknown == 0.0
    assert found.read > 0


def test_signs_of_a_question_about_something_else(searcher: Searcher) -> None:
    found = signs(searcher, "How many operas did Verdi write?")
    assert found.unknown == 1.0
    assert found.read < -2


def test_evidence_falls_in_score_and_is_never_hidden(searcher: Searcher) -> None:
    question = parse("How many barges do secret members owe?")
    evidence = weigh(question, searcher.search(question.text, k=20), searcher)
    scores = [each.score for each in evidence]
    assert scores == sorted(scores, reverse=True)
    assert not any(each.candidate.hit.passage.hidden for each in evidence)


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_no_evidence_is_never_enough(threshold: float) -> None:
    verdict = judge(parse("Why?"), [], unknown=[], threshold=threshold)
    assert verdict.reason is not None
    assert verdict.confidence == 0.0


def test_what_the_reranker_reads_speaks_for_a_sentence(searcher: Searcher) -> None:
    question = parse("When was the Harbour Safety Board set up?")
    hits = searcher.search(question.text, k=20)
    (best, *others) = weigh(question, hits, searcher)
    assert "2029" in best.candidate.text
    assert best.features.read_gap == 0.0
    assert best.features.read > max(other.features.read for other in others)


def test_without_a_reranker_the_first_look_stands(searcher: Searcher) -> None:
    question = parse("When was the Harbour Safety Board set up?")
    plain = Searcher(searcher.store, searcher.embedder, indexes=searcher.store.path.parent)
    evidence = weigh(question, plain.search(question.text, k=20), plain)
    assert "2029" in evidence[0].candidate.text
    assert {each.features.read for each in evidence} == {0.0}
    assert weigh(question, [], searcher) == []
