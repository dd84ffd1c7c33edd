from __future__ import annotations

import pytest

from pipeline.extraction.promises import find_promises
from pipeline.extraction.tone import polarity_of, status_of, strength_of


@pytest.mark.parametrize(
    ("text", "strength", "status"),
    [
        ("We will plant trees.", "strong", "new"),
        ("We will seek to plant trees.", "moderate", "new"),
        ("We will work with others to plant trees.", "moderate", "new"),
        ("We commit to explore new piers.", "weak", "new"),
        ("We will support the harbour.", "strong", "new"),
        ("We will continue to plant trees.", "strong", "continuing"),
        ("We will continue to work with others.", "moderate", "continuing"),
        ("We will maintain the lighthouse.", "strong", "continuing"),
        ("We remain committed to planting trees.", "strong", "reaffirmed"),
        ("We intend to strive for lower costs.", "weak", "new"),
        ("Norland has committed $5 million to the pier.", "strong", "reaffirmed"),
        ("Norland has announced a fund for new piers.", "strong", "reaffirmed"),
        ("Norland has committed to mend the pier.", "strong", "new"),
    ],
)
def test_the_weaker_verb_and_the_continuing_one_win(text: str, strength: str, status: str) -> None:
    promise = find_promises(text)[0]
    action = promise.actions[0]
    assert strength_of(text, promise.cue, action, cue_text=text, is_first=True) == strength
    assert status_of(text, promise.cue, action, cue_text=text, is_first=True) == status


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("We will not sell the pier.", "refrain"),
        ("We commit to refrain from selling the pier.", "refrain"),
        ("We will sell the pier.", "do"),
    ],
)
def test_a_promise_not_to_act_is_one_to_refrain(text: str, polarity: str) -> None:
    promise = find_promises(text)[0]
    assert polarity_of(text, promise.cue, promise.actions[0]) == polarity


def test_what_goes_on_goes_on_for_all_actions_under_the_cue() -> None:
    text = "We will continue to repair the old piers, and to train all the harbour pilots."
    promise = find_promises(text)[0]
    statuses = [
        status_of(text, promise.cue, action, cue_text=text, is_first=number == 0)
        for number, action in enumerate(promise.actions)
    ]
    assert statuses == ["continuing", "continuing"]


def test_later_actions_are_as_weak_as_the_verb_that_governs_them() -> None:
    text = "We will work to repair the old piers by 2031, and to train all the harbour pilots."
    promise = find_promises(text)[0]
    strengths = [
        strength_of(text, promise.cue, action, cue_text=text, is_first=number == 0)
        for number, action in enumerate(promise.actions)
    ]
    assert strengths == ["moderate", "moderate"]
