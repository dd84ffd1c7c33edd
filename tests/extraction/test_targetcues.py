from __future__ import annotations

from pipeline.extraction import quantities, targetcues


def _probability(text: str, stem: str = "") -> float:
    (quantity,) = quantities.find(text)
    return targetcues.probability(text, quantity, (), stem=stem, reference=(2025, 6, 25))


def test_promises_weigh_more_than_reports() -> None:
    assert _probability("We will provide an additional $50 million in grants.") > 0.8
    assert _probability("They had already received $50 million.") < 0.3


def test_small_counts_of_countries_weigh_little() -> None:
    assert _probability("The talks brought together seven countries.") < 0.1
