from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import GoldError
from pipeline.scoring.fields import Fields


@pytest.mark.parametrize(
    ("value", "expected"),
    [(40, 40.0), (2.5, 2.5), ([300, 100], (300.0, 100.0)), (12_000_000_000_000, 12e12)],
)
def test_values(value: Any, expected: Any) -> None:
    assert Fields("here", {"value": value}).value() == expected


@pytest.mark.parametrize("value", [None, True, "2", [1], [1, "2"], {}])
def test_what_is_no_value(value: Any) -> None:
    with pytest.raises(GoldError, match=r"here: 'value' is .* see GUIDELINES\.md"):
        Fields("here", {"value": value}).value()


def test_deadlines() -> None:
    deadline = {"text": "by 2030", "edtf": "../2030"}
    assert Fields("here", {"deadline": deadline}).deadline("Done by 2030.") == "../2030"
    assert Fields("here", {"deadline": None}).deadline("Done by 2030.") is None
    with pytest.raises(GoldError, match="here: deadline: 'edtf'"):
        Fields("here", {"deadline": {"text": "by 2030"}}).deadline("Done by 2030.")


def test_lists_are_numbered_from_one() -> None:
    items = list(Fields("here", {"support": [{"unit": "u1"}, {"unit": "u2"}]}).items("support"))
    assert [item.text("unit") for item in items] == ["u1", "u2"]
    with pytest.raises(GoldError, match="here: support 2: 'quote'"):
        items[1].text("quote")
    with pytest.raises(GoldError, match="not a list"):
        list(Fields("here", {"support": "u1"}).items("support"))
    with pytest.raises(GoldError, match="support 1: not a JSON object"):
        list(Fields("here", {"support": ["u1"]}).items("support"))


def test_capitals_do_not_matter_for_words_from_the_text() -> None:
    assert Fields("here", {"actor": "we"}).standing_in("actor", "We agree.") == "we"
    assert Fields("here", {"actor": None}).standing_in("actor", "We agree.") is None
    with pytest.raises(GoldError, match="neither in the unit nor in its lead_in"):
        Fields("here", {"actor": "they"}).standing_in("actor", "We agree.")
