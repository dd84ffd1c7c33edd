from __future__ import annotations

import pytest

from pipeline.extraction.unextracted import SIGNS, LeftOut, SignKind, find_unextracted
from pipeline.schema import Document, Span
from tests.nouns import make_document

DOCUMENT = make_document(
    [
        ("heading", "Harbour Accord"),
        ("paragraph", "We will plant trees. At least 40% of the quays by 2031. The sea is calm."),
        ("paragraph", "Members ought to raise fees by 15% by 2030. They meet often."),
        ("furniture", "We will never be read, 2031."),
    ]
)


def left(*taken: str, kinds: tuple[SignKind, ...] = SIGNS, document: Document = DOCUMENT) -> list[LeftOut]:
    starts = [document.text.index(words) for words in taken]
    spans = [Span(start, start + len(words)) for start, words in zip(starts, taken, strict=True)]
    return list(find_unextracted(document, spans, kinds=kinds))


def quotes(found: list[LeftOut]) -> list[str]:
    return [DOCUMENT.quote(one.span) for one in found]


def test_sentences_with_a_sign_and_no_record_are_listed_in_order() -> None:
    assert quotes(left()) == [
        "We will plant trees.",
        "At least 40% of the quays by 2031.",
        "Members ought to raise fees by 15% by 2030.",
    ]


def test_a_record_that_begins_in_a_sentence_takes_it_off_the_list() -> None:
    assert quotes(left("plant trees", "40%")) == ["Members ought to raise fees by 15% by 2030."]


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("commitment", {"cue “will”"}),
        ("target", {"number “At least 40%”", "number “15%”"}),
        ("date", {"date “2031”", "date “2030”"}),
    ],
)
def test_the_reason_names_the_sign_that_was_asked_for(kind: SignKind, reasons: set[str]) -> None:
    found = {sign for one in left(kinds=(kind,)) for sign in one.reason.split(", ")}
    assert reasons <= found
    assert {sign.kind for one in left(kinds=(kind,)) for sign in one.signs} == {kind}


def test_signs_stand_in_the_text_where_they_say() -> None:
    for one in left():
        for sign in one.signs:
            assert DOCUMENT.quote(sign.span) == sign.words
            assert one.span.contains(sign.span)


def test_furniture_and_hidden_text_are_passed_over() -> None:
    assert not any("never" in quote for quote in quotes(left()))
