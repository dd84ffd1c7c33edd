from __future__ import annotations

import pytest

from pipeline.registry.names import key, misspelt, nearest


@pytest.mark.parametrize(
    "name",
    [
        "the Harbour Defence Programme",
        "Harbor Defense Program",
        "HARBOUR DEFENCE PROGRAM (HDP)",
        "Norway’s Harbour Defence Programme",
        "2014 Harbour Defence Programme",
        "a new Harbour Defence Programme",
    ],
)
def test_ways_of_writing_one_name(name: str) -> None:
    assert key(name) == "harbour defence program"


def test_versions_and_events_keep_what_tells_them_apart() -> None:
    assert key("updated Harbour Plan") != key("Harbour Plan")
    assert key("2022 Bergen Summit") != key("2021 Bergen Summit")


def test_what_is_near_a_name() -> None:
    known = ["harbour board", "harbour safety board", "ferry council"]
    assert nearest("harbour board", known, limit=2) == ["harbour board", "harbour safety board"]
    assert misspelt("harbuor safety board", known) == "harbour safety board"
    assert misspelt("tide pact", known) is None
