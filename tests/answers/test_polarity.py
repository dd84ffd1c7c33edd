from __future__ import annotations

import pytest

from pipeline.answers.polarity import verdict
from pipeline.answers.question import parse
from pipeline.index.terms import stems


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "Will members train pilots in Southport?",
            "Members will train pilots in Southport each spring.",
            "Yes",
        ),
        ("Will members train pilots in Southport?", "Members may train pilots in Southport.", None),
        ("Will members train pilots in Southport?", "Members will not train pilots in Southport.", "No"),
        ("Will members close ports?", "No ports are affected.", "No"),
        ("Must all members train pilots in Southport?", "Members train pilots in Southport.", None),
        ("Do members not train pilots?", "Members train pilots.", None),
        ("Will members train pilots in Southport?", "Crews learn their trade at sea.", None),
    ],
)
def test_yes_or_no_is_said_only_when_the_words_leave_no_doubt(
    question: str, sentence: str, expected: str | None
) -> None:
    assert verdict(parse(question), sentence, stems(sentence)) == expected
