"""How near the words of a sentence come to those of a question, synonyms included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from pipeline.answers.candidates import Candidate
from pipeline.index.embed import Vectors
from pipeline.index.terms import content_words
from pipeline.index.word_vectors import WordVectors

GOVERNED = 0.9  # what a term is worth that stands in what the sentence goes on from
NEARBY = 0.5  # what it is worth in the sentence before or after


def closeness(terms: Mapping[str, str], found: Sequence[Candidate], vectors: WordVectors) -> Vectors:
    """[len(found), len(terms)]: 1 for a term the sentence has, else the cosine of its nearest word.

    ``terms`` are a question's words by their stems.
    """
    sentences = [_words(candidate.text) for candidate in found]
    column = {word: i for i, word in enumerate(dict.fromkeys(w for words in sentences for w in words))}
    cosines = vectors.of(list(terms.values())) @ vectors.of(list(column)).T
    result = np.zeros((len(found), len(terms)), dtype=np.float32)
    worded = [row for row, words in enumerate(sentences) if words]
    if worded:
        starts = np.cumsum([0, *(len(sentences[row]) for row in worded)])[:-1]
        spread = cosines[:, [column[word] for words in sentences for word in words]]
        result[worded] = np.maximum.reduceat(spread, starts, axis=1).T
    stated = np.array([[term in each.own for term in terms] for each in found], dtype=bool)
    result[stated.reshape(result.shape)] = 1.0
    return result


def reached(close: Vectors, terms: Mapping[str, str], found: Sequence[Candidate]) -> Vectors:
    """``closeness`` raised where a term stands in what surrounds the sentence."""
    around = [
        [GOVERNED if term in each.governing else NEARBY if term in each.near else 0.0 for term in terms]
        for each in found
    ]
    return np.maximum(close, np.array(around, dtype=np.float32).reshape(close.shape))


@lru_cache(20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for word in content_words(text)))
