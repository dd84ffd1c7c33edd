from __future__ import annotations

import pytest

from pipeline.documents import read_bytes
from pipeline.extraction.learned import tagger
from pipeline.extraction.learned.context import contexts
from pipeline.extraction.learned.features import LEAST, Features, Reading, features, logit, overlap
from pipeline.extraction.learned.spans import stretches
from pipeline.extraction.stems import find_all
from pipeline.language import analyse
from pipeline.schema import Span

STEM = "Members have committed to:\n\n"


def first_features(text: str) -> Features:
    """The features of the first stretch in the last sentence of a text."""
    document = read_bytes(text.encode(), name="a.md")
    sentences = analyse(document)
    last = len(sentences) - 1
    promises = [found for found in find_all(document, sentences) if found.sentence == last]
    words = sentences[last].text
    scores = tagger.load().read(contexts(document, sentences)[last], words)
    kind = document.blocks[sentences[last].block].kind
    reading = Reading(words, kind, promises, scores)
    return features(reading, stretches(words, promises, scores)[0])


@pytest.mark.parametrize(
    ("item", "acts"),
    [
        ("planting 400 trees", True),
        ("Plant 400 trees", True),
        ("four hundred trees along the quays", False),
    ],
)
def test_an_item_that_opens_with_a_verb_is_told_from_one_that_names_a_thing(item: str, acts: bool) -> None:
    given = first_features(f"{STEM}- {item}")
    assert given["act stem"] == 1
    assert (given["rule item acts"] > 0) is acts


def test_only_rules_that_are_all_but_sure_and_exact_count_as_sure() -> None:
    assert first_features("We will plant 400 trees.")["rule sure"] > 0
    assert first_features("The tide will reach the quay.")["rule sure"] == 0


def test_log_odds_end_where_probabilities_are_all_the_same() -> None:
    assert logit(0.5) == 0
    assert logit(0) == logit(LEAST) == pytest.approx(-logit(1))


def test_overlap_is_shared_length_over_joined_length() -> None:
    assert overlap(Span(0, 10), Span(5, 15)) == pytest.approx(5 / 15)
    assert overlap(Span(0, 5), Span(5, 9)) == 0
