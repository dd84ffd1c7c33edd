from __future__ import annotations

import pytest

from pipeline.answers.asked import Part
from pipeline.answers.nearness import nearness, signs_of
from pipeline.answers.pieces import Piece
from pipeline.index.terms import stem, stems, words

SENTENCE = "Ferries cost 3 crowns while many of the trains cost 9 crowns."
PLACED = [(stem(word), start, end) for word, start, end in words(SENTENCE)]


def piece(text: str, sentence: str = SENTENCE) -> Piece:
    return Piece(sentence.index(text), sentence.index(text) + len(text), text)


def test_what_stands_beside_a_word_of_the_question_is_nearer() -> None:
    terms = stems("trains")
    assert nearness(piece("9 crowns"), terms, PLACED) > nearness(piece("3 crowns"), terms, PLACED) > 0


@pytest.mark.parametrize(("terms", "expected"), [(frozenset[str](), 0.0), (frozenset({"submarin"}), 0.0)])
def test_no_words_are_nowhere_near(terms: frozenset[str], expected: float) -> None:
    assert nearness(piece("9 crowns"), terms, PLACED) == expected


def test_signs_tell_what_stands_around_a_name() -> None:
    sentence = "The pact was drafted by Admiral Okafor for the Reed Foundation."
    part = Part("name", stems("drafted"), "name")
    drafter = signs_of(
        piece("Admiral Okafor", sentence), sentence, part=part, terms=part.terms, whole=sentence
    )
    other = signs_of(
        piece("Reed Foundation", sentence), sentence, part=part, terms=part.terms, whole=sentence
    )
    assert (drafter.agent, drafter.done_by, drafter.other) == (1.0, 1.0, 0.0)
    assert (other.agent, other.done_by, other.other) == (0.0, 0.0, 1.0)
    assert drafter.asked > other.asked
    assert drafter.fresh == 1.0
