from __future__ import annotations

import numpy as np
import pytest

from pipeline.index.word_vectors import load_words


def test_vectors_are_unit_rows_in_order_whatever_the_letter_case() -> None:
    vectors = load_words().of(["Harbour", "pilot", "harbour"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2])


@pytest.mark.parametrize(
    ("word", "near", "far"), [("purchase", "buy", "river"), ("vaccine", "vaccination", "treaty")]
)
def test_words_of_like_meaning_lie_nearer(word: str, near: str, far: str) -> None:
    vectors = load_words().of([word, near, far])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1


def test_no_words_give_no_rows() -> None:
    assert load_words().of([]).shape[0] == 0
