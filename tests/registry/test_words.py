from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.registry.words import changed, marked

TEXTS = st.lists(st.sampled_from(["ships", "will", "sail", "by", "2030", "Ships,"]), max_size=8).map(" ".join)


def test_words_gone_and_added_are_marked() -> None:
    said = marked(changed("count ships by 2024", "count all ships by 2030."))
    assert said == "count {+all+} ships by [-2024-] {+2030.+}"


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_wordings_back(older: str, newer: str) -> None:
    pieces = changed(older, newer)
    after = " ".join(one.text for one in pieces if one.change != "gone")
    assert after == newer
    gone = sum(len(one.text.split()) for one in pieces if one.change != "added")
    assert gone == len(older.split())
