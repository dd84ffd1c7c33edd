from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.actions import split_actions
from pipeline.extraction.cuts import Reach


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("build a new pier.", ["build a new pier"]),
        (
            "build a new pier and repair the old lighthouse.",
            ["build a new pier", "repair the old lighthouse"],
        ),
        (
            "build a new pier, repair the lighthouse, and train the pilots.",
            ["build a new pier", "repair the lighthouse", "train the pilots"],
        ),
        (
            "build a new pier; and to repair the lighthouse by 2030.",
            ["build a new pier", "repair the lighthouse by 2030"],
        ),
        ("adopt and implement a plan.", ["adopt and implement a plan"]),
        (
            "build a pier to protect boats and reduce losses.",
            ["build a pier to protect boats and reduce losses"],
        ),
        (
            "build piers that shelter boats and reduce losses.",
            ["build piers that shelter boats and reduce losses"],
        ),
        (
            "building a new pier and repairing the old lighthouse.",
            ["building a new pier", "repairing the old lighthouse"],
        ),
        ("support trade, research and development.", ["support trade, research and development"]),
        ("build a new pier, and call on others to do so.", ["build a new pier"]),
        ("work with the U.S.", ["work with the U.S."]),
        ("spend 2 per cent on piers).", ["spend 2 per cent on piers"]),
    ],
)
def test_each_verb_with_an_object_of_its_own_is_an_action(text: str, actions: list[str]) -> None:
    found = split_actions(Reach(text, 0, len(text)))
    starts = [text[a.start : a.end].removeprefix("to ") for a in found]
    assert starts == actions


@given(st.text(alphabet="build to and,; pier()", max_size=80))
def test_actions_are_ordered_and_lie_in_the_text(text: str) -> None:
    found = split_actions(Reach(text, 0, len(text)))
    bounds = [edge for action in found for edge in (action.start, action.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
