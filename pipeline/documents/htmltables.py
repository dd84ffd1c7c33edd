"""Rows of HTML tables: data rows become one block, rows that only lay out a text become its blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.documents.structure import RawBlock

_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,5})[.)]{1,2}|\d{1,3}(?:\.\d{1,3})+\.?")
_DASH = re.compile(r"[-–—•·▪◦‣*]")
_LONGEST_DATA_ROW = 4000  # characters; a longer row is a page laid out by a table

Cell = list[RawBlock]


@dataclass(slots=True)
class Table:
    """An open table: the cells of its open row, and whether it showed a header or a data row before."""

    cells: list[Cell] = field(default_factory=list)
    has_header: bool = False
    has_data: bool = False

    def opens_label(self) -> bool:
        """True when the open row's first cell is but a label, so that what follows is its text."""
        return bool(self.cells) and _is_label(self.cells[0])


def _is_label(cell: Sequence[RawBlock]) -> bool:
    return len(cell) == 1 and bool(_LABEL.fullmatch(cell[0].text) or _DASH.fullmatch(cell[0].text))


def row_blocks(table: Table, level: int) -> list[RawBlock]:
    """The blocks of the table's finished row; ``level`` is the number of labelled rows around it."""
    cells = [cell for cell in table.cells if cell]
    if len(cells) == 2 and _is_label(cells[0]) and not table.has_header:
        return _labelled(cells[0][0].text, cells[1], level)
    if _is_data(table, cells):
        table.has_data = True
        return _data_row(table.cells)
    return [block for cell in cells for block in cell]


def _labelled(label: str, body: Sequence[RawBlock], level: int) -> list[RawBlock]:
    """An item made of its label and the first block beside it; what follows continues the item."""
    first, *rest = body
    if first.kind not in ("paragraph", "item", "heading") or first.hidden:
        return [RawBlock("paragraph", label), *body]
    text = first.text if _DASH.fullmatch(label) else f"{label} {first.text}"
    kind = first.kind if first.kind == "heading" else "item"
    following = [
        replace(block, level=level + 1) if block.kind == "paragraph" and block.level == 0 else block
        for block in rest
    ]
    return [
        replace(first, kind=kind, text=text, level=first.level if kind == "heading" else level),
        *following,
    ]


def _is_data(table: Table, cells: Sequence[Cell]) -> bool:
    if len(cells) < 2 and not (cells and (table.has_data or table.has_header)):
        return False
    blocks = [block for cell in cells for block in cell]
    if any(block.kind in ("row", "heading", "note") for block in blocks):
        return False
    return sum(len(block.text) for block in blocks) <= _LONGEST_DATA_ROW


def _data_row(cells: Sequence[Cell]) -> list[RawBlock]:
    seen = [[block for block in cell if not block.hidden] for cell in cells]
    hidden = [block for cell in cells for block in cell if block.hidden]
    kinds = {block.kind for cell in seen for block in cell}
    text = " | ".join(" ".join(block.text for block in cell) for cell in seen)
    row = RawBlock("furniture" if kinds == {"furniture"} else "row", text)
    return [row, *hidden] if kinds else hidden
