"""Whether confidence means what it says: of the predictions at 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.scoring.matching import KINDS, Kind, Outcome

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like confidence: how many, their mean confidence, the share that has a gold record."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Curve:
    """What the confidence of one kind of record is worth; ``error`` is the :func:`calibration_error`."""

    kind: Kind
    bins: tuple[Bin, ...]
    error: float


def curves(outcomes: Iterable[Outcome]) -> tuple[Curve, ...]:
    """A curve for each kind of which there are predictions, in the order of KINDS."""
    known = tuple(outcomes)
    bins = {kind: reliability(one for one in known if one.kind == kind) for kind in KINDS}
    errors = {kind: calibration_error(own) for kind, own in bins.items()}
    return tuple(Curve(kind, bins[kind], error) for kind, error in errors.items() if error is not None)


def reliability(outcomes: Iterable[Outcome]) -> tuple[Bin, ...]:
    """The non-empty ones of ten bins of equal width, by rising confidence; rows without one do not count."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in _predictions(outcomes):
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(_bin(members) for members in bins if members)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean distance between confidence and share right, weighted by predictions; None without any."""
    count = sum(one.count for one in bins)
    if not count:
        return None
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / count


def _predictions(outcomes: Iterable[Outcome]) -> Iterable[tuple[float, bool]]:
    for outcome in outcomes:
        judged = [(pair.row, True) for pair in outcome.pairs]
        judged += [(alarm.row, False) for alarm in outcome.false_alarms]
        for row, right in judged:
            if row.get("confidence") is not None:
                yield float(row["confidence"]), right


def _bin(members: Sequence[tuple[float, bool]]) -> Bin:
    count = len(members)
    return Bin(count, sum(c for c, _ in members) / count, sum(right for _, right in members) / count)
