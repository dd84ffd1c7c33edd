from __future__ import annotations

import pytest

from pipeline.extraction.cues import find_cues, rules
from pipeline.language import lexicons


@pytest.mark.parametrize(
    ("text", "name", "cue", "strength", "status"),
    [
        ("We will plant trees.", "modal", "will", "strong", "new"),
        ("We shall not sell them.", "modal", "shall not", "strong", "new"),
        ("Members must report.", "must", "must", "strong", "new"),
        ("We commit to planting trees.", "commit", "commit to", "strong", "new"),
        ("Ministers have agreed to meet the cost.", "committed", "have agreed to", "strong", "new"),
        ("They are fully committed to repair.", "are committed", "are fully committed to", "strong", "new"),
        (
            "They remain firmly committed to repair.",
            "remain committed",
            "remain firmly committed to",
            "strong",
            "reaffirmed",
        ),
        ("Both sides recommit to repair.", "recommit", "recommit to", "strong", "reaffirmed"),
        ("We intend to build a pier.", "intend", "intend to", "moderate", "new"),
        ("We stand ready to help.", "are determined", "stand ready to", "moderate", "new"),
        ("We endeavour to lower costs.", "strive", "endeavour to", "weak", "new"),
        ("We endeavor to lower costs.", "strive", "endeavor to", "weak", "new"),
        (
            "We reaffirm our strong and lasting commitment to repair.",
            "reaffirm commitment",
            "reaffirm our strong and lasting commitment to",
            "strong",
            "reaffirmed",
        ),
        (
            "They announced their intention to build a pier.",
            "express intention",
            "announced their intention to",
            "moderate",
            "new",
        ),
        ("Norland is launching a fund.", "are announcing", "is launching", "strong", "new"),
        ("Norland pledged $5 million.", "commit a sum", "pledged", "strong", "new"),
        ("Norland pledged at least €2 billion.", "commit a sum", "pledged", "strong", "new"),
        ("Allies have committed to:", "committed", "have committed to", "strong", "new"),
    ],
)
def test_a_cue_gives_its_strength_and_status(
    text: str, name: str, cue: str, strength: str, status: str
) -> None:
    found = next(find_cues(text))
    assert (found.rule.name, text[found.start : found.end]) == (name, cue)
    assert (found.rule.strength, found.rule.status) == (strength, status)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour froze over.",
        "A statement was signed in 2021.",
        "They announced that the pier had fallen.",
    ],
)
def test_no_cue_where_nothing_is_promised(text: str) -> None:
    assert list(find_cues(text)) == []


def test_every_rule_has_a_measured_precision() -> None:
    measured = lexicons.read("precision")
    assert {rule.name for rule in rules()} == set(measured)
    assert all(0 <= share <= 1 for shares in measured.values() for share in shares.values())
