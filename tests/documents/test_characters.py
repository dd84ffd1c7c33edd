from __future__ import annotations

import pytest

from pipeline.documents.characters import join_lines, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eﬃcient ﬁrms", "efficient firms"),
        ("emis\u00adsions", "emissions"),
        ("20\u200b30", "2030"),
        ("by \u202e.05\u202c percent", "by .05 percent"),
        ("nul\x00led", "nulled"),
        ("so\u200dft", "soft"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner shapes Persian letters
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("plain", "plain"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["we cut emis-", "sions now"], "we cut emissions now"),
        (["we cut emis\u00ad", "sions"], "we cut emissions"),
        (["the G7-", "Africa pact"], "the G7- Africa pact"),
        (["short-", "and long-term"], "short- and long-term"),
        (["from 5 -", "to 7"], "from 5 - to 7"),
        ([" two   spaces ", "", "end "], "two spaces end"),
        ([], ""),
    ],
)
def test_join_lines(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected
