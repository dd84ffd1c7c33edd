from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.ranking import average_precision, count_ranking, ndcg, recall

LETTERS = st.lists(st.sampled_from("abcdefghijkl"), unique=True, min_size=1)


@pytest.mark.parametrize(
    ("ranking", "relevant", "k", "expected"),
    [
        ("abc", "a", 3, (1.0, 1.0, 1.0)),
        ("abc", "c", 3, (1.0, 1 / 3, 1 / log2(4))),
        ("abc", "c", 2, (0.0, 0.0, 0.0)),
        ("abcd", "bd", 4, (1.0, (1 / 2 + 2 / 4) / 2, (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)))),
        ("abc", "axyz", 3, (0.25, 0.25, 1 / (1 + 1 / log2(3) + 1 / log2(4)))),
        ("", "a", 3, (0.0, 0.0, 0.0)),
    ],
)
def test_figures(ranking: str, relevant: str, k: int, expected: tuple[float, float, float]) -> None:
    given_ranking, judged = list(ranking), set(relevant)
    figures = tuple(measure(given_ranking, judged, k=k) for measure in (recall, average_precision, ndcg))
    assert figures == pytest.approx(expected)


@given(ranking=LETTERS, relevant=LETTERS, k=st.integers(1, 12))
def test_relevant_passages_first_is_best(ranking: list[str], relevant: list[str], k: int) -> None:
    ideal = [*relevant, *(letter for letter in ranking if letter not in relevant)]
    for measure in (recall, average_precision, ndcg):
        value = measure(ranking, set(relevant), k=k)
        assert 0 <= value <= measure(ideal, set(relevant), k=k) <= 1 + 1e-9


def test_questions_without_relevant_passages_do_not_count() -> None:
    assert count_ranking(["a"], set(), scope="corpus") == {}
    assert count_ranking(["a"], {"a"}, scope="corpus")["retrieval.corpus.questions"] == 1
