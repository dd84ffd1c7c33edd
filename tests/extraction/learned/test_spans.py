from __future__ import annotations

import numpy as np

from pipeline.extraction.learned.features import Reading, features, overlap
from pipeline.extraction.learned.scores import COLUMNS, Scores
from pipeline.extraction.learned.spans import Stretch, stretches
from pipeline.extraction.learned.unruled import promise_of
from pipeline.extraction.stems import Found, find_all
from pipeline.language import analyse
from tests.nouns import make_document

TEXT = "We will build new harbours, and pilots get training on the coast."
WORDS = [(0, 2), (3, 7), (8, 13), (14, 17), (18, 26), (26, 27), (28, 31), (32, 38), (39, 42), (43, 51)]


def promises() -> list[Found]:
    document = make_document((("paragraph", TEXT),))
    return list(find_all(document, analyse(document)))


def scores(*first: int) -> Scores:
    """Every token outside an action but those that begin one."""
    logits = np.zeros((len(WORDS), len(COLUMNS)), dtype=np.float32)
    logits[:, COLUMNS.index("outside")] = 6
    logits[:, [COLUMNS.index("last"), COLUMNS.index("cue")]] = -6
    logits[list(first), COLUMNS.index("first")] = 12
    return Scores(WORDS, logits)


def test_actions_of_the_rules_and_beginnings_of_the_tagger_are_tried() -> None:
    tried = stretches(TEXT, promises(), scores(7))
    starts = {(stretch.start, stretch.found is not None) for stretch in tried}
    assert starts == {(3, True), (32, False)}
    assert Stretch(32, len(TEXT) - 1) in tried


def test_without_anything_there_is_nothing_to_try() -> None:
    assert stretches(TEXT, (), scores()) == []


def test_features_speak_of_rules_tagger_and_form() -> None:
    reading = Reading(TEXT, "paragraph", promises(), scores(1))
    [ruled, *_] = stretches(TEXT, reading.promises, reading.scores)
    given = features(reading, ruled)
    assert given["rule"] == given["block paragraph"] == given["cue modal"] == 1
    assert given["first"] > 0 > given["within"]


def test_an_action_behind_a_promise_is_a_further_one_of_it() -> None:
    reading = Reading(TEXT, "paragraph", promises(), scores(7))
    action = promises()[0].promise.actions[0]
    behind = type(action)(32, len(TEXT) - 1, "train")
    found, number = promise_of(reading, behind, 0)
    assert (found.promise.cue.rule.name, number) == ("modal", len(promises()[0].promise.actions))
    alone, number = promise_of(Reading(TEXT, "paragraph", (), scores(7)), behind, 0)
    assert (alone.promise.cue.rule.name, alone.promise.cue.start, number) == ("read", 32, 0)


def test_overlap_is_intersection_over_union() -> None:
    assert overlap(Stretch(0, 10), Stretch(5, 15)) == 1 / 3
    assert overlap(Stretch(0, 5), Stretch(6, 9)) == 0
