from __future__ import annotations

import pytest

from pipeline.extraction.promises import find_promises


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The leaders reaffirmed Norland’s commitment to repair the pier.", "Norland"),
        ("The President reiterated the commitment of Norland to repair the pier.", "Norland"),
        ("The two leaders tasked their ministers to repair the pier.", "their ministers"),
        ("We noted our determination to repair the pier.", "We"),
        ("The harbour fund has paid twice and plans to pay again.", "The harbour fund"),
    ],
)
def test_a_promise_belongs_to_whom_the_cue_names(text: str, owner: str) -> None:
    promise = find_promises(text)[0]
    assert text[promise.actor.start : promise.actor.end] == owner
