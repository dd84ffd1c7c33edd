"""What the tagger is taught, on a sentence made by hand."""

from __future__ import annotations

from pipeline.schema import Span
from pipeline.scoring.gold import GoldCommitment
from tests.tools.fitting.tagger import IGNORED, labels_of
from tests.tools.fitting.tagging import Action, Annotated

TEXT = "We plan to build and keep piers."
OFFSETS = ((0, 2), (3, 7), (8, 10), (11, 16), (17, 20), (21, 25), (26, 31), (31, 32))


def test_labels_tell_first_and_last_tokens_and_what_the_action_is() -> None:
    gold = GoldCommitment("u1", TEXT[3:16], None, "We", "plan to", "moderate", "new", None)
    action = Action(gold, Span(3, 16), Span(3, 10), Span(0, 2))
    labels = labels_of(Annotated(0, TEXT, "paragraph: ", "paragraph", (), (action,)), OFFSETS)
    assert labels["tag"].tolist() == [0, 1, 2, 2, 0, 0, 0, 0]
    assert labels["last"].tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    assert labels["cue"].tolist() == [0, 1, 1, 0, 0, 0, 0, 0]
    assert labels["actor"].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    assert labels["strength"].tolist() == [IGNORED, 1, 1, 1, *[IGNORED] * 4]
