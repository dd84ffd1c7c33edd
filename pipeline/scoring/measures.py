"""The measures: counts first, ratios on top. Each measure is a value, a ratio of summed counters.

Counters are summed over documents before they are divided (micro-average), so a document weighs as much
as it has records or questions. Their names are ``SUITE.PART.NAME``; the measures' names follow them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.scoring.gold import QUESTION_TYPES
from pipeline.scoring.matching import FIELDS, KINDS
from pipeline.scoring.ranking import CUTOFF, DEPTHS

Suite = Literal["extraction", "retrieval", "answers"]
Counts = Mapping[str, float]
SUITES: tuple[Suite, ...] = get_args(Suite)
# The gold document alone is searched, all gold documents together, or any given passages.
SCOPES = ("document", "corpus", "passages")


@dataclass(frozen=True, slots=True)
class Measure:
    """The sum of the counters ``top`` over the sum of those in ``bottom`` (a name may stand twice).

    ``empty`` is the value when the bottom is 0. ``gated`` says whether a drop fails the gate: the single
    figures of precision and recall do not (one may be traded for the other while F1 holds), nor do
    figures of one question type (too few questions each).
    """

    name: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    empty: float | None = None
    gated: bool = False

    @property
    def suite(self) -> str:
        """The first part of the name."""
        return self.name.partition(".")[0]

    @property
    def of_one_type(self) -> bool:
        """True for a figure over the questions of one type only."""
        return self.suite == "answers" and self.name.split(".")[2] in QUESTION_TYPES

    def counts(self, totals: Counts) -> tuple[float, float]:
        """Top and bottom of the ratio; counters that are not there are 0."""
        return sum(totals.get(name, 0.0) for name in self.top), sum(
            totals.get(name, 0.0) for name in self.bottom
        )

    def value(self, totals: Counts) -> float | None:
        """The ratio, or ``empty``."""
        top, bottom = self.counts(totals)
        return top / bottom if bottom else self.empty


def total(counts: Iterable[Counts]) -> dict[str, float]:
    """Counters summed by name."""
    totals: dict[str, float] = {}
    for one in counts:
        for name, count in one.items():
            totals[name] = totals.get(name, 0.0) + count
    return totals


def measures_of(totals: Counts) -> tuple[Measure, ...]:
    """All measures that the counters speak of, in the order of MEASURES."""
    return tuple(measure for measure in MEASURES if any(name in totals for name in measure.bottom))


def _extraction() -> Iterable[Measure]:
    for kind in KINDS:
        at = f"extraction.{kind}"
        gold, predicted, pairs, right = (f"{at}.{n}" for n in ("gold", "predicted", "pairs", "all_fields"))
        yield Measure(f"{at}.precision", (pairs,), (predicted,), empty=0.0)
        yield Measure(f"{at}.recall", (pairs,), (gold,), empty=0.0)
        yield Measure(f"{at}.f1", (pairs, pairs), (predicted, gold), empty=0.0, gated=True)
        yield Measure(f"{at}.all_fields_f1", (right, right), (predicted, gold), empty=0.0, gated=True)
        for name in FIELDS[kind]:
            yield Measure(f"{at}.field.{name}", (f"{at}.field.{name}",), (pairs,), gated=True)


def _answers(at: str, *, gated: bool) -> Iterable[Measure]:
    answerable = (f"{at}.answerable",)
    yield Measure(f"{at}.contains_facts", (f"{at}.facts",), answerable, gated=gated)
    yield Measure(f"{at}.all_support_cited", (f"{at}.all_cited",), answerable, gated=gated)
    yield Measure(f"{at}.correct_and_cited", (f"{at}.correct",), answerable, gated=gated)
    yield Measure(f"{at}.citation_precision", (f"{at}.citations_right",), (f"{at}.citations",), gated=gated)


def _all_answers() -> Iterable[Measure]:
    for scope in SCOPES[:2]:
        at = f"answers.{scope}"
        yield from _answers(at, gated=True)
        yield Measure(f"{at}.abstains", (f"{at}.abstained",), (f"{at}.unanswerable",), gated=True)
        for kind in QUESTION_TYPES:
            if kind != "unanswerable":
                yield from _answers(f"{at}.{kind}", gated=False)


def _retrieval() -> Iterable[Measure]:
    for scope in SCOPES:
        at = f"retrieval.{scope}"
        for name, counter in (("recall", "recall"), ("map", "average_precision"), ("ndcg", "ndcg")):
            yield Measure(f"{at}.{name}@{CUTOFF}", (f"{at}.{counter}",), (f"{at}.questions",), gated=True)
        for depth in DEPTHS:
            yield Measure(f"{at}.recall@{depth}", (f"{at}.recall{depth}",), (f"{at}.questions",))


MEASURES: tuple[Measure, ...] = (*_extraction(), *_retrieval(), *_all_answers())
