from __future__ import annotations

import pytest

from pipeline.extraction import units


@pytest.mark.parametrize(
    ("surface", "name", "kind"),
    [
        ("%", "%", "percent"),
        ("per cent", "%", "percent"),
        ("percentage points", "percentage points", "percent"),
        ("US$", "USD", "currency"),
        ("CAD $", "CAD", "currency"),
        ("€", "EUR", "currency"),
        ("euros", "EUR", "currency"),
        ("US dollars", "USD", "currency"),
        ("Metric Tons", "tonnes", "measure"),
        ("-megawatt", "MW", "measure"),
        ("degrees Celsius", "°C", "measure"),
        (" of dollars", "USD", "currency"),
    ],
)
def test_surfaces_have_one_normal_name(surface: str, name: str, kind: str) -> None:
    unit = units.load().find(surface)
    assert (unit.name, unit.kind) == (name, kind)


def test_factors_lead_to_the_normal_unit() -> None:
    assert units.load().find("Gt").factor == 1e9


def test_symbols_are_not_read_in_longer_words() -> None:
    after = units.load().after
    assert after.match(" GWh of storage", 0)[0] == " GWh"  # type: ignore[index]  # a match is what is tested
    assert after.match(" members", 0) is None
    assert after.match("mm shells", 0)[0] == "mm"  # type: ignore[index]
