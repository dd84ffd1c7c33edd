from __future__ import annotations

import pytest

from pipeline.answers.answer import answer
from pipeline.answers.short import Said, Short
from pipeline.index.hybrid import Searcher
from pipeline.schema import Span


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When was the HSB set up?", "in 2029"),
        ("How many schools for pilots will members open?", "three schools for pilots"),
        ("Who does the Harbour Safety Board report to?", "Council of Coastal Ministers"),
        ("How fast do storm warnings reach ships?", "within ten minutes"),
        ("Was the Harbour Safety Board set up to compare inspections?", "Yes"),
    ],
)
def test_the_short_answer_comes_first_with_its_number(searcher: Searcher, question: str, short: str) -> None:
    found = answer(question, searcher)
    assert found.short is not None
    assert short.removeprefix("within ") in found.short
    first, rest = found.text.split("\n", 1)
    assert first.startswith(found.short.split(";")[0])
    assert first.endswith("]")
    assert rest


def test_a_list_is_said_in_short_by_its_items(searcher: Searcher) -> None:
    found = answer("Which things will members do under the Pilot Training Pledge?", searcher)
    assert found.short == "open three schools for pilots; recognise each other's licences; pay for simulators"
    assert found.text.splitlines()[0].count("[") == 3


def test_two_parts_are_answered_in_their_order(searcher: Searcher) -> None:
    found = answer("How much port income must members invest, and by when?", searcher)
    assert found.short is not None
    assert found.short.index("4%") < found.short.index("2034")


def test_a_question_without_a_short_answer_has_none(searcher: Searcher) -> None:
    found = answer("Why do fishing boats stay in port?", searcher)
    assert found.answered
    assert found.short is None
    assert not found.text.startswith("\n")


def test_what_is_said_stands_in_the_document(searcher: Searcher) -> None:
    found = answer("When was the HSB set up?", searcher)
    assert found.short in " ".join(citation.quote for citation in found.citations)


def test_pieces_of_one_citation_share_its_number(searcher: Searcher) -> None:
    cited = answer("When was the HSB set up?", searcher).citations
    document = searcher.document(cited[0].doc)
    start = cited[0].span.start
    short = Short(
        (
            Said("a", document, Span(start, start + 1)),
            Said("b", document, Span(start + 1, start + 2)),
            Said("c", document, Span(0, 1)),
        )
    )
    assert short.line(cited) == "a; b [1]; c"
