from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.extraction.parses import Parse, parse_of, relation_to, subject_at
from pipeline.language import Sentence, analyse
from tests.nouns import make_document


def sentence_of(text: str) -> Sentence:
    (sentence,) = analyse(make_document((("paragraph", text),)))
    return sentence


@dataclass(eq=False)
class Word:
    """A token with no more than its place in the tree."""

    i: int
    dep_: str
    head: Word = None  # type: ignore[assignment] # set below


def words(*tree: tuple[str, int]) -> list[Word]:
    made = [Word(i, dep) for i, (dep, _) in enumerate(tree)]
    for word, (_, head) in zip(made, tree, strict=True):
        word.head = made[head]
    return made


@pytest.mark.parametrize(
    ("index", "relation"),
    [(2, "conj first"), (3, "advcl of first"), (4, "conj in advcl"), (5, "obj"), (6, "conj first")],
)
def test_how_a_token_hangs_together_with_the_heads(index: int, relation: str) -> None:
    tree = words(("ROOT", 0), ("xcomp", 0), ("conj", 1), ("advcl", 1), ("conj", 3), ("obj", 2), ("conj", 2))
    assert relation_to(tree[index], {1: "first"}) == relation  # type: ignore[arg-type] # as good as a Token


def test_tokens_are_found_by_offset() -> None:
    sentence = sentence_of("Allies repair piers.")
    tokens = tuple(sentence.tokens)
    parse = Parse(tokens, tuple(token.idx for token in tokens))
    assert [parse.at(offset).text for offset in (0, 5, 7, 19)] == ["Allies", "Allies", "repair", "."]


def test_a_sentence_has_a_parse_only_when_it_was_parsed() -> None:
    sentence = sentence_of("Allies will repair their piers.")
    parsed = any(token.dep_ for token in sentence.tokens)
    assert (parse_of(sentence) is not None) == parsed


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        (
            "The harbour ministers of Norland have agreed to meet.",
            "agreed",
            "The harbour ministers of Norland",
        ),
        ("Norland will build a new pier.", "will", "Norland"),
        ("Visit the harbour soon.", "Visit", None),
    ],
)
def test_the_subject_of_a_verb_is_the_name_before_it(text: str, verb: str, name: str | None) -> None:
    parse = parse_of(sentence_of(text))
    if parse is None:
        pytest.skip("the pipeline has no parser")
    start = text.index(verb)
    span = subject_at(parse, start, start + len(verb))
    assert (span and span.of(text)) == name
