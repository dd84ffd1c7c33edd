from __future__ import annotations

import pytest

from pipeline.schema import BlockKind
from tests.extraction.reading import facts


def parts(*lines: str | tuple[BlockKind, str]) -> list[tuple[str, str, str | None]]:
    return [(one.entity, one.value, one.noun) for one in facts(*lines) if one.predicate == "part"]


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board’s three working groups focus on: tides, ferry crews, and nets and ropes.",
        "The Harbour Board has three working groups: tides, ferry crews, and nets and ropes.",
        "They set up three working groups under the Harbour Board: tides, ferry crews, and nets and ropes.",
    ],
)
def test_a_counted_list_in_a_sentence(text: str) -> None:
    names = ("tides", "ferry crews", "nets and ropes")
    assert parts(text) == [("Harbour Board", name, "working group") for name in names]


def test_a_counted_list_of_items() -> None:
    lines: tuple[str | tuple[BlockKind, str], ...] = (
        "The Harbour Board is new.",
        "Two working groups prepare its work:",
        ("item", "a. Tides"),
        ("item", "b. Ferry Crews;"),
    )
    assert parts(*lines) == [
        ("Harbour Board", "Tides", "working group"),
        ("Harbour Board", "Ferry Crews", "working group"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board has three working groups: tides and crews.",
        "The Harbour Board has four goals for 2050.",
        "The Harbour Board has two aims: one on tides and the other on crews.",
        "They back the four pillars of the Harbour Board Outlook: tides, crews, nets and ropes.",
        "Three working groups meet: tides, crews and nets.",
    ],
)
def test_a_list_that_does_not_fit_gives_no_parts(text: str) -> None:
    assert parts(text) == []
