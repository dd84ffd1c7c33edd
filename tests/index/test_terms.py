from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index.porter import porter
from pipeline.index.terms import content_words, stem, stems, words

VOCABULARY = """
caresses ponies ties cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned
falling hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer
conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism
decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize
electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable
defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti
homologous effective bowdlerize probate rate cease controll roll commitments pledges undertaking yearly
""".split()  # noqa: SIM905 - the vocabulary of Porter's paper, legible as a paragraph


def fts5_stems(words: list[str]) -> list[str]:
    """The stems that the keyword index of the store makes."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (word, tokenize = 'porter ascii')")
        connection.executemany("INSERT INTO t (rowid, word) VALUES (?, ?)", list(enumerate(words)))
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
        found = connection.execute("SELECT term FROM v ORDER BY doc").fetchall()
    connection.close()
    return [term for (term,) in found]


def test_stems_are_those_of_the_keyword_index() -> None:
    assert [porter(word) for word in VOCABULARY] == fts5_stems(VOCABULARY)


@given(st.lists(st.text("abcdefghilmnorstuyz", min_size=3, max_size=14), min_size=1, max_size=20))
def test_any_letters_stem_as_in_the_keyword_index(made: list[str]) -> None:
    assert [porter(word) for word in made] == fts5_stems(made)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"),
        ("programmes", "program"),
        ("organisation", "organizations"),
        ("Commitments", "commit"),
        ("2,000", "2000"),
        ("labour", "labor"),
        ("travelled", "traveled"),
    ],
)
def test_forms_and_spellings_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_keep_their_place_and_lose_the_possessive() -> None:
    text = "Allies’ 3.5% of GDP, the board's"
    found = list(words(text))
    assert [word for word, _, _ in found] == ["Allies", "3.5", "of", "GDP", "the", "board"]
    assert all(text[start:end] == word for word, start, end in found)


def test_content_words_leave_out_what_carries_no_topic() -> None:
    assert content_words("Which groups does the Board have, and who leads the Board?") == [
        "groups",
        "Board",
        "leads",
    ]
    assert stems("Who is it?") == frozenset()
