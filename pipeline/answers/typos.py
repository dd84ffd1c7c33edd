"""Typing errors in a question: words that no document has, read as the nearest word that one has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.index import sparse
from pipeline.index.hybrid import Searcher
from pipeline.index.porter import porter
from pipeline.index.terms import STOP_WORDS, stem, words

SHORTEST = 5  # letters of a word and of its stem: below, nearly every word is near another
LONG = 8  # letters from which on two errors are forgiven rather than one

_LETTERS = re.compile(r"[^\W\d_]+")


def corrected(question: str, searcher: Searcher) -> str:
    """``question`` with each mistyped word replaced by the likeliest word of the documents.

    A word is taken for mistyped when no passage has it, it is not written as a short form, and it is no
    common word of English: a real word that the documents lack must stay what it is.
    """
    text, shift = question, 0
    for word, start, end in words(question):
        meant = _meant(word, searcher) if _may_be_mistyped(word, searcher) else None
        if meant:
            text = text[: start + shift] + meant + text[end + shift :]
            shift += len(meant) - len(word)
    return text


def nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The term nearest to the stem ``word``, the more frequent of equally near ones; None when all are far.

    Near is one wrong, missing, added or swapped letter, in long words two; the first letter is kept.
    """
    limit = 2 if len(word) >= LONG else 1
    near = [
        (distance(word, term), -count, term)
        for term, count in vocabulary.items()
        if term[0] == word[0] and abs(len(term) - len(word)) <= limit and _LETTERS.fullmatch(term)
    ]
    return min((found for found in near if found[0] <= limit), default=(0, 0, None))[2]


def distance(one: str, other: str) -> int:
    """Letters to change, drop, add or swap with a neighbour to make ``other`` of ``one``.

    Optimal string alignment: Damerau, Communications of the ACM 7(3), 1964.
    """
    before, last = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def _may_be_mistyped(word: str, searcher: Searcher) -> bool:
    return (
        len(word) >= SHORTEST
        and bool(_LETTERS.fullmatch(word))
        and not word.isupper()
        and word.lower() not in STOP_WORDS
        and searcher.frequency(word) == 0
        and not searcher.words.is_common(word)
    )


def _meant(word: str, searcher: Searcher) -> str | None:
    root = stem(word)
    term = nearest(root, searcher.vocabulary()) if len(root) >= SHORTEST else None
    return _as_written(term, searcher) if term else None


def _as_written(term: str, searcher: Searcher) -> str | None:
    """A word of the passages that has ``term`` for its stem: what reads a question knows no stems."""
    found = searcher.store.passages([i for i, _ in sparse.search(searcher.store, term, limit=1)])
    texts = (text for _, passage, own in found for text in (own, passage.context))
    written = (word.lower() for text in texts for word, _, _ in words(text))
    return next((word for word in written if term in (stem(word), porter(word))), None)
