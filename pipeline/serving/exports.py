"""Record, document and failure rows as CSV, JSON lines, Markdown, XLSX and Parquet.

Rows are the plain dictionaries of :mod:`pipeline.codec`. JSON lines carry them whole; the flat formats
carry the columns of ``COLUMNS``, with nested values (evidence, lists) as JSON text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.store import Failure, StoredDocument

Row = Mapping[str, Any]

_PLACE = ("doc", "source", "title", "document_date", "page", "paragraph", "section")
_ANCHOR = ("quote", "prefix", "suffix", "start", "end", "confidence", "evidence")
COLUMNS: dict[str, tuple[str, ...]] = {
    "commitment": (
        *("id", "actor", "actor_name", "cue", "strength", "status", "action", "deadline", "agreed"),
        *("instrument", "area", "polarity", "targets", "lead_in", *_PLACE, *_ANCHOR),
    ),
    "target": (
        *("id", "comparator", "value", "measure_unit", "of", "per", "deadline_edtf", "commitment"),
        *(*_PLACE, *_ANCHOR),
    ),
    "date": ("id", "edtf", "role", "of", *_PLACE, *_ANCHOR),
    "link": ("id", "relation", "from", "to", *_PLACE, *_ANCHOR),
    "document": (
        *("id", "source", "title", "issuer", "kind", "date", "language", "pages", "passages", "records"),
        *("flags", "notes", "media_type", "location", "paths", "sha256", "ingested_at"),
    ),
    "failure": ("path", "code", "message", "remedy", "sha256", "failed_at"),
    "unextracted": ("reason", "quote", *_PLACE, "prefix", "suffix", "start", "end", "signs"),
}

STANDING = ("state", "rule", "superseded_by")  # what --as-of adds to commitments

# A cell that begins like this is run as a formula by spreadsheet programs (OWASP, "CSV injection").
_FORMULA_STARTERS = ("=", "+", "-", "@", "\t", "\r")


def columns_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The columns for rows of one or several kinds, each kind's own order kept, without repeats."""
    rows = list(rows)
    kinds = dict.fromkeys(_kind(row) for row in rows)
    merged = dict.fromkeys(name for kind in kinds for name in COLUMNS[kind])
    merged |= dict.fromkeys(name for name in STANDING if any(name in row for row in rows))
    return ("kind", *merged) if len(kinds) > 1 else tuple(merged)


def _kind(row: Row) -> str:
    if "code" in row:
        return "failure"
    kind = row.get("kind")
    return kind if kind in ("commitment", "target", "date", "link", "unextracted") else "document"


def listed_row(listed: StoredDocument | Failure) -> Row:
    """A stored document or a failure as a row."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(listed).items()}


def to_jsonl(rows: Iterable[Row]) -> str:
    """One JSON object a line, non-ASCII text as it is."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def to_csv(rows: Iterable[Row]) -> str:
    """CSV with a header line (RFC 4180); text that a spreadsheet would run gets a leading apostrophe."""
    rows = list(rows)
    names = columns_of(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if names:
        writer.writerow(names)
    writer.writerows([_defused(flat(row.get(name))) for name in names] for row in rows)
    return out.getvalue()


def to_markdown(rows: Iterable[Row]) -> str:
    """A GitHub-flavoured Markdown table with the columns a reader needs, pipes and line ends escaped."""
    rows = list(rows)
    names = [name for name in columns_of(rows) if name not in _NOT_FOR_READERS]
    if not names:
        return ""
    lines = [names, ["---"] * len(names)]
    lines += [[_one_line(flat(row.get(name))) for name in names] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


_NOT_FOR_READERS = {"prefix", "suffix", "evidence", "sha256", "location", "doc", "start", "end", "lead_in"}


def flat(value: Any) -> str | int | float:
    """A cell value: None as "", deadlines as EDTF, section paths joined, other nested values as JSON."""
    if value is None:
        return ""
    if isinstance(value, Mapping) and "edtf" in value:
        return str(value["edtf"])
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return " › ".join(value)
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, int | float) else str(value)


def _defused(cell: str | int | float) -> str | int | float:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTERS) else cell


def _one_line(cell: str | int | float) -> str:
    return " ".join(str(cell).replace("\\", "\\\\").replace("|", "\\|").split())


def write_xlsx(rows: Iterable[Row], path: Path) -> None:
    """One sheet a kind, frozen header, filters on, every text a text (never a formula or a link)."""
    import xlsxwriter

    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(_kind(row), []).append(row)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        header = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for kind, members in (by_kind or {"commitment": []}).items():
            _write_sheet(book.add_worksheet(f"{kind}s"), kind, members, header, wrap)


def _write_sheet(sheet: Any, kind: str, rows: list[Row], header: Any, wrap: Any) -> None:
    names = columns_of(rows) or COLUMNS[kind]
    sheet.write_row(0, 0, names, header)
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate(names):
            cell = flat(row.get(name))
            if isinstance(cell, str):
                sheet.write_string(number, column, cell[:_XLSX_CELL], wrap)
            else:
                sheet.write_number(number, column, cell, wrap)
    for column, name in enumerate(names):
        sheet.set_column(column, column, 60 if name in ("quote", "action", "message", "remedy") else 16)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(names) - 1)


_XLSX_CELL = 32_767  # characters a cell may hold, Microsoft's specification


def write_parquet(rows: Iterable[Row], path: Path) -> None:
    """One table; numbers stay numbers where a whole column is numeric, everything else is text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = list(rows)
    columns = {name: [flat(row.get(name)) for row in rows] for name in columns_of(rows)}
    pq.write_table(pa.table({name: _typed(cells) for name, cells in columns.items()}), path)


def _typed(cells: list[str | int | float]) -> Any:
    import pyarrow as pa

    present = [cell for cell in cells if cell != ""]
    if present and all(isinstance(cell, int | float) for cell in present):
        kind = pa.int64() if all(isinstance(cell, int) for cell in present) else pa.float64()
        return pa.array([None if cell == "" else cell for cell in cells], type=kind)
    return pa.array([None if cell == "" else str(cell) for cell in cells], type=pa.string())


TEXT_FORMATS: dict[str, Callable[[Iterable[Row]], str]] = {
    "csv": to_csv,
    "jsonl": to_jsonl,
    "md": to_markdown,
}
FILE_FORMATS: dict[str, Callable[[Iterable[Row], Path], None]] = {
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}
FORMATS = ("table", *TEXT_FORMATS, *FILE_FORMATS)


def export(rows: Iterable[Row], path: Path, format: str) -> None:
    """Write ``rows`` to ``path``; UsageError when the folder is missing or the format is unknown."""
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist. Make it, or name another file.")
    if format in FILE_FORMATS:
        FILE_FORMATS[format](rows, path)
    elif format in TEXT_FORMATS:
        path.write_text(TEXT_FORMATS[format](rows), encoding="utf-8")
    else:
        known = ", ".join((*TEXT_FORMATS, *FILE_FORMATS))
        raise UsageError(f"{path}: unknown format {format!r}. Known: {known}.")
