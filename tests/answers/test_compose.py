from __future__ import annotations

from pipeline.answers.compose import compose
from pipeline.answers.select import Quote, items_of
from pipeline.schema import Document, Span
from tests.answers.league import CHARTER
from tests.index.making import make_document


def quote(document: Document, words: str) -> Quote:
    start = document.text.index(words)
    block = next(n for n, b in enumerate(document.blocks) if b.span.start <= start < b.span.end)
    return Quote(document, block, Span(start, start + len(words)))


def test_sentences_follow_each_other_with_their_numbers() -> None:
    document = make_document(CHARTER)
    one = quote(document, "Ministers adopted the Pilot Training Pledge in Southport.")
    other = quote(document, "This includes at least 2.5% on dredging and up to 1.5% on lighthouses.")
    text, citations = compose([other, one])
    assert text == f"{other.text} [1] {one.text} [2]"
    assert [citation.quote for citation in citations] == [other.text, one.text]


def test_items_stand_under_their_stem_which_is_shown_once() -> None:
    document = make_document(CHARTER)
    items = [quote(document, "open three schools for pilots;"), quote(document, "pay for simulators.")]
    text, citations = compose(items)
    assert text.splitlines() == [
        "Under the Pledge, members will: [1]",
        "- open three schools for pilots; [2]",
        "- pay for simulators. [3]",
    ]
    assert [citation.n for citation in citations] == [1, 2, 3]


def test_a_lone_item_follows_its_stem_under_one_citation() -> None:
    document = make_document(CHARTER)
    text, citations = compose([quote(document, "pay for simulators.")])
    assert text == "- Under the Pledge, members will: pay for simulators. [1]"
    assert [citation.lead_in for citation in citations] == ["Under the Pledge, members will:"]


def test_a_stem_gives_all_its_items_and_other_sentences_none() -> None:
    document = make_document(CHARTER)
    stem = quote(document, "Under the Pledge, members will:")
    assert [item.text for item in items_of(stem)] == [
        "open three schools for pilots;",
        "recognise each other's licences; and",
        "pay for simulators.",
    ]
    assert list(items_of(quote(document, "Ministers adopted the Pilot Training Pledge in Southport."))) == []


def test_nothing_gives_nothing() -> None:
    assert compose([]) == ("", ())
