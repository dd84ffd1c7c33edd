from __future__ import annotations

import pytest

from pipeline.extraction import amounts, ranges


@pytest.mark.parametrize(
    ("text", "start", "comparator"),
    [
        ("3-5 %", 0, "range"),
        ("from 4 to 6 ships", 5, "change"),
        ("12% to 40 ships", 0, None),
        ("9 to 3 ships", 0, None),
    ],
)
def test_the_other_end(text: str, start: int, comparator: str | None) -> None:
    first = amounts.read(text, start)
    assert first is not None
    assert ranges.second_of(text, first)[1] == comparator
