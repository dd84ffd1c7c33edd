"""EDTF dates in order, and in words."""

from __future__ import annotations

from pipeline.store.edtf import bounds

_PARTS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter", "33": "Q1", "34": "Q2", "35": "Q3"}
_PARTS |= {"36": "Q4", "40": "first half of", "41": "second half of"}


def first_day(edtf: str | None) -> str:
    """The first day as YYYY-MM-DD; "" when there is none."""
    return bounds(edtf)[0] or ""


def last_day(edtf: str | None) -> str:
    """The last day as YYYY-MM-DD; "" when there is none."""
    return bounds(edtf)[1] or ""


def agree(first: str, second: str) -> bool:
    """True when two dates may be the same, one perhaps told more exactly: "2023" and "2023-12"."""
    return first_day(first) <= last_day(second) and first_day(second) <= last_day(first)


def before(first: str, second: str) -> bool:
    """True when the first ends before the second begins."""
    return bool(last_day(first)) and last_day(first) < first_day(second)


def due(edtf: str) -> str:
    """A due date in words: "by 2030", "2024 to 2026"."""
    if edtf.startswith("../"):
        return f"by {spoken(edtf[3:])}"
    return " to ".join(map(spoken, edtf.removesuffix("/..").split("/")))


def spoken(point: str) -> str:
    """One EDTF point as a reader writes it: "autumn 2026" for 2026-23, "about 2025" for 2025~."""
    plain = point.rstrip("~?%")
    year, _, part = plain.partition("-")
    said = f"{_PARTS[part]} {year}" if part in _PARTS else plain
    return said if plain == point else f"about {said}"
