from __future__ import annotations

import numpy as np
import pytest

from pipeline.extraction.learned.scores import COLUMNS, Scores
from pipeline.schema import Span

OFFSETS = ((0, 2), (3, 7), (8, 12), (12, 13), (14, 18))


def scores(tags: str) -> Scores:
    """O, F and I for tokens outside, first and inside."""
    logits = np.zeros((len(OFFSETS), len(COLUMNS)), dtype=np.float32)
    for token, tag in enumerate(tags):
        logits[token, "OFI".index(tag)] = 4
    return Scores(OFFSETS, logits)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("OFIIO", [Span(3, 13)]),
        ("FIFIO", [Span(0, 7), Span(8, 13)]),
        ("OOIIO", [Span(8, 13)]),
        ("FOOOI", [Span(0, 2), Span(14, 18)]),
        ("OOOOO", []),
    ],
)
def test_actions_by_the_likeliest_tags(tags: str, spans: list[Span]) -> None:
    assert scores(tags).actions() == spans


def test_tokens_that_touch_a_stretch() -> None:
    assert scores("OOOOO").tokens(5, 12) == slice(1, 3)
    assert scores("OOOOO").tokens(13, 14) == slice(0, 0)


def test_probabilities_of_a_token_sum_to_one() -> None:
    np.testing.assert_allclose(scores("OFIIO").tags.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(scores("OFIIO").strengths, 1 / 3, atol=1e-6)
