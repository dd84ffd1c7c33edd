"""Which sentences answer a question, and whether any does: two small logistic models over features.

The weights were fitted on questions about policy texts outside the ones used for reporting; see
CONTRIBUTING.md. A hidden sentence is never evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.answers.candidates import Candidate, candidates
from pipeline.answers.features import Features, features
from pipeline.answers.question import Question
from pipeline.index.hybrid import Searcher
from pipeline.index.layout import Group
from pipeline.index.reranker import Reranker
from pipeline.schema import Hit

# Sentences that the reranker reads for a question. On training excerpts it has not seen, with 16 read and all
# but the first n passed over, 16 bring 2 more of 1,000 questions a right answer than 10, and cost half as
# much again; 8 lose 4.
SHORTLIST = 10
SURE = 6.0  # log-odds beyond which the reranker's certainty counts no further


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with the probability (0..1) that it holds the answer, or a part of it."""

    candidate: Candidate
    score: float
    features: Features


# The first look does without the reranker, to choose what it reads.
FIRST_LOOK = Features(
    meaning=6.98,
    reach_gap=9.89,
    held=0.39,
    lacks=-0.53,
    passage_gap=5.76,
    rank=-0.24,
    stem=2.18,
    item=0.32,
    length=-0.63,
)
FIRST_CONSTANT = -0.79
SECOND_LOOK = Features(
    meaning=4.36,
    reach_gap=7.86,
    held=0.15,
    lacks=-0.19,
    passage_gap=4.5,
    rank=-0.23,
    stem=1.84,
    item=0.49,
    length=-0.91,
    read=0.37,
    read_gap=0.63,
)
SECOND_CONSTANT = 2.28


def weigh(question: Question, hits: Sequence[Hit], searcher: Searcher) -> list[Evidence]:
    """The likeliest sentences of ``hits``, best first; ties by passage rank and place.

    Without a reranker the first look stands.
    """
    found = sentences_of(question, hits, searcher)
    found.sort(key=lambda pair: -logistic(FIRST_CONSTANT, FIRST_LOOK, pair[1]))
    shortlist = found[:SHORTLIST]
    if searcher.reranker is None:
        weighed = [Evidence(each, logistic(FIRST_CONSTANT, FIRST_LOOK, row), row) for each, row in shortlist]
    else:
        weighed = _read(question, shortlist, searcher.reranker)
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.candidate.span))


def _read(
    question: Question, shortlist: Sequence[tuple[Candidate, Features]], reranker: Reranker
) -> list[Evidence]:
    """The second look: with what the reranker makes of each sentence among those of its passage."""
    if not shortlist:
        return []
    in_order = sorted(shortlist, key=lambda pair: (pair[0].rank, pair[0].span))
    passages = [list(pairs) for _, pairs in groupby(in_order, key=lambda pair: pair[0].rank)]
    groups = [
        Group(pairs[0][0].hit.passage.context, tuple(each.text for each, _ in pairs)) for pairs in passages
    ]
    odds = [each for group in reranker.log_odds(question.text, groups) for each in group]
    sure = [max(-SURE, min(SURE, each)) for each in odds]
    rows = [
        row._replace(read=each, read_gap=each - max(sure))
        for (_, row), each in zip(in_order, sure, strict=True)
    ]
    return [
        Evidence(candidate, logistic(SECOND_CONSTANT, SECOND_LOOK, row), row)
        for (candidate, _), row in zip(in_order, rows, strict=True)
    ]


def sentences_of(
    question: Question, hits: Sequence[Hit], searcher: Searcher
) -> list[tuple[Candidate, Features]]:
    """Every sentence of the visible ``hits`` with its features but the reranker's."""
    found = candidates([hit for hit in hits if not hit.passage.hidden], searcher)
    return list(zip(found, features(question, found, searcher.words), strict=True))


def logistic(constant: float, weights: Sequence[float], values: Sequence[float]) -> float:
    """The probability that a logistic model with these weights gives to these values."""
    return 1 / (1 + math.exp(-constant - sum(w * v for w, v in zip(weights, values, strict=True))))
