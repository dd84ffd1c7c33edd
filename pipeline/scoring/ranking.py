"""How good a ranking of passages is, given which of them are relevant: Recall, MAP and nDCG at k.

The definitions are those of trec_eval: recall and average precision are divided by the number of
relevant passages (not by k), gains of nDCG are 0 or 1 and discounted by log2(rank + 1).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from math import log2

CUTOFF = 10
DEPTHS = (1, 3, 5)  # how much of what is relevant stands higher up


def recall(ranking: Sequence[Hashable], relevant: Collection[Hashable], *, k: int = CUTOFF) -> float:
    """The share of the relevant passages among the first ``k``."""
    return sum(passage in relevant for passage in ranking[:k]) / len(relevant)


def average_precision(
    ranking: Sequence[Hashable], relevant: Collection[Hashable], *, k: int = CUTOFF
) -> float:
    """The mean over the relevant passages of the precision at their rank; 0 for those not in the first k."""
    found, total = 0, 0.0
    for rank, passage in enumerate(ranking[:k], start=1):
        if passage in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def ndcg(ranking: Sequence[Hashable], relevant: Collection[Hashable], *, k: int = CUTOFF) -> float:
    """Discounted gain of the first ``k``, divided by that of the best possible ranking."""
    gain = sum(1 / log2(rank + 1) for rank, passage in enumerate(ranking[:k], 1) if passage in relevant)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / best


def count_ranking(
    ranking: Sequence[Hashable], relevant: Collection[Hashable], *, scope: str
) -> dict[str, float]:
    """Counters of one question, ``retrieval.SCOPE.NAME``; a question with nothing relevant does not count."""
    if not relevant:
        return {}
    figures = {
        "questions": 1.0,
        "recall": recall(ranking, relevant),
        "average_precision": average_precision(ranking, relevant),
        "ndcg": ndcg(ranking, relevant),
        **{f"recall{depth}": recall(ranking, relevant, k=depth) for depth in DEPTHS},
    }
    return {f"retrieval.{scope}.{name}": value for name, value in figures.items()}
