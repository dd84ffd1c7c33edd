from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.words import Spot, Stretch, plain, same_words, share_words, words

FEW = st.lists(st.sampled_from(["we", "will", "act", "%"]), max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Allies’ pledge", ["the", "allies", "'", "pledge"]),
        ("2–3 %", ["2", "-", "3", "%"]),
        ("low\u00adcarbon\u00a0fuel", ["lowcarbon", "fuel"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,500 doses", "1500 doses"), ("5 per cent", "5 %"), ("Percent  of", "% of"), ("1, 2", "1 , 2")],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same", "shared"),
    [
        (None, None, True, False),
        ("", None, True, False),
        ("we", None, False, False),
        ("the Allies", "Allies", True, True),
        ("the Allies of the west", "Allies", False, True),
        ("we", "they", False, False),
    ],
)
def test_comparing_words(one: str | None, other: str | None, same: bool, shared: bool) -> None:
    assert same_words(one, other) is same
    assert share_words(one, other) is shared


@given(units=st.lists(FEW, min_size=1, max_size=4), quote=FEW, unit=st.integers(0, 3))
def test_occurrences_are_those_of_a_plain_search(units: list[list[str]], quote: list[str], unit: int) -> None:
    stretch = Stretch((f"u{i}", " ".join(unit)) for i, unit in enumerate(units))
    sequence = [word for one in units for word in one]
    start = sum(map(len, units[:unit])) if unit < len(units) else 0
    naive = [
        Spot(i, i + len(quote))
        for i in range(start, len(sequence) - len(quote) + 1)
        if quote and sequence[i : i + len(quote)] == quote
    ]
    assert stretch.occurrences(" ".join(quote), unit=f"u{unit}") == naive


def test_context_tells_repeated_quotes_apart() -> None:
    stretch = Stretch([("u0", "We will act now."), ("u1", "They will act later."), ("u2", "will act")])
    assert stretch.locate_in_context("will act", prefix="They", suffix=" later") == Spot(6, 8)
    assert stretch.locate_in_context("will act", suffix="now. They") == Spot(1, 3)
    assert stretch.locate_in_context("will act", taken={Spot(1, 3), Spot(6, 8)}) == Spot(10, 12)
    assert stretch.locate_in_context("will act", taken={Spot(1, 3), Spot(6, 8), Spot(10, 12)}) is None


def test_gold_quotes_are_found_from_their_unit_on() -> None:
    stretch = Stretch([("u0", "will act"), ("u1", "will act"), ("u2", "")])
    assert stretch.locate("will act", unit="u1") == Spot(2, 4)
    assert stretch.locate("will act", unit="u0", taken={Spot(0, 2)}) == Spot(2, 4)
    assert stretch.locate("will act", unit="u1", taken={Spot(2, 4)}) == Spot(2, 4)
    assert stretch.locate("will", unit="u2") is None


def test_unit_at() -> None:
    stretch = Stretch([("u0", "one two"), ("u1", "three"), ("u2", "four")])
    assert [stretch.unit_at(place) for place in range(4)] == ["u0", "u0", "u1", "u2"]
