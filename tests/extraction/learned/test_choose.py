from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.learned.choose import choose
from pipeline.extraction.learned.spans import Stretch

LEAST = 0.4


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ([(0, 9, 0.6), (10, 20, 0.6), (0, 20, 0.7)], [(0, 9), (10, 20)]),
        ([(0, 9, 0.5), (10, 20, 0.5), (0, 20, 0.9)], [(0, 20)]),
        ([(0, 9, 0.3), (10, 20, 0.39)], []),
        ([(0, 12, 0.8), (9, 20, 0.7)], [(0, 12)]),
        ([], []),
    ],
)
def test_the_greatest_sum_beyond_the_least_wins(
    options: list[tuple[int, int, float]], chosen: list[tuple[int, int]]
) -> None:
    stretches = [Stretch(start, end) for start, end, _ in options]
    found = choose(stretches, [p for *_, p in options], least=LEAST)
    assert [(stretch.start, stretch.end) for stretch, _ in found] == chosen


OPTIONS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 9), st.floats(0, 1, allow_nan=False)), max_size=12
)


@given(OPTIONS)
def test_what_is_chosen_never_overlaps_and_is_in_order(options: list[tuple[int, int, float]]) -> None:
    stretches = [Stretch(start, start + length) for start, length, _ in options]
    found = choose(stretches, [p for *_, p in options], least=LEAST)
    ends = [0, *(stretch.end for stretch, _ in found)]
    assert all(stretch.start >= end for (stretch, _), end in zip(found, ends, strict=False))
    assert all(probability > LEAST for _, probability in found)
