from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.promises import find_promises
from pipeline.language import analyse
from tests.nouns import make_document


def quotes(text: str) -> list[str]:
    (sentence,) = analyse(make_document((("paragraph", text),)))
    return [text[a.start : a.end] for promise in find_promises(text, sentence) for a in promise.actions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what counts
        ("We will plant 400 trees by 2031.", ["will plant 400 trees by 2031"]),
        ("Ministers agreed to share the costs.", ["agreed to share the costs"]),
        ("We launch the Northern Pier Fund.", ["launch the Northern Pier Fund"]),
        (
            "Norland is providing $5 million to repair the pier.",
            ["is providing $5 million to repair the pier"],
        ),
        (
            "In June 2025 the leaders committed to spending 5 per cent on piers.",
            ["committed to spending 5 per cent on piers"],
        ),
        ("The Board will provide recommendations.", ["will provide recommendations"]),
        (
            "We reaffirm our commitment to Article 9 of the Pier Treaty.",
            ["reaffirm our commitment to Article 9 of the Pier Treaty"],
        ),
        # what does not
        ("Allies have doubled the fleet.", []),
        ("We welcome the opening of the pier.", []),
        ("We condemn the attack on the pier.", []),
        ("We call on all shipowners to slow down.", []),
        ("We thank the harbour master.", []),
        ("This will help industry plan.", []),
        ("Piers that will last are made of oak.", []),
        ("We will meet in May.", []),
        ("How will the piers be checked?", []),
        ("Direct contributions to the pier count as well.", []),
        ("A decade-long plan to mend piers exists.", []),
        ("We are ready, should they prove rotten.", []),
        ("We will build an open, safe, and secure pier.", ["will build an open, safe, and secure pier"]),
        ("We will develop, use, and share tools.", ["will develop, use, and share tools"]),
        ("The Harbour Action Plan to repair piers was long.", []),
        # splitting
        (
            "We will build a new pier, and we intend to train the pilots.",
            ["will build a new pier", "intend to train the pilots"],
        ),
        (
            "Norland will build a new pier and will train the pilots.",
            ["will build a new pier", "will train the pilots"],
        ),
        (
            "We will work together to repair all the old piers, train the harbour pilots, and reduce losses.",
            ["will work together to repair all the old piers", "train the harbour pilots", "reduce losses"],
        ),
        (
            "We will build a pier to shelter boats, and call on others to do so.",
            ["will build a pier to shelter boats"],
        ),
        ("We will meet in May and build a new pier.", ["build a new pier"]),
    ],
)
def test_promises_and_their_extent(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_a_shared_actor_goes_to_every_promise() -> None:
    text = "Norland will build a new pier and will train the pilots."
    assert [text[p.actor.start : p.actor.end] for p in find_promises(text)] == ["Norland", "Norland"]


def test_a_stem_without_an_action_is_kept_for_its_bullets() -> None:
    (promise,) = find_promises("Allies have committed to:")
    assert promise.actions == ()


@given(st.text(alphabet="We will commit to build piers, and;.", max_size=90))
def test_promises_lie_in_the_text(text: str) -> None:
    for promise in find_promises(text):
        assert 0 <= promise.precision <= 1
        assert all(0 <= a.start < a.end <= len(text) for a in promise.actions)
