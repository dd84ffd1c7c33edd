from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.registry.entities import Registry, load

NAMES: list[tuple[str, str, tuple[str, ...], int, tuple[str, ...]]] = [
    ("Harbour Tide Safety Board", "body", ("HTSB",), 5, ("d1", "d2")),
    ("harbor tide safety board", "other", (), 1, ("d3",)),
    ("HTSB", "other", (), 2, ("d4",)),
    ("Tide Safety Board", "body", (), 1, ("d5",)),
    ("Ferry Plan", "instrument", (), 2, ("d1",)),
    ("updated Ferry Plan", "instrument", (), 2, ("d2",)),
    ("2021 Bergen Summit", "event", (), 1, ("d1",)),
    ("Bergen Summit", "event", (), 1, ("d2",)),
]


class Names:
    """The one thing that a registry asks of a store."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = list(rows)

    def entity_names(self) -> list[Any]:
        return self._rows


def registry(rows: Sequence[Any] = NAMES) -> Registry:
    return load(Names(rows))  # type: ignore[arg-type]


def test_names_of_one_thing_merge_over_documents() -> None:
    found = registry().find("HTSB")
    assert found
    assert (found.name, found.kind, found.aliases) == ("Harbour Tide Safety Board", "body", ("HTSB",))
    assert found.documents == ("d1", "d2", "d3", "d4", "d5")
    assert found.facts == 9
    assert registry().find("the Tide Safety Board") == found
    assert registry().find("2021 Bergen Summit") == registry().find("Bergen Summit")


def test_an_updated_plan_stays_apart() -> None:
    plan = registry().find("Ferry Plan")
    assert plan
    assert plan.documents == ("d1",)
    assert [one.name for one in registry().versions_of(plan)] == ["updated Ferry Plan"]


def test_two_owners_leave_a_name_to_itself() -> None:
    other = ("Bergen Tide Safety Board", "body", (), 1, ("d9",))
    found = registry([*NAMES, other]).find("Tide Safety Board")
    assert found
    assert found.documents == ("d5",)


def test_a_slip_is_forgiven_and_what_is_unknown_has_neighbours() -> None:
    assert registry().find("Harbour Tide Saftey Board") == registry().find("HTSB")
    assert registry().find("Bread Treaty") is None
    assert registry().near("Ferry") == ("Ferry Plan", "updated Ferry Plan")


def test_order_of_documents_does_not_matter() -> None:
    assert {one.key: one for one in registry()} == {one.key: one for one in registry(NAMES[::-1])}
