from __future__ import annotations

import pytest

from pipeline.answers.question import parse


def test_terms_names_and_numbers_of_a_question() -> None:
    question = parse("By how much must League members raise the 4% levy?")
    assert list(question.terms.values()) == ["League", "members", "raise", "4", "levy"]
    assert question.names == {"leagu"}
    assert question.numbers == {"4"}


@pytest.mark.parametrize(
    ("text", "is_list", "is_double"),
    [
        ("Which working groups does the board have?", True, False),
        ("What did members commit to under the pledge?", True, False),
        ("Name the three ports.", True, False),
        ("Who leads the board?", False, False),
        ("By when must members pay, and how is it split?", False, True),
    ],
)
def test_lists_and_double_questions_are_told_by_their_wording(
    text: str, is_list: bool, is_double: bool
) -> None:
    question = parse(text)
    assert (question.is_list, question.is_double) == (is_list, is_double)


@pytest.mark.parametrize("text", ["", "?", "42", "\x00", "the of and"])
def test_any_string_is_a_question(text: str) -> None:
    assert parse(text).text == text
