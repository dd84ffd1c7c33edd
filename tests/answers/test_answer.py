from __future__ import annotations

import pytest

from pipeline.answers.answer import answer
from pipeline.config import AnswerConfig
from pipeline.index.hybrid import Searcher
from pipeline.schema import Answer


def documents(searcher: Searcher) -> dict[str, str]:
    return {document.title: document.id for document in searcher.store.documents()}


def quotes(found: Answer) -> list[str]:
    return [citation.quote for citation in found.citations]


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("By when must members invest 4% of port income, and how is it split?", ["2034", "2.5%", "1.5%"]),
        ("Who does the Harbour Safety Board report to?", ["Council of Coastal Ministers"]),
        ("When was the HSB set up?", ["2029"]),
        ("How fast do storm warnings reach ships?", ["ten minutes"]),
    ],
)
def test_the_answer_holds_the_facts(searcher: Searcher, question: str, facts: list[str]) -> None:
    found = answer(question, searcher)
    assert found.answered
    assert all(fact in found.text for fact in facts)


def test_a_list_comes_whole_under_its_stem(searcher: Searcher) -> None:
    found = answer("What will members do under the Pilot Training Pledge?", searcher)
    lines = found.text.splitlines()
    start = next(n for n, line in enumerate(lines) if "members will: [" in line)
    assert [line.split(" [")[0] for line in lines[start + 1 : start + 4]] == [
        "- open three schools for pilots;",
        "- recognise each other's licences; and",
        "- pay for simulators.",
    ]
    last = next(citation for citation in found.citations if citation.quote == "pay for simulators.")
    assert (last.page, last.lead_in) == (3, "Under the Pledge, members will:")
    assert last.section == ("Charter of the Harbour League", "The Pilot Training Pledge")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How many submarines did Atlantis order?", "Atlantis"),
        ("What is the name of the admiral's dog?", "nearest passages"),
    ],
)
def test_what_no_document_tells_is_not_answered(searcher: Searcher, question: str, reason: str) -> None:
    found = answer(question, searcher)
    assert not found.answered
    assert found.reason is not None
    assert reason in found.reason
    assert found.text.startswith("The documents do not tell.")
    assert 1 <= len(found.citations) <= 3


def test_every_quote_is_verbatim_and_every_sentence_cited(searcher: Searcher) -> None:
    found = answer("What will members do under the Pilot Training Pledge?", searcher)
    for n, citation in enumerate(found.citations, 1):
        text = searcher.document(citation.doc).text
        assert citation.n == n
        assert text[citation.span.start : citation.span.end] == citation.quote
        assert f"{citation.quote} [{n}]" in found.text


def test_hidden_text_is_never_quoted(searcher: Searcher) -> None:
    found = answer("How many barges do secret members owe the bank?", searcher)
    assert not any("barges" in quote for quote in quotes(found))
    assert "barges" not in found.text


def test_only_chosen_documents_are_read(searcher: Searcher) -> None:
    question = "How fast do storm warnings reach ships?"
    charter = documents(searcher)["Charter"]
    found = answer(question, searcher, documents=[charter])
    assert {citation.doc for citation in found.citations} == {charter}
    assert not answer(question, searcher, as_of="2032").answered
    assert answer(question, searcher, as_of="2033").answered


def test_the_threshold_decides(searcher: Searcher) -> None:
    question = "When was the HSB set up?"
    assert not answer(question, searcher, config=AnswerConfig(threshold=1.0)).answered
    assert answer("Who let the dogs out?", searcher, config=AnswerConfig(threshold=0.0)).answered


def test_no_documents_give_no_answer(searcher: Searcher) -> None:
    found = answer("When was the HSB set up?", searcher, documents=[])
    assert (found.answered, found.citations, found.confidence) == (False, (), 0.0)


@pytest.mark.parametrize("question", ["", "?", "the of", "\x00 OR NEAR(", '"unbalanced'])
def test_any_string_may_be_asked(searcher: Searcher, question: str) -> None:
    assert answer(question, searcher).question == question


def test_a_mistyped_question_is_answered_and_shown_as_it_was_asked(searcher: Searcher) -> None:
    found = answer("Who pays for the satelites?", searcher)
    assert found.question == "Who pays for the satelites?"
    assert found.answered
    assert "satellites" in found.text
