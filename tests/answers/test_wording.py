from __future__ import annotations

import pytest

from pipeline.answers.wording import due_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("../2030", "by 2030"), ("2024/2026", "2024 to 2026"), ("2025/..", "from 2025"), ("2031-05", "2031-05")],
)
def test_dates_are_said_as_a_reader_says_them(edtf: str, words: str) -> None:
    assert due_words(edtf) == words
