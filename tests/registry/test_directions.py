from __future__ import annotations

import pytest

from pipeline.registry.comparing import compare
from pipeline.registry.directions import opposed
from pipeline.registry.succession import successions
from tests.registry.rows import commitment, target


@pytest.mark.parametrize(
    ("first", "second", "unit", "expected"),
    [
        ("open three schools by 2030", "close two schools by 2035", "count", True),
        ("closing two schools", "also work to build four schools", "count", True),
        ("open three schools by 2030", "open two schools by 2035", "count", False),
        ("expand the share of wind to 40%", "reduce the share of wind to 30%", "%", False),
        ("spend more on schools", "close two schools", "count", False),
    ],
)
def test_opening_and_closing_are_opposed(first: str, second: str, unit: str, expected: bool) -> None:
    assert opposed(commitment("c1", first), commitment("c2", second), unit) is expected


def test_opened_things_are_not_followed_by_closed_ones() -> None:
    older = commitment("c1", "open three schools a year by 2030", due="../2030", document_date="2020")
    newer = commitment(
        "c2", "close two schools a year by 2035", due="../2035", document_date="2022", doc="d2"
    )
    targets = [
        target("c1", 3, "schools", unit="count", per="year"),
        target("c2", 2, "schools", unit="count", per="year", doc="d2"),
    ]
    assert successions([older, newer, *targets]) == ()
    told = compare([older, targets[0]], [newer, targets[1]])
    assert [one.verdict for one in told] == ["new", "dropped"]
    again = newer | {"action": "open two schools a year by 2035"}
    assert len(successions([older, again, *targets])) == 1
