from __future__ import annotations

import pytest

from pipeline.registry.comparing import compare
from tests.registry.rows import commitment, target


def test_each_promise_is_new_dropped_or_a_pair() -> None:
    older = [
        commitment("a1", "count ferries in every harbour"),
        commitment("a2", "paint the lighthouse white"),
    ]
    newer = [
        commitment("b1", "count all ferries in every harbour"),
        commitment("b2", "teach captains to swim"),
    ]
    found = [
        (one.verdict, one.older and one.older["id"], one.newer and one.newer["id"])
        for one in compare(older, newer)
    ]
    assert found == [("restated", "a1", "b1"), ("new", None, "b2"), ("dropped", "a2", None)]


@pytest.mark.parametrize(
    ("older", "newer", "verdict", "reason"),
    [
        ({"due": "../2030"}, {"due": "../2028"}, "strengthened", "due by 2028 instead of by 2030"),
        ({"due": "../2030"}, {"due": "../2035"}, "weakened", "due by 2035 instead of by 2030"),
        ({"due": "../2030"}, {}, "weakened", "no longer due by 2030"),
        ({}, {"due": "2031"}, "strengthened", "due 2031, before without a day"),
        (
            {"strength": "moderate", "cue": "aim to"},
            {},
            "strengthened",
            "moderate (“aim to”) became strong (“will”)",
        ),
    ],
)
def test_a_pair_by_deadline_and_cue(
    older: dict[str, str], newer: dict[str, str], verdict: str, reason: str
) -> None:
    said = "count ferries in every harbour"
    (found,) = compare([commitment("a", said, **older)], [commitment("b", said, **newer)])
    assert (found.verdict, found.reasons) == (verdict, (reason,))


@pytest.mark.parametrize(("comparator", "verdict"), [(">=", "strengthened"), ("<=", "weakened")])
def test_the_same_target_with_another_value(comparator: str, verdict: str) -> None:
    rows = [
        [
            commitment(one, f"keep {value}% of tidal land dry"),
            target(one, value, "tidal land", comparator=comparator),
        ]
        for one, value in (("a", 20.0), ("b", 30.0))
    ]
    (found,) = compare(*rows)
    assert (found.verdict, found.reasons) == (verdict, ("20 % became 30 % of tidal land",))


def test_a_goal_is_paired_with_the_one_it_succeeds() -> None:
    older = [
        commitment("a", "move towards 2% of income for tides", due="../2024", document_date="2014"),
        target("a", 2, "income"),
    ]
    newer = [
        commitment("b", "move towards a better life for tides", document_date="2025"),
        commitment("c", "invest 5% of gross income in tides", due="../2035", document_date="2025"),
        target("c", 5, "income"),
    ]
    pairs = {one.older["id"]: one.newer["id"] for one in compare(older, newer) if one.older and one.newer}
    assert pairs == {"a": "c"}
