"""Which short answers a question wants: an amount, a date, a name, a list, yes or no; one for each part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.answers.expected import expectation
from pipeline.answers.question import Question
from pipeline.index.terms import stems

Wanted = Literal["amount", "date", "name", "list", "yes or no", "both sides"]

_KINDS: dict[str, Wanted] = {
    "percent": "amount",
    "money": "amount",
    "count": "amount",
    "quantity": "amount",
    "day": "date",
    "date": "date",
    "name": "name",
}
_NEXT_PART = re.compile(
    r",? (?:and|or|plus) (?=(?:(?:by|in|on|for|to|from|with|at|since|until) )?"
    r"(?:how|what|which|when|who|whom|whose|where)\b)",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\s*(?:(?:so|and|but|apart|according|under|in|at|by|as|on|after|for)\b[^,?]*, )?"
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|must|may)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b\.?|\b(?:differ|differs|difference)\b|\bagainst\b|"
    r"\b(?:more|less|fewer|larger|bigger|smaller|higher|lower|earlier|later|first|sooner|rather)\b.*\bor\b|"
    r"\bthan\b|\beach\b|\bboth\b|\bwhich (?:of|is|was|gets?|got|came|comes|will)\b.*\bor\b|"
    r"^(?:of|between) .* (?:and|or) .*\bwhich\b|\bchanged? between\b|"
    r"^how (?:is|are|was|were|will)\b.*\b(?:split|divided|shared|broken down)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:year|month|date|day)s? (?:of|for|when|in which)\b|\btarget (?:year|date)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for: what is ``wanted``, and the ``terms`` (stems) of the words that ask for it."""

    wanted: Wanted
    terms: frozenset[str]
    kind: str | None = None


def parts(question: Question) -> tuple[Part, ...]:
    """What the question wants in short, part by part; none where only a sentence can tell.

    "Who pays, and by when?" has two parts, a name and a date. ``kind`` is the key of expected.toml.
    """
    if is_yes_or_no(question.text):
        return (Part("yes or no", frozenset(question.terms)),)
    found = tuple(part for clause in _NEXT_PART.split(question.text) if (part := _part(clause)))
    if compares(question.text):
        kind = next((part.kind for part in found), None)
        return (Part("both sides", frozenset(question.terms), kind),)
    if question.is_list and not any(part.wanted in ("amount", "date") for part in found):
        return (Part("list", frozenset(question.terms)),)
    return found


def is_yes_or_no(text: str) -> bool:
    """True of a question that yes or no answers; "Is it A or B?" is none."""
    return bool(_YES_OR_NO.match(text)) and not _CHOICE.search(text)


def compares(text: str) -> bool:
    """True of a question that sets two things side by side."""
    return bool(_COMPARES.search(text))


def _part(clause: str) -> Part | None:
    kind = expectation(clause).kind or ("date" if _DATED.search(clause) else None)
    return Part(_KINDS[kind], stems(clause), kind) if kind else None
