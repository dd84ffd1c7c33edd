from __future__ import annotations

import pytest

from pipeline.extraction import amounts


@pytest.mark.parametrize(
    ("text", "end", "value", "unit"),
    [
        ("$1.2bn for it", 6, 1.2e9, "USD"),
        ("450kW plant", 5, 450, "kW"),
        ("1.2m people", 4, 1.2e6, None),
        ("100m hurdle", 4, 100, "m"),
        ("10m euros", 9, 1e7, "EUR"),
        ("40 pounds of rice", 9, 40, "lb"),
        ("40 pounds a head", 9, 40, "GBP"),
    ],
)
def test_amounts(text: str, end: int, value: float, unit: str | None) -> None:
    found = amounts.read(text, 0)
    assert found is not None
    assert (found.end, found.unit.name if found.unit else None) == (end, unit)
    assert found.value == pytest.approx(value)


def test_no_number_no_amount() -> None:
    assert amounts.read("$ and more", 0) is None
