from __future__ import annotations

import pytest

from pipeline.extraction.cuts import Reach, find_cuts, first_verb
from pipeline.extraction.parses import parse_of
from pipeline.language import analyse
from tests.nouns import make_document


def actions(text: str) -> list[str]:
    """The stretches between the cuts, with what separates them."""
    (sentence,) = analyse(make_document((("paragraph", text),)))
    cuts = [0, *find_cuts(Reach(text, 0, len(text), parse=parse_of(sentence)))]
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("repair the old piers by 2031, and to train all the pilots of the harbour", 2),
        ("repair the old piers; train the pilots; and close the northern channel", 3),
        ("repair the old piers to protect boats and reduce losses", 1),
        ("adopt and implement a plan for the harbour", 1),
        ("build an open, safe and secure pier", 1),
    ],
)
def test_a_verb_that_carries_on_the_list_begins_an_action(text: str, count: int) -> None:
    assert len(actions(text)) == count


@pytest.mark.parametrize(
    ("text", "verb", "form"),
    [
        ("to further repair piers", "repair", "base"),
        ("continuing to repair piers", "repair", "base"),
        ("repairing piers", "repair", "ing"),
        ("", "", "base"),
    ],
)
def test_the_first_verb_of_an_action(text: str, verb: str, form: str) -> None:
    assert first_verb(text, 0, len(text)) == (verb, form)
