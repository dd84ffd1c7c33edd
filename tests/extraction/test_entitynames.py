from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.entitynames import find, kind_of, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under the Harbour Safety Plan, ships wait.", [("Harbour Safety Plan", "instrument")]),
        ("The Council of Port Masters (CPM) met.", [("Council of Port Masters", "body")]),
        ("The port’s 2019 Harbour Pledge holds.", [("Harbour Pledge", "instrument")]),
        ("At the 2021 Bergen Summit, they met.", [("Bergen Summit", "event")]),
        ("the Oak Plan and the Elm Pledge", [("Oak Plan", "instrument"), ("Elm Pledge", "instrument")]),
        ("the Tide and Weather Council", [("Tide and Weather Council", "body")]),
        ("the Partnership for Ports and Ferries", [("Partnership for Ports and Ferries", "instrument")]),
        ("the Rule of Sea Mechanism", [("Rule of Sea Mechanism", "instrument")]),
        ("the Ferry Act of the Harbour Union", [("Ferry Act", "instrument")]),
        ("a Bergen Summit on Monday", [("Bergen Summit", "event")]),
        ("Article 7 of the Bergen Treaty binds.", [("Article 7 of the Bergen Treaty", "instrument")]),
        ("Small Ferry Units (SFU) sail.", [("Small Ferry Units", "other")]),
        ("Updating the Harbour Safety Plan takes time.", [("Harbour Safety Plan", "instrument")]),
        ("The Plan is long. Captain Olsen sailed.", []),
    ],
)
def test_names_and_what_they_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.words, name.kind) for name in find(text)] == expected


def test_what_stands_at_the_ends_of_a_name() -> None:
    (name,) = find("They agreed an updated Harbour Safety Plan (2024).")
    assert (name.words, name.version, name.year) == ("Harbour Safety Plan", "updated", "2024")
    (name,) = find("the Ferry and Tide Board (FTB)")
    assert (name.words, name.acronym) == ("Ferry and Tide Board", "FTB")


@pytest.mark.parametrize(
    ("words", "acronym", "start"),
    [
        ("North Port Tide Board", "PTB", 6),
        ("Tide and Weather Council", "TWC", 0),
        ("NATO Tide Process", "NTP", 0),
        ("Tide Board", "XY", None),
    ],
)
def test_an_acronym_spells_the_end_of_a_name(words: str, acronym: str, start: int | None) -> None:
    assert spelled(words, acronym) == start


def test_kinds_of_nouns_in_any_case() -> None:
    assert (kind_of("Board"), kind_of("plan"), kind_of("summit"), kind_of("herring")) == (
        "body",
        "instrument",
        "event",
        None,
    )


@given(st.text(alphabet="ABab Plan.()2019’s\n", max_size=80))
def test_every_name_stands_in_its_text(text: str) -> None:
    for name in find(text):
        assert " ".join(name.span.of(text).split()).find(name.words) >= 0
