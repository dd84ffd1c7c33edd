from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import numbers

READ = [
    ("1,200 ships", "1,200", 1200),
    ("10 000 euros", "10 000", 10_000),
    ("12,34,567 rupees", "12,34,567", 1_234_567),
    ("3.5 million", "3.5 million", 3.5e6),
    ("1.2-billion fund", "1.2-billion", 1.2e9),
    ("2¾ billion", "2¾ billion", 2.75e9),
    ("5 billionannually", "5 billion", 5e9),
    ("5 billionaires", "5", 5),
    ("twenty-five ships", "twenty-five", 25),
    ("seventeen", "seventeen", 17),
    ("one hundred and fifty thousand troops", "one hundred and fifty thousand", 150_000),
    ("two million three hundred thousand and five", "two million three hundred thousand and five", 2_300_005),
    ("one million and two million", "one million", 1e6),
    ("a hundred days", "a hundred", 100),
    ("two dozen ports", "two dozen", 24),
    ("half a billion people", "half a billion", 5e8),
    ("half of the members", "half", 0.5),
    ("two-thirds of the seats", "two-thirds", 2 / 3),
    ("a third of the seats", "a third", 1 / 3),
    ("one and a half million", "one and a half million", 1.5e6),
    ("hundreds of billions of euros", "hundreds of billions", 1e11),
]


@pytest.mark.parametrize(("text", "words", "value"), READ)
def test_numbers(text: str, words: str, value: float) -> None:
    number = numbers.match(text, 0)
    assert number is not None
    assert (number.span.of(text), number.value) == (words, pytest.approx(value))


@pytest.mark.parametrize("text", ["a third phase", "ships", "first", "a while", "onerous"])
def test_what_is_no_number(text: str) -> None:
    assert numbers.match(text, 0) is None


def test_scales_parts_and_vague_numbers_are_marked() -> None:
    scaled, part, vague = (numbers.match(text, 0) for text in ("3 million", "half of", "tens of thousands"))
    assert (scaled and scaled.scale, part and part.part, vague and vague.vague) == (1e6, True, True)


@given(st.integers(0, 10**12))
def test_grouped_digits_read_back(value: int) -> None:
    number = numbers.match(f"{value:,} things", 0)
    assert number is not None
    assert number.value == value


@given(st.integers(1, 99))
def test_spelled_numbers_below_a_hundred_read_back(value: int) -> None:
    small = [*numbers.ONES, *numbers.TEENS]
    words = (
        small[value]
        if value < 20
        else "-".join(
            filter(None, [list(numbers.TENS)[value // 10 - 2], small[value % 10] if value % 10 else ""])
        )
    )
    number = numbers.match(words, 0)
    assert number is not None
    assert (number.value, number.span.end) == (value, len(words))
