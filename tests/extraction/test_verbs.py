from __future__ import annotations

import pytest

from pipeline.extraction.verbs import base_of, is_gerund, lists


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Building", "build"),
        ("reducing", "reduce"),
        ("cutting", "cut"),
        ("agreeing", "agree"),
        ("supporting", "support"),
    ],
)
def test_ing_forms_go_back_to_their_verb(form: str, base: str) -> None:
    assert is_gerund(form)
    assert base_of(form) == base


@pytest.mark.parametrize("word", ["evening", "pier", "string"])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert not is_gerund(word)
    assert base_of(word) == word


def test_a_verb_is_in_one_of_the_two_lists_only() -> None:
    assert not lists()["sure"] & lists()["either"]
