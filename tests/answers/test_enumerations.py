from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers.enumerations import announced_list


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The league runs services such as ferries, pilots and lighthouses.",
            "ferries, pilots and lighthouses",
        ),
        (
            "They will work in many fields, including: dredging, tide tables, and pilot training, as agreed.",
            "dredging, tide tables, and pilot training",
        ),
        ("The pact covers things like tolls; levies; and fees.", "tolls; levies; and fees"),
        ("The league runs ferries, pilots and lighthouses.", None),
        ("The board, which met in May, including its chair, left.", None),
        ("They pay tolls and levies.", None),
    ],
)
def test_a_list_is_told_by_its_announcement_and_commas(sentence: str, expected: str | None) -> None:
    span = announced_list(sentence)
    assert (span.of(sentence) if span else None) == expected


@given(st.text(alphabet="ab ,;:and orU.S.", max_size=60))
def test_a_list_stands_within_its_sentence(sentence: str) -> None:
    span = announced_list(f"It has things such as {sentence}")
    assert span is None or span.end <= len(sentence) + 22
