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

SHORTLIST = 16  # sentences embedded for a question; more would cost more than 100 ms on two cores


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with the probability (0..1) that it holds the answer, or a part of it."""

    candidate: Candidate
    score: float
    features: Features


# Constant first, then in the order of Features. The first look does without the sentence's own vector.
FIRST_LOOK = (-7.5, 2.27, 2.4, -0.53, 1.13, -0.73, -0.68, 0.23, 0.7, -1.01, 0.0, 3.94, 2.3, 0.45, 0.6, -0.05)
SECOND_LOOK = (-8.2, 1.12, 2.0, -0.5, 1.27, -1.1, -0.6, 0.41, 0.57, -0.99, 3.62, 2.69, 2.11, 0.23, 0.67, 0.69)


def weigh(
    question: Question, hits: Sequence[Hit], searcher: Searcher, weights: Mapping[str, float]
) -> list[Evidence]:
    """The likeliest sentences of ``hits``, best first; ties by passage rank and place.

    ``weights`` are those of the question's terms.
    """
    visible = [hit for hit in hits if not hit.passage.hidden]
    found = [(c, features(question, c, weights, c.hit.similarity)) for c in candidates(visible, searcher)]
    found.sort(key=lambda pair: -logistic(FIRST_LOOK, (1.0, *pair[1])))
    shortlist = found[:SHORTLIST]
    vectors = searcher.embedder.encode([question.text, *(c.text for c, _ in shortlist)])
    similarities = vectors[1:] @ vectors[0]
    weighed = []
    for (candidate, first), similarity in zip(shortlist, similarities, strict=True):
        full = first._replace(similarity=float(similarity))
        weighed.append(Evidence(candidate, logistic(SECOND_LOOK, (1.0, *full)), full))
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.candidate.span))


def term_weights(question: Question, searcher: Searcher) -> dict[str, float]:
    """Each term's weight: the rarer in the store, the more it tells (inverse passage frequency)."""
    total = searcher.passages
    return {
        term: math.log(1 + total / (1 + searcher.frequency(word))) for term, word in question.terms.items()
    }


def logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    """The probability that a logistic model with these weights gives to these values."""
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
