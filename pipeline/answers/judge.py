"""Whether the evidence answers the question, and when not, why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.answers.evidence import Evidence, logistic
from pipeline.answers.features import share
from pipeline.answers.question import Question

READ = 3  # pieces of evidence that may together hold what the question names


class Signs(NamedTuple):
    """What tells answerable from unanswerable questions, each a number in 0..1 but the constant."""

    constant: float
    best: float
    second: float
    similarity: float
    near: float
    context: float
    unseen: float
    names: float
    numbers: float
    held: float
    lacks: float


WEIGHTS = Signs(*[0.0] * 11)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``confidence`` (0..1) that the evidence answers the question; ``reason`` is set when it does not."""

    confidence: float
    reason: str | None = None


def judge(
    question: Question, evidence: Sequence[Evidence], weights: Mapping[str, float], *, threshold: float
) -> Verdict:
    """Answerable when the confidence reaches ``threshold``; ``weights`` are the question's terms'."""
    if not evidence:
        return Verdict(0.0, "No passage has anything in common with the question.")
    signs = signs_of(question, evidence, weights)
    confidence = logistic(WEIGHTS, signs)
    return Verdict(confidence, None if confidence >= threshold else _reason(question, evidence, signs))


def signs_of(question: Question, evidence: Sequence[Evidence], weights: Mapping[str, float]) -> Signs:
    """The signs that the evidence, best first, gives."""
    best, read = evidence[0], evidence[:READ]
    seen = frozenset().union(*(_words_around(each) for each in read))
    everywhere = frozenset().union(*(_words_around(each) for each in evidence))
    held = max(each.features.held for each in read)
    return Signs(
        constant=1.0,
        best=best.score,
        second=evidence[1].score if len(evidence) > 1 else 0.0,
        similarity=max(each.features.similarity for each in evidence),
        near=best.features.near,
        context=best.features.context,
        unseen=1 - share(question.terms, everywhere, weights),
        names=share(question.names, seen, weights),
        numbers=share(question.numbers, seen, weights),
        held=held,
        lacks=float(held == 0),
    )


def _words_around(evidence: Evidence) -> frozenset[str]:
    candidate = evidence.candidate
    return candidate.own | candidate.governing | candidate.near | candidate.context


def _reason(question: Question, evidence: Sequence[Evidence], signs: Signs) -> str:
    """The plainest sign against an answer, in words."""
    everywhere = frozenset().union(*(_words_around(each) for each in evidence))
    missing = [word for term, word in question.terms.items() if term not in everywhere]
    named = [word for word in missing if word[0].isupper() or word[0].isdigit()]
    if named or (missing and signs.unseen > 0.3):
        return f"No passage near the subject mentions {', '.join(named or missing)}."
    if signs.lacks:
        return f"The nearest passages hold no {question.expectation.kind} that would answer the question."
    return "The nearest passages are too far from the question."
