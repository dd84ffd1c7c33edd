"""Which sentences answer a question, and whether any does: two small logistic models over features.

The weights were fitted on questions about policy texts outside the ones used for reporting; see
CONTRIBUTING.md. A hidden sentence is never evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.answers.candidates import Candidate, candidates
from pipeline.answers.features import Features, features
from pipeline.answers.question import Question
from pipeline.index.hybrid import Searcher
from pipeline.schema import Hit

SHORTLIST = 8  # sentences embedded for a question: more cost time and find little more


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with the probability (0..1) that it holds the answer, or a part of it."""

    candidate: Candidate
    score: float
    features: Features


# The first look does without the sentence's own vector, to choose whom to give one.
FIRST_LOOK = Features(
    meaning=7.84,
    reach_gap=10.68,
    held=0.28,
    lacks=-0.81,
    passage_gap=7.85,
    rank=-0.26,
    stem=2.64,
    item=0.33,
    length=-0.76,
)
FIRST_CONSTANT = -0.33
SECOND_LOOK = Features(
    meaning=6.46,
    reach_gap=10.25,
    held=0.32,
    lacks=-0.64,
    similarity_gap=3.75,
    passage_gap=5.83,
    rank=-0.33,
    stem=2.46,
    item=0.37,
    length=-0.84,
)
SECOND_CONSTANT = 0.83


def weigh(question: Question, hits: Sequence[Hit], searcher: Searcher) -> list[Evidence]:
    """The likeliest sentences of ``hits``, best first; ties by passage rank and place."""
    found = sentences_of(question, hits, searcher)
    found.sort(key=lambda pair: -logistic(FIRST_CONSTANT, FIRST_LOOK, pair[1]))
    shortlist = found[:SHORTLIST]
    vectors = searcher.embedder.encode([question.text, *(c.text for c, _ in shortlist)])
    similarities = [float(similarity) for similarity in vectors[1:] @ vectors[0]]
    weighed = [
        _evidence(candidate, first, similarity, gap=similarity - max(similarities))
        for (candidate, first), similarity in zip(shortlist, similarities, strict=True)
    ]
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.candidate.span))


def sentences_of(
    question: Question, hits: Sequence[Hit], searcher: Searcher
) -> list[tuple[Candidate, Features]]:
    """Every sentence of the visible ``hits`` with its features but those of its own vector."""
    found = candidates([hit for hit in hits if not hit.passage.hidden], searcher)
    return list(zip(found, features(question, found, searcher.words), strict=True))


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
