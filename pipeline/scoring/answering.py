"""How good the answers to gold questions are: facts in the answer, support cited, abstention.

Answers are rows: the objects that ``pledgebook ask --json`` prints. A missing answer counts as one that
abstains, which is right only for an unanswerable question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.scoring.gold import GoldDocument, Question
from pipeline.scoring.matching import Row
from pipeline.scoring.words import Stretch, plain

NO_ANSWER: Row = {"answered": False, "answer": "", "citations": []}


@dataclass(frozen=True, slots=True)
class Reply:
    """A question, the answer row, and what is right about it.

    ``facts``: the answer holds a wording of every required fact. ``supports_cited``: for each gold
    support, whether a citation touches it; ``citations_touch`` the reverse, for each citation.
    """

    question: Question
    row: Row
    facts: bool
    supports_cited: tuple[bool, ...]
    citations_touch: tuple[bool, ...]

    @property
    def answered(self) -> bool:
        """True when the row does not abstain."""
        return bool(self.row["answered"])

    @property
    def latency_ms(self) -> float | None:
        """How long the answer took, where that was measured."""
        return self.row.get("latency_ms")

    @property
    def good(self) -> bool:
        """True for the right facts with a cited support, and for silence on an unanswerable question."""
        if self.question.type == "unanswerable":
            return not self.answered
        return self.answered and self.facts and any(self.supports_cited)

    def counts(self) -> dict[str, float]:
        """Counters by name, without the scope; citations count for answered, answerable questions only."""
        if self.question.type == "unanswerable":
            return {"unanswerable": 1.0, "abstained": float(not self.answered)}
        if not self.answered:
            return {"answerable": 1.0}
        cited = self.supports_cited
        return {
            "answerable": 1.0,
            "answered": 1.0,
            "facts": float(self.facts),
            "all_cited": float(bool(cited) and all(cited)),
            "correct": float(self.good),
            "citations": float(len(self.row["citations"])),
            "citations_right": float(sum(self.citations_touch)),
        }


def judge(document: GoldDocument, rows: Mapping[str, Row]) -> tuple[Reply, ...]:
    """A reply for each gold question of the document, in order; ``rows`` are by the question's text."""
    stretch = Stretch((unit.id, unit.text) for unit in document.units)
    return tuple(
        _reply(stretch, question, rows.get(question.text, NO_ANSWER)) for question in document.questions
    )


def count_replies(replies: Iterable[Reply], *, scope: str) -> dict[str, float]:
    """Summed counters ``answers.SCOPE.NAME`` and, by question type, ``answers.SCOPE.TYPE.NAME``."""
    totals: dict[str, float] = {}
    for reply in replies:
        for name, count in reply.counts().items():
            for key in (f"answers.{scope}.{name}", f"answers.{scope}.{reply.question.type}.{name}"):
                totals[key] = totals.get(key, 0.0) + count
    return totals


def _reply(stretch: Stretch, question: Question, row: Row) -> Reply:
    located = (stretch.locate(support.quote, unit=support.unit) for support in question.support)
    supports = [spot for spot in located if spot]
    placed = (
        stretch.locate_in_context(
            citation["quote"],
            prefix=citation.get("prefix") or "",
            suffix=citation.get("suffix") or "",
        )
        for citation in row["citations"]
    )
    cited = list(placed)
    return Reply(
        question=question,
        row=row,
        facts=_has_facts(row.get("answer") or "", question.must_include),
        supports_cited=tuple(any(one and spot.touches(one) for one in cited) for spot in supports),
        citations_touch=tuple(
            one is not None and any(one.touches(spot) for spot in supports) for one in cited
        ),
    )


def _has_facts(answer: str, facts: Sequence[Sequence[str]]) -> bool:
    said = plain(answer)
    wordings = ([plain(wording) for wording in fact] for fact in facts)
    return all(any(wording and wording in said for wording in fact) for fact in wordings)
