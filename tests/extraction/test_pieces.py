"""Long sentences are cut into pieces that lose no word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.pieces import LONGEST, PIECE, pieces
from pipeline.language import analyse
from tests.nouns import make_document


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from(["reefs,", "coasts", ";", "forests:", "12", "|"]), min_size=900, max_size=2500)
)
def test_pieces_hold_every_word_in_order(words: list[str]) -> None:
    document = make_document((("paragraph", " ".join(words)),))
    cut = [piece for sentence in analyse(document) for piece in pieces(sentence)]
    assert all(
        len(piece.span) <= (PIECE if len(cut) > 1 else LONGEST) and document.quote(piece.span) == piece.text
        for piece in cut
    )
    assert " ".join(piece.text for piece in cut).split() == document.text.split()


def test_what_is_no_longer_than_a_sentence_may_be_stays_whole() -> None:
    document = make_document((("paragraph", "coasts " * (LONGEST // 7)),))
    (sentence,) = analyse(document)
    assert list(pieces(sentence)) == [sentence]
