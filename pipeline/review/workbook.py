"""Review sheets as an XLSX workbook: written with everything locked that is not to be changed, and read back.

No cell is ever a formula: texts of documents are written as texts, and a formula that comes back is refused.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import GoldError, UsageError
from pipeline.review.fields import FIELDS
from pipeline.review.sheet import CHOICES, Column, Row, cell, columns
from pipeline.schema import RecordKind

NEW_ROWS = 50  # empty rows under each table for what was missed
LONGEST_CELL = 32_767  # characters, Microsoft's specification
LARGEST = 256 << 20  # bytes a workbook may unpack to
_NEW = ("quote", "note", "source", "start")  # what can be written in an empty row besides the fields

_HELP = (
    "Pledgebook review",
    "Each sheet holds one kind of record, a row each. Columns with a blue head may be changed; the grey ones "
    "are locked.",
    "decision: accept = the record is right as it is. edit = right once the cells you change are changed; "
    "empty a cell to say that the text does not tell. reject = no such record may be extracted here. "
    "Rows without a decision are left as they are.",
    "quote: may be made longer or shorter, in the very words of the document.",
    "Missed something? Use the empty rows at the bottom of a sheet: copy the words into quote, choose the "
    "source, fill in the fields you are sure of. If the words stand in the document more than once, write "
    "into start where the ones you mean begin.",
    "Save, then run: pledgebook review import FILE. Nothing is imported while a row is wrong; each is named.",
)


def write(rows: Iterable[Row], path: Path, *, sources: Sequence[str]) -> None:
    """Write a workbook with a sheet for each kind among the rows; ``sources`` are offered in empty rows.

    UsageError for a text longer than a cell may hold; JSON lines have no such limit.
    """
    import xlsxwriter

    by_kind: dict[RecordKind, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = _styles(book)
        _write_help(book.add_worksheet("read me"), styles)
        for kind, members in (by_kind or {"commitment": []}).items():
            _write_sheet(book.add_worksheet(f"{kind}s"), kind, members, styles, len(sources))
        _write_sources(book.add_worksheet("sources"), sources)
        book.worksheets()[1].activate()


def _styles(book: Any) -> dict[str, Any]:
    common = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D0D7DE"}
    head = common | {"bold": True, "valign": "vcenter"}
    looks = {
        "title": {"bold": True, "font_size": 16},
        "help": {"text_wrap": True, "valign": "top"},
        "open head": head | {"bg_color": "#1F4E79", "font_color": "#FFFFFF"},
        "locked head": head | {"bg_color": "#6B7684", "font_color": "#FFFFFF"},
        "open": common | {"locked": False, "num_format": "@"},
        "locked": common | {"bg_color": "#F3F5F7", "font_color": "#4A5563"},
        "accept": {"bg_color": "#D8F0E0", "font_color": "#14532D"},
        "edit": {"bg_color": "#FFF0CC", "font_color": "#6B4700"},
        "reject": {"bg_color": "#FBDAD7", "font_color": "#7A1C14"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write_help(sheet: Any, styles: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(_HELP):
        sheet.write_string(number, 0, line, styles["help" if number else "title"])
    sheet.hide_gridlines(2)
    sheet.protect()


def _write_sheet(
    sheet: Any, kind: RecordKind, rows: Sequence[Row], styles: Mapping[str, Any], sources: int
) -> None:
    shape = columns(kind)
    last = len(rows) + NEW_ROWS
    for number, column in enumerate(shape):
        sheet.write_string(0, number, column.name, styles["open head" if column.editable else "locked head"])
        sheet.set_column(number, number, column.width, None, {"hidden": column.hidden})
        _offer(sheet, number, column, len(rows), last, sources)
        _fill(sheet, number, column, rows, styles)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(shape) - 1)
    for choice in CHOICES:
        rule = {"type": "cell", "criteria": "==", "value": f'"{choice}"', "format": styles[choice]}
        sheet.conditional_format(1, 0, last, 0, rule)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    allowed = ("format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))


def _fill(sheet: Any, number: int, column: Column, rows: Sequence[Row], styles: Mapping[str, Any]) -> None:
    style = styles["open" if column.editable else "locked"]
    for place, row in enumerate(rows, start=1):
        value = cell(row, column)
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            raise UsageError(
                f"record {row['id']}: its {column.name} is too long for a cell. Export to a .jsonl file."
            )
        if isinstance(value, str):
            sheet.write_string(place, number, value, style)
        else:
            sheet.write_number(place, number, value, style)
    style = styles["open" if column.editable or column.name in _NEW else "locked"]
    for place in range(len(rows) + 1, len(rows) + NEW_ROWS + 1):
        sheet.write_blank(place, number, None, style)


def _offer(sheet: Any, number: int, column: Column, filled: int, last: int, sources: int) -> None:
    """Offer what may stand in a column: its choices, or in empty rows the documents."""
    if column.choices:
        message = f"Write {', '.join(column.choices)}."
        rule = {"validate": "list", "source": list(column.choices), "error_message": message}
        sheet.data_validation(1, number, last, number, rule)
    if column.name == "source" and sources:
        rule = {"validate": "list", "source": f"=sources!$A$1:$A${sources}"}
        sheet.data_validation(filled + 1, number, last, number, rule)


def _write_sources(sheet: Any, sources: Sequence[str]) -> None:
    for number, source in enumerate(sources):
        sheet.write_string(number, 0, source)
    sheet.set_column(0, 0, 60)
    sheet.protect()


def read(path: Path) -> Iterator[tuple[str, Row | GoldError]]:
    """The rows of a workbook, each with its place ("commitments row 7"), or what is wrong with it.

    Empty rows are left out. GoldError when the file is no workbook, or none of ours.
    """
    sheets = {f"{kind}s": kind for kind in FIELDS}
    book = _open(path)
    try:
        known = [sheet for sheet in book.worksheets if sheet.title in sheets]
        if not known:
            raise GoldError(
                f"{path}: no sheet {', '.join(sheets)}. Import a file that `review export` wrote."
            )
        for sheet in known:
            yield from _read_sheet(path, sheet, sheets[sheet.title])
    finally:
        book.close()


def _open(path: Path) -> Any:
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST:
            raise GoldError(f"{path}: unpacks to {size >> 20} MiB. Import a file that `review export` wrote.")
        return openpyxl.load_workbook(path, read_only=True, keep_links=False)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as exc:
        raise GoldError(f"{path}: not readable as a workbook ({exc}). Save it as .xlsx again.") from exc


def _read_sheet(path: Path, sheet: Any, kind: RecordKind) -> Iterator[tuple[str, Row | GoldError]]:
    rows = sheet.iter_rows()
    names = [str(one.value or "") for one in next(rows, ())]
    missing = [column.name for column in columns(kind) if column.name not in names]
    if missing:
        raise GoldError(
            f"{path}: sheet {sheet.title} has no column {', '.join(missing)}. "
            "Restore its first row, or export anew."
        )
    for number, cells in enumerate(rows, start=2):
        place = f"{sheet.title} row {number}"
        if any(one.value not in (None, "") for one in cells):
            yield place, _read_row(dict(zip(names, cells, strict=False)), kind, place)


def _read_row(cells: Mapping[str, Any], kind: RecordKind, place: str) -> Row | GoldError:
    formula = next((name for name, one in cells.items() if one.data_type == "f"), None)
    if formula:
        return GoldError(f"{place}: {formula} holds a formula. Write its text with an apostrophe before it.")
    row = {name: one.value for name, one in cells.items()}
    try:
        original = json.loads(row["original"]) if row.get("original") else None
    except (TypeError, ValueError):
        return GoldError(f"{place}: the column 'original' was changed. Copy the row from a new export.")
    return row | {"kind": kind, "original": original}
