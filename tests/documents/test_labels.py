from __future__ import annotations

import pytest

from pipeline.documents.labels import find_labels, printed
from pipeline.documents.structure import RawBlock


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12. We will plant trees.", "12"),
        ("12) We will plant trees.", "12"),
        ("3(b) We will plant trees.", "3(b)"),
        ("4.2 Rivers are kept clean.", "4.2"),
        ("(iv) Rivers", "iv"),
        ("(a) Rivers", "a"),
        ("b. Rivers", "b"),
        ("(12) Whereas rivers flow", "12"),
        ("(A) Rivers", "A"),
        ("2031. A year is no label", None),
        ("3.5 % of the trees", "3.5"),
        ("Article 5", None),
        ("(see) the annex", None),
        ("We will (a) plant trees", None),
        ("A river", None),
        ("3bis. We will plant trees.", "3bis"),
        ("3 ter. We will plant trees.", "3 ter"),
        ("[12. We will plant trees.]", "12"),
        ("[ (c) Plant trees]", "c"),
        ("[1] A reference", None),
    ],
)
def test_printed(text: str, label: str | None) -> None:
    assert printed(text) == label


def labels(*texts: str, kind: str = "paragraph") -> list[str | None]:
    return find_labels([RawBlock(kind, text) for text in texts])  # type: ignore[arg-type]  # one of the kinds


def test_nested_labels_are_composed_where_the_sequence_proves_the_nesting() -> None:
    found = labels(
        "3. We will:", "(a) plant trees:", "(i) oaks", "(ii) firs", "(b) clean rivers", "4. We met."
    )
    assert found == ["3", "3(a)", "3(a)(i)", "3(a)(ii)", "3(b)", "4"]


def test_inserted_paragraphs_have_points_of_their_own_and_do_not_break_the_count() -> None:
    assert labels("3. x", "3bis. x:", "(a) y", "4. x:", "[(a) y]") == ["3", "3bis", "3bis(a)", "4", "4(a)"]


def test_i_after_h_is_a_letter_and_after_a_roman_one() -> None:
    letters = labels("1. We will:", *(f"({letter}) x" for letter in "abcdefghi"))
    assert letters[-1] == "1(i)"
    assert labels("(a) x", "(i) y", "(ii) z") == ["a", "a(i)", "a(ii)"]


def test_a_label_out_of_sequence_stands_alone() -> None:
    assert labels("3. We will:", "(c) plant trees") == ["3", "c"]


def test_a_heading_ends_the_enumeration() -> None:
    raw = [
        RawBlock("paragraph", "1. One"),
        RawBlock("heading", "Part", level=1),
        RawBlock("paragraph", "(a) x"),
    ]
    assert find_labels(raw) == ["1", None, "a"]


def test_a_label_from_the_reader_is_composed_too() -> None:
    raw = [RawBlock("item", "trees:", label="2"), RawBlock("item", "oaks", label="a", level=1)]
    assert find_labels(raw) == ["2", "2(a)"]


def test_bare_numbers_count_only_as_an_unbroken_run() -> None:
    assert labels("1 WE, the States", "2 RECALLING the accord", "3 DECIDE to act") == ["1", "2", "3"]
    assert labels("1 River was cleaned", "Then nothing", "9 Rivers more") == [None, None, None]


def test_rows_and_furniture_have_no_labels() -> None:
    assert labels("1. One | Two", kind="row") == [None]
    assert labels("2. Page", kind="furniture") == [None]
