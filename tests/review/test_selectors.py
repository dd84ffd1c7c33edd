from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.selectors import selector_from_data, selector_of, selector_to_data
from pipeline.schema import Span

TEXT = "The ports will cut emissions by 2030. They will report each year."


def test_a_selector_has_the_words_around_and_both_w3c_types() -> None:
    selector = selector_of(TEXT, Span(10, 28))
    assert (selector.exact, selector.prefix) == ("will cut emissions", "The ports ")
    assert selector.suffix == TEXT[28:60]
    types = [part["type"] for part in selector_to_data(selector)]
    assert types == ["TextQuoteSelector", "TextPositionSelector"]


@given(st.integers(0, 60), st.integers(1, 5))
def test_a_selector_survives_json(start: int, length: int) -> None:
    selector = selector_of(TEXT, Span(start, start + length))
    assert selector_from_data(json.loads(json.dumps(selector_to_data(selector)))) == selector


@pytest.mark.parametrize(
    "data", [[], [{"type": "TextQuoteSelector", "exact": "a", "prefix": "", "suffix": ""}]]
)
def test_half_a_selector_is_refused(data: list[dict[str, str]]) -> None:
    with pytest.raises(KeyError):
        selector_from_data(data)
