from __future__ import annotations

from pipeline.answers.answer import answer
from pipeline.answers.saying import searched_words
from pipeline.index.hybrid import Searcher


def test_a_refusal_names_what_was_searched(searcher: Searcher) -> None:
    found = answer("How many submarines did Atlantis order?", searcher)
    assert found.text == "The documents do not tell. Searched: 2 documents. The nearest passages are cited."
    dated = answer("How many submarines did Atlantis order?", searcher, as_of="2032")
    assert "Charter" in dated.text
    assert "dated up to 2032" in dated.text
    assert "As of 2032" in dated.notes[0]
    assert answer("Who?", searcher, documents=[]).text == "The documents do not tell. Searched: 0 documents."


def test_a_single_document_is_named(searcher: Searcher) -> None:
    first = searcher.document(searcher.store.documents()[0].id)
    words = searched_words(searcher, [first.id], as_of=None)
    assert first.title in words
    assert first.source.name in words


def test_records_and_short_answers_never_come_from_hidden_text(searcher: Searcher) -> None:
    found = answer("How many barges do secret members owe the bank?", searcher)
    assert "900" not in f"{found.short} {found.text}"
    assert all("barges" not in row["quote"] for row in searcher.store.records())
