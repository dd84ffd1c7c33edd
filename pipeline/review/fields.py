"""The fields of a record that a reader may correct: how each is shown in a cell and read back from it.

A cell is read to the value that :func:`pipeline.codec.record_to_data` gives the field; a deadline is its
EDTF. ValueError says what is wrong with a cell and what may stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from pipeline.schema import Comparator, Polarity, RecordKind, Relation, Role, Status, Strength
from pipeline.store.edtf import bounds

_AREA_WIDTH, _SHORT, _WORDS = 14, 12, 24


@dataclass(frozen=True, slots=True)
class Field:
    """A correctable field: its column's width in characters, its legal values where they are few."""

    read: Callable[[Any], Any]
    width: int = _WORDS
    choices: tuple[str, ...] = ()


def words(cell: Any) -> str | None:
    """Words on one line; None for an empty cell."""
    return " ".join(str(cell).split()) or None if cell is not None else None


def needed(cell: Any) -> str:
    """Words that must be there."""
    found = words(cell)
    if found is None:
        raise ValueError("empty, but needed")
    return found


def edtf(cell: Any) -> str | None:
    """An EDTF date; None for an empty cell. A spreadsheet's own date becomes its day."""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    found = words(cell)
    if found is not None and bounds(found) == (None, None):
        raise ValueError(f"{found!r} is no EDTF date; write 2030, 2030-06, 2030-06-15 or ../2030")
    return found


def dated(cell: Any) -> str:
    """An EDTF date that must be there."""
    return needed(edtf(cell))


def number(cell: Any) -> int | float | list[int | float]:
    """A number, or for a range or change a pair: "40 to 45.5"."""
    parts = cell if isinstance(cell, list) else [cell]
    if isinstance(cell, str):
        parts = cell.split(" to ")
    if len(parts) > 2 or any(isinstance(part, bool) for part in parts):
        raise ValueError(f"{cell!r} is no number; write 40, or 40 to 45.5")
    try:
        found = [_short(float(str(part).replace(",", ""))) for part in parts]
    except (ValueError, OverflowError) as exc:
        raise ValueError(f"{cell!r} is no number; write 40, or 40 to 45.5") from exc
    return found if len(found) == 2 else found[0]


def shown(value: Any) -> str | int | float:
    """The cell of a field's value: a pair as "40 to 45.5", nothing as an empty text."""
    if isinstance(value, list):
        return " to ".join(map(str, value))
    return "" if value is None else value if isinstance(value, int | float) else str(value)


def values(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a record, given as its row, says in the fields of its kind."""
    found = {name: row.get(name) for name in FIELDS[row["kind"]]}
    deadline = row.get("deadline")
    return found | {"deadline": deadline["edtf"]} if isinstance(deadline, Mapping) else found


def _short(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _choice(*legal: str, optional: bool = False) -> Field:
    def read(cell: Any) -> str | None:
        found = words(cell)
        if found in legal or (optional and found is None):
            return found
        raise ValueError(f"{found or 'empty'!r} is not known; write {', '.join(legal)}")

    return Field(read, _SHORT, legal)


FIELDS: dict[RecordKind, dict[str, Field]] = {
    "commitment": {
        "actor": Field(words),
        "actor_name": Field(words),
        "cue": Field(words, 16),
        "strength": _choice(*get_args(Strength)),
        "status": _choice(*get_args(Status)),
        "deadline": Field(edtf, _SHORT),
        "agreed": Field(edtf, _SHORT),
        "instrument": Field(words),
        "area": Field(words, _AREA_WIDTH),
        "polarity": _choice(*get_args(Polarity)),
    },
    "target": {
        "comparator": _choice(*get_args(Comparator)),
        "value": Field(number, _SHORT),
        "measure_unit": Field(needed, _SHORT),
        "of": Field(words),
        "per": _choice("year", "month", optional=True),
        "deadline_edtf": Field(edtf, _SHORT),
    },
    "date": {
        "edtf": Field(dated, 22),
        "role": _choice(*get_args(Role)),
        "of": Field(words, 40),
    },
    "link": {
        "relation": _choice(*get_args(Relation)),
        "from": Field(needed, 40),
        "to": Field(needed, 40),
    },
}
