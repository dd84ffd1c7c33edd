from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.bootstrap import intervals, paired_intervals
from pipeline.scoring.measures import Measure

RATE = Measure("suite.rate", ("right",), ("all",))
COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=9)


def documents(*counts: tuple[int, int]) -> list[dict[str, float]]:
    return [{"right": float(min(counted)), "all": float(max(counted))} for counted in counts]


@given(counts=COUNTS)
def test_the_interval_lies_between_the_worst_and_the_best_document(counts: list[tuple[int, int]]) -> None:
    given_documents = documents(*counts)
    rates = [document["right"] / document["all"] for document in given_documents]
    interval = intervals(given_documents, [RATE], resamples=200)[0]
    assert interval is not None
    assert min(rates) - 1e-9 <= interval[0] <= interval[1] <= max(rates) + 1e-9


def test_the_interval_has_the_width_that_theory_gives() -> None:
    """Of 400 documents with one case each, half right: 0.5 plus or minus 1.96 * sqrt(0.25 / 400)."""
    low, high = intervals(documents(*[(0, 1), (1, 1)] * 200), [RATE])[0] or (0.0, 0.0)
    assert low == pytest.approx(0.5 - 0.049, abs=0.006)
    assert high == pytest.approx(0.5 + 0.049, abs=0.006)


def test_the_same_seed_gives_the_same_interval() -> None:
    counts = documents(*((i % 7, 7 + i) for i in range(40)))
    assert intervals(counts, [RATE]) == intervals(counts, [RATE])
    assert intervals(counts, [RATE], seed=1) != intervals(counts, [RATE], seed=2)


def test_a_measure_without_counts_has_no_interval() -> None:
    assert intervals([{"other": 1.0}], [RATE]) == [None]
    assert intervals([], [RATE]) == [None]


def test_pairs_take_out_what_documents_have_in_common() -> None:
    """Documents differ wildly, yet each is one case better than before: the difference is certain."""
    chance = random.Random(7)
    before = {f"d{i}": {"right": float(chance.randint(0, 90)), "all": 100.0} for i in range(12)}
    after = {name: {**counts, "right": counts["right"] + 1} for name, counts in before.items()}
    assert paired_intervals(before, after, [RATE])[0] == pytest.approx((0.01, 0.01))


def test_a_document_that_is_gone_counts_as_empty() -> None:
    before = {"d1": {"right": 1.0, "all": 2.0}, "d2": {"right": 2.0, "all": 2.0}}
    after = {"d1": {"right": 1.0, "all": 2.0}}
    interval = paired_intervals(before, after, [RATE])[0]
    assert interval is not None
    assert interval[0] < 0


def test_two_thousand_resamples_of_many_documents_take_less_than_a_second() -> None:
    start = process_time()
    intervals(documents(*[(3, 5)] * 300), [RATE] * 80)
    assert process_time() - start < 1
