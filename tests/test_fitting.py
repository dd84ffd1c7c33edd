"""The tools that fit values, on rows made by hand; the real data takes minutes and is fitted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extraction.cues import rules
from pipeline.schema import Span
from tests.tools.fitting import targets
from tests.tools.fitting.cue_precision import Find, shares
from tests.tools.fitting.logistic import fit, fit_binary, fold_of, held_out, indicators
from tests.tools.fitting.training import places
from tests.tools.fitting.values import table

FEATURES = [{"wet"}, {"wet"}, {"wet"}, {"dry"}, {"dry"}, {"dry", "cold"}]
RAIN = [1, 1, 0, 0, 0, 1]


def test_weights_balance_penalty_and_error() -> None:
    _, matrix = indicators(FEATURES)
    weights, constant = fit_binary(matrix, [bool(one) for one in RAIN], c=0.5)
    errors = np.array(RAIN) - 1 / (1 + np.exp(-matrix @ weights - constant))
    assert weights == pytest.approx(0.5 * matrix.T @ errors, abs=1e-4)
    assert errors.sum() == pytest.approx(0, abs=1e-4)


def test_probabilities_of_all_classes_sum_to_one() -> None:
    _, matrix = indicators(FEATURES)
    probabilities = fit(matrix, [0, 1, 2, 0, 1, 2], c=1.0).probabilities(matrix)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(6))


def test_what_is_left_out_is_not_learnt() -> None:
    _, matrix = indicators([{"a"}, {"a"}, {"b"}, {"b"}])
    told = held_out(matrix, [1, 0, 1, 0], ["one", "two", "one", "two"], c=1.0)
    assert told[:, 1].round() == pytest.approx([0, 1, 0, 1])


def test_a_document_is_left_out_whole() -> None:
    assert fold_of(["b", "a", "b"]) == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    ("quotes", "spans"),
    [
        (["two"], [Span(4, 7)]),
        (["two", "two"], [Span(4, 7), Span(12, 15)]),
        (["ten", "one"], [Span(0, 3)]),
    ],
)
def test_a_repeated_quote_takes_its_next_place(quotes: list[str], spans: list[Span]) -> None:
    assert places("one two and two", quotes) == spans


def test_values_are_written_over_those_of_the_file() -> None:
    text = targets.PATH.read_text(encoding="utf-8")
    stated = targets.stated_in(text)
    changed = {**stated, "bias": 1.5, "verb:future": -2.25, "since": 3.0}
    assert targets.stated_in(targets.with_values(text, changed)) == changed
    assert targets.with_values(targets.with_values(text, changed), stated) == targets.with_values(
        text, stated
    )


def test_a_table_quotes_odd_names_and_leaves_out_zeros() -> None:
    assert table("a b", {"x": 0.5, "y:z": -1, "nil": 0.001}) == '["a b"]\nx = 0.50\n"y:z" = -1.00\n'


def test_small_counts_are_drawn_towards_the_share_of_the_rule() -> None:
    name = rules()[0].name
    finds = [Find("t1", name, "agent act", True)] * 2 + [Find("t1", name, "other act", False)]
    assert shares(finds)[name] == {"else": 0.6, "agent act": 0.76}


def test_a_cue_never_seen_counts_half() -> None:
    assert {tuple(own.items()) for own in shares([]).values()} == {(("else", 0.5),)}
