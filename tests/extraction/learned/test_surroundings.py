from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.extraction.learned import surroundings
from pipeline.schema import Span

TEXT = "The mayors met in 2019 and will plant 400 trees."
WIDTH = 4 * 384  # the states of the words themselves, before, behind, and of all


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_words_of_one_sentence_have_surroundings_of_their_own() -> None:
    date, quantity = (surroundings.surroundings(TEXT, _span(words)) for words in ("2019", "400 trees"))
    assert date is not None
    assert quantity is not None
    assert date.shape == quantity.shape == (WIDTH,)
    assert not np.allclose(date, quantity)
    assert np.allclose(date[-384:], quantity[-384:])


def test_nothing_before_the_first_words_is_zero() -> None:
    found = surroundings.surroundings(TEXT, _span("The"))
    assert found is not None
    assert not found[384:768].any()


def test_what_stands_beyond_the_longest_input_has_none() -> None:
    text = "tree " * 400 + "2019"
    span = Span(len(text) - 4, len(text))
    assert surroundings.surroundings(text, span) is None
    assert surroundings.load("dates").of(text, span) == [0.0] * 7


def test_committed_weights_fit_the_surroundings() -> None:
    weights = surroundings.load("dates")
    assert weights.weights.shape == (7, WIDTH)
    assert np.isfinite(weights.of(TEXT, _span("2019"))).all()


def test_the_same_sentence_adds_the_same_whatever_was_read_between() -> None:
    weights = surroundings.load("dates")
    first = weights.of(TEXT, _span("2019"))
    surroundings.surroundings("Another sentence of 2020.", Span(20, 24))
    assert weights.of(TEXT, _span("2019")) == first


def test_absent_weights_are_named() -> None:
    with pytest.raises(ModelError, match=r"nothing\.npz"):
        surroundings.load("nothing")


def test_a_graph_that_is_none_is_refused() -> None:
    with pytest.raises(ModelError, match=r"surroundings\.onnx"):
        surroundings.Reader(b"none")
