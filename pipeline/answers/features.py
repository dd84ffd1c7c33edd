"""What speaks for a sentence as evidence: each feature is a number in 0..1, named and in fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from pipeline.answers.candidates import Candidate
from pipeline.answers.expected import held
from pipeline.answers.question import Question
from pipeline.index.terms import STOP_WORDS, stem, words


class Features(NamedTuple):
    """``own`` to ``context`` are shares of the question's word weight found in ever wider text.

    ``pairs`` is the share of its neighbouring words found together, ``numbers`` and ``names`` shares of
    these alone; ``held`` and ``lacks`` tell whether the kind of thing asked for is there; ``similarity``
    and ``passage`` are cosines with the sentence and its passage; the rest describes the sentence.
    """

    own: float
    governed: float
    near: float
    context: float
    pairs: float
    numbers: float
    names: float
    held: float
    lacks: float
    similarity: float
    passage: float
    rank: float
    stem: float
    item: float
    short: float


def features(
    question: Question, candidate: Candidate, weights: Mapping[str, float], similarity: float
) -> Features:
    """All features of one sentence; ``weights`` are the question's terms', ``similarity`` its cosine."""
    governed = candidate.own | candidate.governing
    near = governed | candidate.near
    fit = held(question.expectation, candidate.text, question.numbers)
    return Features(
        own=share(question.terms, candidate.own, weights),
        governed=share(question.terms, governed, weights),
        near=share(question.terms, near, weights),
        context=share(question.terms, near | candidate.context, weights),
        pairs=_pairs(question, candidate.text),
        numbers=share(question.numbers, near, weights),
        names=share(question.names, near | candidate.context, weights),
        held=fit,
        lacks=float(fit == 0),
        similarity=similarity,
        passage=candidate.hit.similarity,
        rank=1.0 / (1 + candidate.rank),
        stem=float(candidate.is_stem),
        item=float(candidate.document.blocks[candidate.block].kind == "item"),
        short=float(len(candidate.own) < 4),
    )


def share(terms: Iterable[str], found: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weight of the terms that are found, over that of all; 1 when there are none to find."""
    chosen = list(terms)
    total = sum(weights[term] for term in chosen)
    return sum(weights[term] for term in chosen if term in found) / total if total else 1.0


def _pairs(question: Question, text: str) -> float:
    """The share of the question's neighbouring topic words that stand together in the sentence too."""
    wanted = {frozenset(pair) for pair in pairwise(question.terms)}
    order = [stem(word) for word, _, _ in words(text) if word.lower() not in STOP_WORDS]
    found = {frozenset(pair) for pair in pairwise(order)}
    return len(wanted & found) / len(wanted) if wanted else 0.0
