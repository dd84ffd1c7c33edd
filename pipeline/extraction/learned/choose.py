"""Choosing among stretches that overlap: the set that makes the most of their probabilities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.extraction.learned.spans import Stretch


def choose(
    stretches: Sequence[Stretch], probabilities: Sequence[float], *, least: float
) -> list[tuple[Stretch, float]]:
    """Stretches that do not overlap, in order, with the greatest sum of probability beyond ``least``.

    Two actions of 0.6 are so preferred to one of 0.8 that spans both, and one of 0.9 to two of 0.5.
    """
    worth = [(s, p) for s, p in zip(stretches, probabilities, strict=True) if p > least]
    worth.sort(key=lambda pair: (pair[0].end, pair[0].start))
    ends = [stretch.end for stretch, _ in worth]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]  # for the first i of them: gain, and which
    for i, (stretch, probability) in enumerate(worth):
        gain, chosen = best[bisect_right(ends, stretch.start, hi=i)]
        taken = (gain + probability - least, (*chosen, i))
        best.append(max(best[-1], taken, key=lambda option: option[0]))
    return [worth[i] for i in best[-1][1]]
