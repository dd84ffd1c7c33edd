"""95 % percentile intervals by resampling documents with replacement (Efron and Tibshirani 1993, ch. 13).

Records of one document are alike, so documents are resampled, never single records. With few
documents the intervals come out too narrow, and nothing that concerns fewer than four of ten documents
can show as significant: read them as a lower bound of the doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.scoring.measures import Counts, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20250624
_PERCENTILES = (2.5, 97.5)

Interval = tuple[float, float] | None


def intervals(
    documents: Sequence[Counts], measures: Sequence[Measure], *, resamples: int = RESAMPLES, seed: int = SEED
) -> list[Interval]:
    """The interval of each measure over resampled documents; None where a measure has no value."""
    weights = _weights(len(documents), resamples, seed)
    return [_percentiles(values) for values in _values(measures, documents, weights)]


def paired_intervals(
    before: Mapping[str, Counts],
    after: Mapping[str, Counts],
    measures: Sequence[Measure],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> list[Interval]:
    """The interval of after minus before of each measure, both over the same resampled documents.

    Documents are paired by name; one that only one side knows counts as empty on the other.
    """
    names = sorted(before.keys() | after.keys())
    old, new = ([side.get(name, {}) for name in names] for side in (before, after))
    weights = _weights(len(names), resamples, seed)
    differences = _values(measures, new, weights) - _values(measures, old, weights)
    return [_percentiles(values) for values in differences]


def _weights(documents: int, resamples: int, seed: int) -> NDArray[np.float64]:
    """How often each document is drawn in each resample, shape [resamples, documents]."""
    if not documents:
        return np.zeros((resamples, 0))
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(documents, np.full(documents, 1 / documents), size=resamples)
    return drawn.astype(np.float64)


def _values(
    measures: Sequence[Measure], documents: Sequence[Counts], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Each measure in each resample, [measures, resamples]; NaN or its ``empty`` where the bottom is 0."""
    counts = [[measure.counts(document) for measure in measures] for document in documents]
    sums = weights @ np.array(counts, dtype=np.float64).reshape(len(documents), 2 * len(measures))
    top, bottom = sums[:, 0::2].T, sums[:, 1::2].T
    empty = np.array([np.nan if measure.empty is None else measure.empty for measure in measures])
    values: NDArray[np.float64] = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), empty[:, None])
    return values


def _percentiles(values: NDArray[np.float64]) -> Interval:
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    low, high = np.percentile(known, _PERCENTILES)
    return float(low), float(high)
