"""Which sentences answer a question, and whether any does: two small logistic models over features.

The weights were fitted on questions about policy texts outside the ones used for reporting; see
CONTRIBUTING.md. A hidden sentence is never evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.answers.candidates import Candidate, candidates
from pipeline.answers.features import Features, features
from pipeline.answers.question import Question
from pipeline.index.hybrid import Searcher
from pipeline.schema import Hit

SHORTLIST = 8  # sentences embedded for a question: more cost over 100 ms on two cores and find little more


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with the probability (0..1) that it holds the answer, or a part of it."""

    candidate: Candidate
    score: float
    features: Features


# The first look does without the sentence's own vector, to choose whom to give one.
FIRST_LOOK = Features(
    own=4.57, governed=2.51, held=0.23, lacks=-1.45, passage=1.73, passage_gap=12.8, stem=1.84, short=-0.46
)
FIRST_CONSTANT = -4.19
SECOND_LOOK = Features(
    own=1.9,
    governed=2.82,
    held=0.23,
    lacks=-0.94,
    similarity=0.74,
    similarity_gap=6.87,
    passage=1.3,
    passage_gap=8.78,
    stem=1.51,
    short=1.55,
)
SECOND_CONSTANT = -2.95


def weigh(
    question: Question, hits: Sequence[Hit], searcher: Searcher, weights: Mapping[str, float]
) -> list[Evidence]:
    """The likeliest sentences of ``hits``, best first; ties by passage rank and place.

    ``weights`` are those of the question's terms.
    """
    visible = [hit for hit in hits if not hit.passage.hidden]
    best = max((hit.similarity for hit in visible), default=0.0)
    found = [
        (candidate, features(question, candidate, weights, best_passage=best))
        for candidate in candidates(visible, searcher)
    ]
    found.sort(key=lambda pair: -logistic(FIRST_CONSTANT, FIRST_LOOK, pair[1]))
    shortlist = found[:SHORTLIST]
    vectors = searcher.embedder.encode([question.text, *(c.text for c, _ in shortlist)])
    similarities = [float(similarity) for similarity in vectors[1:] @ vectors[0]]
    weighed = [
        _evidence(candidate, first, similarity, gap=similarity - max(similarities))
        for (candidate, first), similarity in zip(shortlist, similarities, strict=True)
    ]
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.candidate.span))


def _evidence(candidate: Candidate, first: Features, similarity: float, *, gap: float) -> Evidence:
    full = first._replace(similarity=similarity, similarity_gap=gap)
    return Evidence(candidate, logistic(SECOND_CONSTANT, SECOND_LOOK, full), full)


def term_weights(question: Question, searcher: Searcher) -> dict[str, float]:
    """Each term's weight: the rarer in the store, the more it tells (inverse passage frequency)."""
    total = searcher.passages
    return {
        term: math.log(1 + total / (1 + searcher.frequency(word))) for term, word in question.terms.items()
    }


def logistic(constant: float, weights: Sequence[float], values: Sequence[float]) -> float:
    """The probability that a logistic model with these weights gives to these values."""
    return 1 / (1 + math.exp(-constant - sum(w * v for w, v in zip(weights, values, strict=True))))
