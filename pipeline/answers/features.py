"""What speaks for a sentence as evidence, as numbers with names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.answers.candidates import Candidate
from pipeline.answers.expected import held
from pipeline.answers.meaning import closeness, reached
from pipeline.answers.question import Question
from pipeline.index.embed import Vectors
from pipeline.index.word_vectors import WordVectors

NAMES_DOCUMENT = 0.25  # what a question's word counts for that stands in the document's title or date


class Features(NamedTuple):
    """What is weighed of a sentence; also the weights, by the same names.

    ``meaning`` is how much of the question the sentence's words cover, synonyms by their nearness,
    ``reach`` the same with what it goes on from and its neighbours; ``held`` and ``lacks`` tell whether the
    kind of thing asked for is there; ``similarity`` is the cosine with its passage, ``passage`` that
    passage's score in the search, ``rank`` its place, from 0; ``stem`` a list must follow; ``length`` the
    logarithm of 1 + words; ``read`` the reranker's log-odds. A gap is what a value is short of the best.
    """

    meaning: float = 0.0
    reach: float = 0.0
    reach_gap: float = 0.0
    held: float = 0.0
    lacks: float = 0.0
    similarity: float = 0.0
    passage_gap: float = 0.0
    rank: float = 0.0
    stem: float = 0.0
    item: float = 0.0
    length: float = 0.0
    read: float = 0.0
    read_gap: float = 0.0


def features(question: Question, found: Sequence[Candidate], vectors: WordVectors) -> list[Features]:
    """All features but the reranker's, in the order of ``found``."""
    if not found:
        return []
    close = closeness(question.terms, found, vectors)
    around = reached(close, question.terms, found)
    rarity = _rarity(question.terms, found)
    best = max(candidate.hit.score for candidate in found)
    rows = []
    for candidate, own, near in zip(found, close, around, strict=True):
        weights = _weights(rarity, candidate)
        row = _plain(question, candidate, best_passage=best)
        rows.append(row._replace(meaning=_mean(own, weights), reach=_mean(near, weights)))
    furthest = max(row.reach for row in rows)
    return [row._replace(reach_gap=row.reach - furthest) for row in rows]


def _plain(question: Question, candidate: Candidate, *, best_passage: float) -> Features:
    fit = held(question.expectation, candidate.text, question.numbers)
    return Features(
        held=fit,
        lacks=float(fit == 0),
        similarity=candidate.hit.similarity,
        passage_gap=candidate.hit.score - best_passage,
        rank=candidate.rank,
        stem=float(candidate.is_stem),
        item=float(candidate.document.blocks[candidate.block].kind == "item"),
        length=math.log1p(len(candidate.text.split())),
    )


def _rarity(terms: Iterable[str], found: Sequence[Candidate]) -> dict[str, float]:
    """Each term's weight: the fewer of the sentences found have it, the more it tells them apart."""
    counts = Counter(term for candidate in found for term in candidate.own)
    return {term: math.log(1 + len(found) / (1 + counts[term])) for term in terms}


def _weights(rarity: Mapping[str, float], candidate: Candidate) -> Vectors:
    """``rarity`` in order, lowered for the words that only say which document is meant."""
    lowered = (w * (NAMES_DOCUMENT if t in candidate.about else 1.0) for t, w in rarity.items())
    return np.fromiter(lowered, dtype=np.float32)


def _mean(values: Vectors, weights: Vectors) -> float:
    total = float(weights.sum())
    return float(values @ weights) / total if total else 0.0
