from __future__ import annotations

import pytest

from pipeline.answers.support import is_supported

QUOTE = "The Harbour League will pay at least 2.5% of port income, or 150 million crowns, by May 2034."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The League will pay 2.5 percent of its port income by May 2034.", True),
        ("By May 2034, at least 150 million crowns of port income will be paid.", True),
        ("The League will pay 25% of port income.", False),
        ("The League will pay 150 billion crowns of port income.", False),
        ("The League will pay 2.5% of port income by June 2034.", False),
        ("The Reed League will pay 2.5% of port income.", False),
        ("The League will not pay 2.5% of port income.", False),
        ("Port income is paid at www.example.org by the League.", False),
        ("Everybody should send their savings at once.", False),
        ("", False),
    ],
)
def test_a_sentence_may_say_no_more_than_its_quotes(sentence: str, expected: bool) -> None:
    assert is_supported(sentence, [QUOTE]) is expected


def test_a_denial_must_be_kept() -> None:
    quotes = ["Members will not pay tolls in Southport."]
    assert is_supported("Members will not pay tolls.", quotes)
    assert not is_supported("Members will pay tolls.", quotes)
