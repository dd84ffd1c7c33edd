"""Dates in EDTF as a reader says them."""

from __future__ import annotations


def due_words(edtf: str) -> str:
    """A date in words: "../2030" is "by 2030", "2024/2026" is "2024 to 2026", "2025/.." is "from 2025"."""
    if edtf.startswith("../"):
        return f"by {edtf[3:]}"
    first, slash, last = edtf.partition("/")
    if slash and last == "..":
        return f"from {first}"
    return f"{first} to {last}" if slash else edtf
