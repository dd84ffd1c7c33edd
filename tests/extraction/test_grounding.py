from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.grounding import evidence, grounded, locate, verify
from pipeline.schema import Evidence, Span
from tests.nouns import make_document, make_records


@pytest.mark.parametrize(
    ("quote", "match", "words"),
    [
        ("the “old” pier", "exact", "the “old” pier"),
        ('the "old" pier', "normalised", "the “old” pier"),
        ("THE “OLD”  PIER", "normalised", "the “old” pier"),
        ("oak-built", "normalised", "oak–built"),
        ("the new pier", "not found", None),
        ("", "not found", None),
    ],
)
def test_a_quote_is_found_exactly_normalised_or_not(quote: str, match: str, words: str | None) -> None:
    document = make_document((("paragraph", "See the “old” pier, oak–built."),))
    found = locate(document, quote)
    assert found.match == match
    assert (found.span.of(document.text) if found.span else None) == words
    assert verify(document, found) is (words is not None)


def test_a_record_that_does_not_say_what_the_text_says_is_dropped() -> None:
    document = make_document()
    commitment, _ = make_records(document)
    moved = replace(commitment, span=Span(commitment.span.start + 1, commitment.span.end + 1))
    beyond = Evidence("trees", Span(0, len(document.text) + 9))
    unproven = replace(commitment, evidence={"action": beyond})
    assert grounded(document, [moved, unproven, commitment]) == (commitment,)


@given(st.text(min_size=1, max_size=40), st.data())
def test_what_stands_in_the_text_is_verified(text: str, data: st.DataObject) -> None:
    document = make_document((("paragraph", text),))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = evidence(document, Span(start, end))
    assert verify(document, found)
    assert locate(document, found.quote).match == "exact"


@given(st.text(max_size=40), st.text(max_size=10))
def test_a_located_quote_always_verifies(text: str, quote: str) -> None:
    document = make_document((("paragraph", "x" + text),))
    found = locate(document, quote)
    assert verify(document, found) is (found.span is not None)
