from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from pipeline.codec import KINDS
from pipeline.review.fields import FIELDS, edtf, number, shown, values, words


@pytest.mark.parametrize(
    ("kind", "name", "cell", "value"),
    [
        ("commitment", "actor", "  The\nports ", "The ports"),
        ("commitment", "actor", "", None),
        ("commitment", "strength", "weak", "weak"),
        ("commitment", "deadline", 2035, "2035"),
        ("commitment", "deadline", "../2035-06", "../2035-06"),
        ("commitment", "deadline", datetime(2035, 6, 1), "2035-06-01"),
        ("commitment", "agreed", date(2024, 7, 10), "2024-07-10"),
        ("commitment", "deadline", None, None),
        ("target", "value", "1,200", 1200),
        ("target", "value", "40 to 45.5", [40, 45.5]),
        ("target", "value", [40, 45.5], [40, 45.5]),
        ("target", "per", "", None),
        ("date", "edtf", "2025~", "2025~"),
    ],
)
def test_a_cell_is_read_to_the_value_of_its_field(kind: Any, name: str, cell: Any, value: Any) -> None:
    assert FIELDS[kind][name].read(cell) == value


@pytest.mark.parametrize(
    ("kind", "name", "cell", "said"),
    [
        ("commitment", "strength", "firm", "'firm' is not known; write strong, moderate, weak"),
        ("commitment", "strength", "", "'empty' is not known"),
        ("commitment", "deadline", "next year", "no EDTF date"),
        ("target", "value", "many", "no number"),
        ("target", "value", "1 to 2 to 3", "no number"),
        ("target", "value", None, "no number"),
        ("target", "value", "1e999", "no number"),
        ("target", "measure_unit", " ", "empty, but needed"),
        ("date", "edtf", None, "empty, but needed"),
    ],
)
def test_a_wrong_cell_says_what_may_stand_there(kind: Any, name: str, cell: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        FIELDS[kind][name].read(cell)


@pytest.mark.parametrize("value", [None, "a b", 2, 2.5, [40, 45.5]])
def test_what_is_shown_is_read_back(value: Any) -> None:
    read = words if value is None or isinstance(value, str) else number
    assert read(shown(value)) == value


def test_every_kind_of_record_has_fields_and_a_deadline_is_its_edtf() -> None:
    assert set(FIELDS) | {"fact"} == set(KINDS.values())  # facts stand beside the records
    row = {"kind": "commitment", "actor": "We", "deadline": {"text": "by 2030", "edtf": "../2030"}}
    found = values(row)
    assert (found["actor"], found["deadline"], found["cue"]) == ("We", "../2030", None)
    assert edtf(found["deadline"]) == "../2030"
