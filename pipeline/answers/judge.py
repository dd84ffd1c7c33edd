"""Whether the evidence answers the question, and when not, why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.answers.evidence import Evidence, logistic
from pipeline.answers.features import share
from pipeline.answers.question import Question

READ = 3  # pieces of evidence that may together hold what the question names
SEEN = 8  # pieces of evidence around which the question's words are looked for


class Signs(NamedTuple):
    """What tells answerable from unanswerable questions; also the weights, by the same names.

    ``best`` is the best score, ``read`` the best of the reranker's log-odds, ``similarity`` the best
    passage's cosine; ``held`` and ``lacks`` tell whether the kind of thing asked for (``typed``: any in
    particular) is there; ``unknown`` is the share of the question's names that no document searched has,
    ``unseen`` that of its word weight that stands nowhere around the evidence, ``elsewhere`` whether no name
    does around the best.
    """

    best: float = 0.0
    read: float = 0.0
    similarity: float = 0.0
    held: float = 0.0
    lacks: float = 0.0
    typed: float = 0.0
    unknown: float = 0.0
    unseen: float = 0.0
    elsewhere: float = 0.0


# Fitted by tests/tools/fitting/evidence.py, all but the weight of ``unknown``: that is set by hand, since the
# questions for fitting rarely name what no excerpt has, while users also ask about other things altogether.
WEIGHTS = Signs(
    best=1.02,
    read=0.94,
    similarity=2.49,
    held=1.0,
    lacks=-0.35,
    typed=-1.48,
    unknown=-1.5,
    unseen=0.58,
    elsewhere=-0.67,
)
CONSTANT = -0.69


@dataclass(frozen=True, slots=True)
class Verdict:
    """``confidence`` (0..1) that the evidence answers the question; ``reason`` is set when it does not."""

    confidence: float
    reason: str | None = None


def judge(
    question: Question,
    evidence: Sequence[Evidence],
    weights: Mapping[str, float],
    *,
    unknown: Collection[str],
    threshold: float,
) -> Verdict:
    """Answerable when the confidence reaches ``threshold``.

    ``weights`` are the question's terms', ``unknown`` those terms that no document searched has.
    """
    if not evidence:
        return Verdict(0.0, "No passage has anything in common with the question.")
    signs = signs_of(question, evidence, weights, unknown)
    confidence = logistic(CONSTANT, WEIGHTS, signs)
    reason = None if confidence >= threshold else _reason(question, evidence, signs, unknown)
    return Verdict(confidence, reason)


def signs_of(
    question: Question,
    evidence: Sequence[Evidence],
    weights: Mapping[str, float],
    unknown: Collection[str],
) -> Signs:
    """The signs that the evidence, best first, gives."""
    held = max(each.features.held for each in evidence[:READ])
    names = [name for name in question.names if name in unknown]
    return Signs(
        best=evidence[0].score,
        read=max(each.features.read for each in evidence),
        similarity=max(each.features.similarity for each in evidence),
        held=held,
        lacks=float(held == 0),
        typed=float(question.expectation.kind is not None),
        unknown=len(names) / len(question.names) if question.names else 0.0,
        unseen=1 - share(question.terms, _seen(evidence[:SEEN]), weights),
        elsewhere=float(bool(question.names) and not question.names & _seen(evidence[:READ])),
    )


def _seen(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The stems of all words in and around the evidence."""
    return frozenset().union(*map(_words_around, evidence))


def _words_around(evidence: Evidence) -> frozenset[str]:
    candidate = evidence.candidate
    return candidate.own | candidate.governing | candidate.near | candidate.context


def _reason(question: Question, evidence: Sequence[Evidence], signs: Signs, unknown: Collection[str]) -> str:
    """The plainest sign against an answer, in words."""
    seen = _seen(evidence)
    missing = [word for term, word in question.terms.items() if term not in seen]
    strange = [word for term, word in question.terms.items() if term in unknown and term in question.names]
    if strange:
        return f"No document searched mentions {', '.join(strange)}."
    if signs.lacks:
        return f"The nearest passages tell no {question.expectation.kind} of this."
    if missing:
        return f"The nearest passages do not mention {', '.join(missing)}."
    return "The nearest passages are too far from the question."
