"""What speaks for a sentence as evidence, as numbers with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.answers.candidates import Candidate
from pipeline.answers.expected import held
from pipeline.answers.question import Question


class Features(NamedTuple):
    """What is weighed of a sentence; also the weights, by the same names.

    ``own`` (the sentence alone) to ``context`` (with title and headings) are shares of the question's
    word weight found in ever wider text, ``names`` and ``numbers`` the same for these alone; ``held`` and
    ``lacks`` tell whether the kind of thing asked for is there; ``similarity`` and ``passage`` are cosines
    with the sentence and its passage, the gaps what each is short of the best; ``short``: few topic words.
    """

    own: float = 0.0
    governed: float = 0.0
    near: float = 0.0
    context: float = 0.0
    names: float = 0.0
    numbers: float = 0.0
    held: float = 0.0
    lacks: float = 0.0
    similarity: float = 0.0
    similarity_gap: float = 0.0
    passage: float = 0.0
    passage_gap: float = 0.0
    stem: float = 0.0
    short: float = 0.0


def features(
    question: Question, candidate: Candidate, weights: Mapping[str, float], *, best_passage: float
) -> Features:
    """All features of one sentence but those of its own vector.

    ``weights`` are the question's terms', ``best_passage`` the highest similarity among the passages.
    """
    governed = candidate.own | candidate.governing
    near = governed | candidate.near
    fit = held(question.expectation, candidate.text, question.numbers)
    return Features(
        own=share(question.terms, candidate.own, weights),
        governed=share(question.terms, governed, weights),
        near=share(question.terms, near, weights),
        context=share(question.terms, near | candidate.context, weights),
        names=share(question.names, near | candidate.context, weights),
        numbers=share(question.numbers, near | candidate.context, weights),
        held=fit,
        lacks=float(fit == 0),
        passage=candidate.hit.similarity,
        passage_gap=candidate.hit.similarity - best_passage,
        stem=float(candidate.is_stem),
        short=float(len(candidate.own) < 4),
    )


def share(terms: Iterable[str], found: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weight of the terms that are found, over that of all; 1 when there are none to find."""
    chosen = list(terms)
    total = sum(weights[term] for term in chosen)
    return sum(weights[term] for term in chosen if term in found) / total if total else 1.0
