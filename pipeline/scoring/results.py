"""What an evaluation found: per document, and as figures with intervals over all documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.scoring.answering import Reply
from pipeline.scoring.bootstrap import Interval, intervals
from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.matching import Outcome
from pipeline.scoring.measures import Counts, Measure, Suite, measures_of, total
from pipeline.scoring.reviewing import Verdict


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure, the counts it is the ratio of, its value (None without any count), its 95 % interval."""

    measure: Measure
    top: float
    bottom: float
    value: float | None
    interval: Interval


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold document with what became of it; ``read_from`` is a file, or "units" when there was none.

    ``replies`` are by scope. ``problem`` says why nothing was predicted, where that is so.
    """

    gold: GoldDocument
    read_from: str
    counts: Counts
    outcomes: tuple[Outcome, ...] = ()
    replies: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of one run over one gold set, named ``name`` and known by ``sha256``.

    ``counts`` are by document (or by question, where passages were judged): what is resampled.
    ``latencies_ms`` holds, by scope, how long each question took; it is measured, not gated. ``reviewed`` are
    the verdicts on what readers decided.
    """

    name: str
    sha256: str
    version: str
    fingerprint: str
    suites: tuple[Suite, ...]
    counts: Mapping[str, Counts]
    figures: tuple[Figure, ...]
    documents: tuple[Judged, ...] = ()
    latencies_ms: Mapping[str, Sequence[float]] = field(default_factory=dict)
    reviewed: tuple[Verdict, ...] = ()


def figures(counts: Mapping[str, Counts]) -> tuple[Figure, ...]:
    """Every measure the counters speak of, with its interval."""
    totals = total(counts.values())
    measures = measures_of(totals)
    ranges = intervals([counts[name] for name in sorted(counts)], measures)
    return tuple(
        Figure(measure, *measure.counts(totals), measure.value(totals), interval)
        for measure, interval in zip(measures, ranges, strict=True)
    )


def percentiles(latencies_ms: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    median, late = np.percentile(latencies_ms, (50, 95))
    return float(median), float(late)
