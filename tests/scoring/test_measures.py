from __future__ import annotations

import pytest

from pipeline.scoring.measures import MEASURES, SUITES, Measure, measures_of, total


def test_names_are_unique_and_begin_with_their_suite() -> None:
    names = [measure.name for measure in MEASURES]
    assert len(set(names)) == len(names)
    assert {measure.suite for measure in MEASURES} == set(SUITES)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    counts = {"gold": 10.0, "predicted": 8.0, "pairs": 6.0, "all_fields": 3.0}
    totals = {f"extraction.target.{name}": count for name, count in counts.items()}
    values = {measure.name.split(".", 2)[2]: measure.value(totals) for measure in measures_of(totals)}
    assert (values["precision"], values["recall"]) == (0.75, 0.6)
    assert values["f1"] == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert values["all_fields_f1"] == 6 / 18


def test_nothing_to_divide_by() -> None:
    assert Measure("a.b", ("top",), ("bottom",)).value({"top": 1.0}) is None
    assert Measure("a.b", ("top",), ("bottom",), empty=0.0).value({}) == 0.0


def test_totals_add_up_by_name() -> None:
    assert total([{"a": 1.0, "b": 2.0}, {"b": 3.0}]) == {"a": 1.0, "b": 5.0}


def test_only_measures_that_were_counted_are_given() -> None:
    names = [measure.name for measure in measures_of({"retrieval.corpus.questions": 2.0})]
    assert [name.removeprefix("retrieval.corpus.") for name in names] == [
        *("recall@10", "map@10", "ndcg@10"),
        *("recall@1", "recall@3", "recall@5"),
    ]
