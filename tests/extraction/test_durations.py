from __future__ import annotations

import pytest

from pipeline.extraction import durations


@pytest.mark.parametrize(
    ("text", "words", "kind", "timex"),
    [
        ("a plan of five years", "five years", "duration", "P5Y"),
        ("a 100-day plan", "100-day", "duration", "P100D"),
        ("ready in 24 hours", "24 hours", "duration", "PT24H"),
        ("two and a half years", "two and a half years", "duration", "P2.5Y"),
        ("a decade of work", "a decade", "duration", "P1DE"),
        ("30 minutes", "30 minutes", "duration", "PT30M"),
        ("reviewed every two years", "every two years", "set", "P2Y"),
        ("every other month", "every other month", "set", "P2M"),
        ("meets annually", "annually", "set", "P1Y"),
        ("5 tonnes per year", "per year", "set", "P1Y"),
    ],
)
def test_durations_and_recurrences(text: str, words: str, kind: str, timex: str) -> None:
    (found,) = durations.find(text)
    assert (found.span.of(text), found.kind, found.timex) == (words, kind, timex)


@pytest.mark.parametrize("text", ["No figure here.", "20 ships", "the yearbook"])
def test_what_is_no_duration(text: str) -> None:
    assert durations.find(text) == ()
