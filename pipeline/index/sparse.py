"""Keyword search: a question as the words worth looking up, ranked by the store's BM25."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.index.terms import content_words, spelling
from pipeline.store import Store

WEIGHTS = (1.0, 0.8)  # of a passage's text and of its context


def keywords(question: str, *, expansions: Sequence[str] = ()) -> str:
    """The question's topic words with their other spellings, and the ``expansions``, as one query."""
    chosen = content_words(question)
    variants = [other for word in chosen for other in _spellings(word)]
    return " ".join(dict.fromkeys([*chosen, *variants, *expansions]))


def search(
    store: Store, query: str, *, limit: int, documents: Sequence[str] | None = None
) -> list[tuple[int, float]]:
    """(passage id, BM25) of the passages that hold any word of ``query``, best first, ties by id."""
    return store.keyword_search(query, limit=limit, documents=documents, weights=WEIGHTS)


def _spellings(word: str) -> list[str]:
    """The American and British spellings of ``word`` that differ from it."""
    american = spelling(word)
    british = american
    for ours, theirs in (("defens", "defenc"), ("program", "programm"), ("iz", "is"), ("labor", "labour")):
        british = british.replace(ours, theirs)
    if british.endswith("programm"):
        british += "e"
    return [other for other in (american, british) if other != word.lower()]
