from __future__ import annotations

import pytest

from pipeline.extraction.facts import DONE, NAMED
from tests.extraction.reading import facts


@pytest.mark.parametrize(
    ("lines", "predicate", "value"),
    [
        (["The Harbour Board is a forum for captains."], "is", "a forum for captains"),
        (
            ["Ask the Harbour Board (HB), the body that brings captains together."],
            "is",
            "the body that brings captains together",
        ),
        (["The Harbour Board advises captains."], "does", "advises captains"),
        (["The Harbour Board meets.", "It also advises captains."], "does", "advises captains"),
        (["Through the Harbour Process, ports count their ships."], "does", "ports count their ships"),
    ],
)
def test_what_a_thing_is_and_does(lines: list[str], predicate: str, value: str) -> None:
    assert value in [fact.value for fact in facts(*lines) if fact.predicate == predicate]


def test_items_under_a_stem_carry_its_verb() -> None:
    found = facts("The Harbour Board will:", ("item", "advise captains;"), ("item", "count ships."))
    done = [(fact.value, sorted(fact.evidence)) for fact in found if fact.predicate == "does"]
    fields = ["entity", "stem", "value"]
    assert done == [("will advise captains", fields), ("will count ships", fields)]


def test_a_setting_up_is_nothing_that_a_thing_does() -> None:
    found = facts("The Harbour Board was founded in 2014.")
    assert {fact.predicate for fact in found} == {"named", "established"}


def test_enough_is_kept_of_a_thing_that_stands_everywhere() -> None:
    found = facts(*(f"The Harbour Board advises {number} captains." for number in range(20)))
    assert sum(fact.predicate == "named" for fact in found) == NAMED
    assert sum(fact.predicate == "does" for fact in found) == DONE
