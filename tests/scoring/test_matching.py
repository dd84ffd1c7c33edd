from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.matching import KINDS, match, pair_up
from pipeline.scoring.measures import measures_of, total
from pipeline.scoring.words import Spot
from tests.scoring.samples import ANNOTATIONS, UNITS, perfect_rows

SPOTS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda s: Spot(s[0], sum(s))), max_size=8
)


def figures(document: GoldDocument, rows: list[dict[str, Any]]) -> dict[str, float | None]:
    totals = total(outcome.counts() for outcome in match(document, rows))
    return {measure.name: measure.value(totals) for measure in measures_of(totals)}


def test_perfect_predictions_score_one(document: GoldDocument) -> None:
    scores = figures(document, list(perfect_rows(ANNOTATIONS, UNITS)))
    assert len(scores) == 3 * 4 + 5 + 5 + 2
    assert set(scores.values()) == {1.0}


def test_no_predictions_score_zero(document: GoldDocument) -> None:
    scores = figures(document, [])
    assert [scores[f"extraction.{kind}.f1"] for kind in KINDS] == [0.0, 0.0, 0.0]
    assert scores["extraction.commitment.field.cue"] is None


def test_order_of_distinct_predictions_does_not_matter(document: GoldDocument) -> None:
    rows = [row for row in perfect_rows(ANNOTATIONS, UNITS) if row["quote"] != "will cut emissions"]
    rows[0]["quote"] = "cut emissions by at least 40%"
    rows[1]["strength"] = "weak"
    expected = figures(document, rows)
    for seed in range(10):
        shuffled = random.Random(seed).sample(rows, len(rows))
        assert figures(document, shuffled) == expected


@pytest.mark.parametrize(
    ("kind", "quote", "pairs", "false_alarms"),
    [
        ("commitment", "cut emissions by at least 40% by 2030", 1, 0),
        ("commitment", "will cut", 1, 0),  # the repeated short promise: two of its three words
        ("commitment", "by 2030", 0, 1),
        ("commitment", "a promise that is not in the text", 0, 0),
        ("target", "40% by 2030", 1, 0),
        ("target", "two", 0, 1),
        ("date", "by 2030", 1, 0),
    ],
)
def test_overlap_rules(document: GoldDocument, kind: str, quote: str, pairs: int, false_alarms: int) -> None:
    row = {"kind": kind, "quote": quote, "prefix": "They " if quote == "will cut" else ""}
    outcome = next(o for o in match(document, [row]) if o.kind == kind)
    assert (len(outcome.pairs), len(outcome.false_alarms)) == (pairs, false_alarms)


@pytest.mark.parametrize(
    ("kind", "index", "fields", "wrong"),
    [
        ("commitment", 0, {"actor": "ports"}, ()),
        ("commitment", 0, {"actor": "ministers", "cue": None}, ("actor", "cue")),
        ("commitment", 0, {"deadline": None, "status": "continuing"}, ("status", "deadline")),
        ("target", 0, {"value": 40.0, "measure_unit": "%"}, ()),
        ("target", 0, {"value": [40, 50], "of": None}, ("value", "of")),
        (
            "target",
            0,
            {"comparator": ">", "measure_unit": None, "deadline_edtf": "2030"},
            ("comparator", "unit", "deadline"),
        ),
        ("date", 1, {"edtf": "2024-05", "role": "agreed"}, ("edtf", "role")),
    ],
)
def test_wrong_fields_are_named(
    document: GoldDocument, kind: str, index: int, fields: dict[str, Any], wrong: tuple[str, ...]
) -> None:
    rows = [row for row in perfect_rows(ANNOTATIONS, UNITS) if row["kind"] == kind]
    rows[index] |= fields
    outcome = next(o for o in match(document, rows) if o.kind == kind)
    assert outcome.pairs[index].wrong == wrong
    assert outcome.counts()[f"extraction.{kind}.all_fields"] == len(rows) - bool(wrong)


def test_misses_and_false_alarms_keep_their_place(document: GoldDocument) -> None:
    rows = [{"kind": "commitment", "quote": "Delegates met"}]
    outcome = match(document, rows)[0]
    assert [miss.unit for miss in outcome.missed] == ["u001", "u002", "u004"]
    assert [(alarm.unit, alarm.row) for alarm in outcome.false_alarms] == [("u006", rows[0])]


@given(gold=SPOTS, predicted=SPOTS, floor=st.sampled_from([0.5, 1e-9]))
def test_pairs_are_one_to_one_and_overlap_enough(
    gold: list[Spot], predicted: list[Spot], floor: float
) -> None:
    pairs = pair_up(gold, predicted, floor=floor)
    assert len({g for g, _ in pairs}) == len({p for _, p in pairs}) == len(pairs)
    for g, p in pairs:
        shared = min(gold[g].end, predicted[p].end) - max(gold[g].start, predicted[p].start)
        covered = max(gold[g].end, predicted[p].end) - min(gold[g].start, predicted[p].start)
        assert shared / covered >= floor


@given(spots=SPOTS)
def test_everything_pairs_with_itself(spots: list[Spot]) -> None:
    distinct = sorted(set(spots))
    assert pair_up(distinct, distinct, floor=0.5) == [(i, i) for i in range(len(distinct))]
