from __future__ import annotations

import pytest

from pipeline.answers.expected import expectation, held


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What share of income goes to ports?", "percent"),
        ("How much money will members give?", "money"),
        ("How many ferries will sail?", "count"),
        ("How deep is the channel?", "quantity"),
        ("On what day was the pact signed?", "day"),
        ("By when must members pay?", "date"),
        ("Who leads the board?", "name"),
        ("Why do tides matter?", None),
    ],
)
def test_the_kind_asked_for_shows_in_the_wording(question: str, kind: str | None) -> None:
    assert expectation(question).kind == kind


@pytest.mark.parametrize(
    ("question", "sentence", "how_far"),
    [
        ("How many ferries will sail?", "The league will run twelve new ferries.", 1.0),
        ("How many ferries will sail?", "The league will run ferries to 9 ports.", 0.5),
        ("How many ferries will sail?", "The league runs ferries since 2021.", 0.0),
        ("What share goes to ports?", "A third of it goes to ports.", 1.0),
        ("What share goes to ports?", "Much of it goes to ports.", 0.0),
        ("How much money will members give?", "Members will give €3 million.", 1.0),
        ("By when must members pay the 2031 levy?", "Members pay the 2031 levy.", 0.0),
        ("By when must members pay the 2031 levy?", "The 2031 levy is due in March.", 1.0),
        ("Who leads the board?", "It is led by Admiral Okafor.", 1.0),
        ("Who leads the board?", "It has a leader.", 0.0),
        ("Why do tides matter?", "They move ships.", 0.5),
    ],
)
def test_a_sentence_holds_what_is_asked_for_or_not(question: str, sentence: str, how_far: float) -> None:
    numbers = frozenset({"2031"})
    assert held(expectation(question), sentence, numbers) == how_far
