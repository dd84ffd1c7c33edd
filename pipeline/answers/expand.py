"""Words to look up besides the question's own: what its short forms stand for in these documents."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.answers.acronyms import definitions
from pipeline.answers.question import Question
from pipeline.index import sparse
from pipeline.index.hybrid import Searcher

PASSAGES_READ = 8  # that hold a short form, in search of its definition


def expansions(question: Question, searcher: Searcher, documents: Sequence[str] | None) -> tuple[str, ...]:
    """The long forms of the question's short forms, as the documents define them."""
    short_forms = [word for word in question.terms.values() if len(word) > 1 and word.isupper()]
    found = (_long_form(word, searcher, documents) for word in short_forms)
    return tuple(long_form for long_form in found if long_form)


def _long_form(word: str, searcher: Searcher, documents: Sequence[str] | None) -> str | None:
    places = sparse.search(searcher.store, word, limit=PASSAGES_READ, documents=documents)
    for _, _, text in searcher.store.passages([i for i, _ in places]):
        long_form = definitions(text).get(word)
        if long_form:
            return long_form
    return None
