from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.closeness import best_fit, similarity

SHORT = st.text("abc ", max_size=12)


def distance(one: str, other: str) -> int:
    """Levenshtein's own table, cell by cell."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[:], i
        for j, b in enumerate(other, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
    return row[-1]


@given(one=SHORT, other=SHORT)
def test_similarity_is_one_minus_the_share_of_edits(one: str, other: str) -> None:
    longest = max(len(one), len(other))
    expected = 1 - distance(one, other) / longest if longest else 1.0
    assert similarity(one, other) == pytest.approx(expected)


@given(pattern=st.text("abc ", min_size=1, max_size=8), text=st.text("abc ", max_size=14))
def test_no_part_of_a_text_fits_better_than_the_best(pattern: str, text: str) -> None:
    start, end, edits = best_fit(pattern, text)
    parts = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
    assert edits == distance(pattern, text[start:end]) == min(distance(pattern, part) for part in parts)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("plant trees", "They will plant trees.", "plant trees"),
        ("plant trees", "They will plant 400 trees.", "plant 400 trees"),
        ("programme", "the program of work", "program"),
    ],
)
def test_the_best_fit_covers_what_was_put_in_or_left_out(pattern: str, text: str, found: str) -> None:
    start, end, _ = best_fit(pattern, text)
    assert text[start:end].strip() == found


def test_a_pattern_longer_than_a_machine_word_is_measured_as_any_other() -> None:
    long = "one two three four five six seven eight nine ten " * 4
    assert similarity(long, long.replace("seven", "eleven")) == pytest.approx(1 - 8 / 200, abs=0.01)
