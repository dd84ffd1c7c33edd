"""One annotated JSON object under check: every access either gives a legal value or a GoldError."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

from pipeline.errors import GoldError


class Fields:
    """The fields of one gold record; ``place`` names file and record in messages."""

    def __init__(self, place: str, data: Any) -> None:
        self._place = place
        if not isinstance(data, dict):
            raise self.error("not a JSON object. Write {...}")
        self._data: dict[str, Any] = data

    def error(self, trouble: str) -> GoldError:
        """The error to raise about this record; ``trouble`` says what is wrong and what to do."""
        return GoldError(f"{self._place}: {trouble}; see GUIDELINES.md.")

    def text(self, name: str) -> str:
        """A field that must be a non-empty text."""
        value = self._data.get(name)
        if not isinstance(value, str) or not value:
            raise self.error(f"{name!r} is {value!r}. Give it a text")
        return value

    def optional(self, name: str) -> str | None:
        """A field that is a text, or null or left out."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, str):
            raise self.error(f"{name!r} is {value!r}. Make it a text or null")
        return value

    def choice(self, name: str, legal: tuple[str, ...]) -> Any:
        """A field that must be one of the ``legal`` values (which the caller's Literal type lists)."""
        value = self._data.get(name)
        if value not in legal:
            raise self.error(f"{name!r} is {value!r}. Legal: {', '.join(legal)}")
        return value

    def texts(self, name: str) -> list[str]:
        """A field that must be a list of texts; left out, it is empty."""
        values = self._data.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(f"{name!r} is not a list of texts. Write [...]")
        return values

    def items(self, name: str) -> Iterator[Fields]:
        """The objects in a list field, each with its number from 1 in its place; left out, none."""
        values = self._data.get(name) or []
        if not isinstance(values, list):
            raise self.error(f"{name!r} is not a list. Write [...]")
        for number, value in enumerate(values, start=1):
            yield Fields(f"{self._place}: {name} {number}", value)

    def quote(self, units: dict[str, str]) -> tuple[str, str]:
        """Unit and quote, the quote verbatim in the unit."""
        unit, quote = self.text("unit"), self.text("quote")
        if unit not in units:
            raise self.error(f"unknown unit {unit!r}. Name a unit of the .txt file")
        if quote not in units[unit]:
            raise self.error(f"the quote {quote!r} does not stand in {unit}. Copy it verbatim")
        return unit, quote

    def standing_in(self, name: str, around: str) -> str | None:
        """An optional text that must stand in ``around`` (the unit and its stem), capitals aside."""
        value = self.optional(name)
        if value and value.lower() not in around.lower():
            raise self.error(f"{name} {value!r} is neither in the unit nor in its lead_in. Copy it verbatim")
        return value

    def deadline(self, around: str) -> str | None:
        """The EDTF form of ``deadline``, whose text must stand in ``around``; None when there is none."""
        value = self._data.get("deadline")
        if value is None:
            return None
        deadline = Fields(f"{self._place}: deadline", value)
        if deadline.text("text") not in around:
            raise deadline.error("its text stands neither in the unit nor in its lead_in. Copy it verbatim")
        return deadline.text("edtf")

    def value(self) -> float | tuple[float, ...]:
        """The field ``value``: a number, or a list of two."""
        value = self._data.get("value")
        if _is_number(value):
            return float(value)
        if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
            return float(value[0]), float(value[1])
        raise self.error(f"'value' is {value!r}. Make it a number, or [from, to]")


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
