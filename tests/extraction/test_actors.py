from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.actors import find_actor, kind_of


@pytest.mark.parametrize(
    ("text", "cue", "actor", "kind"),
    [
        ("We will act.", "will", "We", "first"),
        ("Together, the two leaders will act.", "will", "the two leaders", "agent"),
        ("To this end, Norland and Sudland also intend to act.", "intend", "Norland and Sudland", "name"),
        ("The Ministry of Ports (MoP) plans to act.", "plans", "The Ministry of Ports (MoP)", "agent"),
        ("Norland, working with its partners, will act.", "will", "Norland", "name"),
        ("In 2024 Norland will act.", "will", "Norland", "name"),
        ("(b) [The Ministers will act.]", "will", "The Ministers", "agent"),
        ("12. The leaders agreed to act.", "agreed", "The leaders", "agent"),
        ("Norland, Sudland, and Westland will act.", "will", "Norland, Sudland, and Westland", "name"),
        ("This programme will help.", "will", "This programme", "scheme"),
        ("These investments will help.", "will", "These investments", "thing"),
        ("They built a pier that will last.", "will", "that", "relative"),
        ("For the first time Norland will act.", "will", "Norland", "name"),
        ("Members that spend less on defence aim to catch up.", "aim", "Members", "agent"),
        ("We know that these old piers will rot.", "will", "We", "first"),
        ("They met on 11-13 June 2021 determined to act.", "determined", "", "inherited"),
    ],
)
def test_the_actor_stands_before_the_cue(text: str, cue: str, actor: str, kind: str) -> None:
    found = find_actor(text, text.index(cue))
    assert (text[found.start : found.end], found.kind) == (actor, kind)


def test_a_shared_subject_is_inherited() -> None:
    text = "Norland has built a pier and will build another."
    assert find_actor(text, text.index("will")).kind == "inherited"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("the Ministers", "agent"), ("France", "name"), ("the growth", "thing"), ("the seagulls", "other")],
)
def test_the_last_word_says_what_a_name_is(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@given(st.text(alphabet="We the and,;() A.9", max_size=40))
def test_an_actor_lies_before_its_cue(left: str) -> None:
    found = find_actor(left + "will act", len(left))
    assert (found.start, found.end) == (-1, -1) or 0 <= found.start < found.end <= len(left)
