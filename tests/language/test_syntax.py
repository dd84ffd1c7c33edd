"""Parses written by hand, so that what is tested here does not depend on the trained weights."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from pipeline.language import syntax

# Each word with its part of speech, its label, and its head by position.
FOUND = """We PRON nsubj 2
will AUX aux 2
found VERB ROOT 2
and CCONJ cc 4
fund VERB conj 2
a DET det 6
bank NOUN obj 4
. PUNCT punct 2"""
URGE = """Leaders NOUN nsubj 1
urge VERB ROOT 1
ships NOUN obj 1
to PART mark 4
leave VERB xcomp 1"""
PLAN = """They PRON nsubj 1
plan VERB ROOT 1
to PART mark 3
build VERB xcomp 1
and CCONJ cc 5
harbour NOUN conj 3
boats NOUN obj 5
, PUNCT punct 9
he PRON nsubj 9
says VERB parataxis 1"""
AIM = """They PRON nsubj 1
met VERB ROOT 1
to PART mark 3
plan VERB advcl 1
ships NOUN obj 3"""
GROUPS = """Working VERB amod 1
groups NOUN nsubj:pass 3
are AUX aux:pass 3
set VERB ROOT 3
and CCONJ cc 7
boards NOUN nsubj:pass 7
were AUX aux:pass 7
named VERB conj 3"""


def read(table: str) -> Doc:
    rows = [line.split() for line in table.splitlines()]
    words, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(Vocab(), words=words, pos=pos, deps=deps, heads=[int(head) for head in heads])


def texts(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("table", "verb", "expected"),
    [
        (FOUND, 2, "We"),
        (FOUND, 4, "We"),
        (URGE, 4, "ships"),
        (PLAN, 3, "They"),
        (PLAN, 5, "They"),
        (PLAN, 9, "he"),
        (AIM, 3, "They"),
        (GROUPS, 7, "boards"),
        (GROUPS, 0, None),
    ],
)
def test_subject(table: str, verb: int, expected: str | None) -> None:
    found = syntax.subject(read(table)[verb])
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("table", "verb", "expected"),
    [(FOUND, 2, ["will"]), (FOUND, 4, ["will"]), (GROUPS, 7, ["were"]), (URGE, 4, [])],
)
def test_auxiliaries(table: str, verb: int, expected: list[str]) -> None:
    assert texts(syntax.auxiliaries(read(table)[verb])) == expected


@pytest.mark.parametrize(
    ("table", "index", "expected"),
    [(FOUND, 2, True), (PLAN, 5, True), (PLAN, 6, False), (GROUPS, 0, False), (FOUND, 6, False)],
)
def test_is_verb(table: str, index: int, expected: bool) -> None:
    assert syntax.is_verb(read(table)[index]) is expected


def test_a_row_is_the_same_from_each_of_its_words() -> None:
    doc = read(FOUND)
    assert texts(syntax.coordinated(doc[2])) == texts(syntax.coordinated(doc[4])) == ["found", "fund"]


def test_verbs_with_their_own_subject_are_no_part_of_the_shared_row() -> None:
    assert texts(syntax.coordinated_verbs(read(GROUPS)[3])) == ["set"]
    assert texts(syntax.coordinated_verbs(read(FOUND)[4])) == ["found", "fund"]


@pytest.mark.parametrize(
    ("table", "index", "expected"),
    [
        (FOUND, 2, "We will found"),
        (FOUND, 4, "fund a bank"),
        (FOUND, 6, "a bank"),
        (PLAN, 1, "They plan to build and harbour boats"),
        (PLAN, 9, "he says"),
        (GROUPS, 3, "Working groups are set"),
    ],
)
def test_clause(table: str, index: int, expected: str) -> None:
    assert syntax.clause(read(table)[index]).text.strip() == expected
