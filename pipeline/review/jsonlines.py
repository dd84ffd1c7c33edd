"""Review rows as JSON lines, with the columns of the workbook and no limit on lengths."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.review.sheet import Row, columns


def write(rows: Iterable[Row], path: Path) -> None:
    """Write one JSON object a row, its kind first, then the columns of its kind."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            ordered = {"kind": row["kind"]} | {
                column.name: row[column.name] for column in columns(row["kind"])
            }
            file.write(json.dumps(ordered, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[tuple[str, Row | GoldError]]:
    """The rows of a file, each with its place ("line 7"), or what is wrong with its line."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield f"line {number}", _row(line, f"line {number}")


def _row(line: bytes, place: str) -> Row | GoldError:
    try:
        row = json.loads(line)
    except ValueError as exc:
        return GoldError(f"{place}: not JSON ({exc}). Correct the line.")
    return row if isinstance(row, dict) else GoldError(f"{place}: not a JSON object. Write {{...}}.")
