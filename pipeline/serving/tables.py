"""Records and listings as tables for a person at a terminal, readable from 80 columns on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.serving.exports import Row, flat
from pipeline.serving.terminal import safe


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its share of the width (0: as wide as ``width``), its cell."""

    header: str
    ratio: int
    cell: Callable[[Row], str]
    width: int | None = None


def record_tables(rows: Sequence[Row], kind: str, targets: Mapping[str, Row]) -> RenderableType:
    """A table a document, under its title and file name; ``targets`` (by id) fill "How much"."""
    columns = RECORD_COLUMNS[kind]
    if kind == "commitment":
        amount = Column("How much", 0, lambda row: _amounts(row, targets), width=14)
        if any("state" in row for row in rows):
            columns = (*columns[:2], Column("That day", 9, _standing), columns[-1])
        else:
            columns = (*columns[:2], amount, *columns[2:])
    return Group(*_by_document(rows, columns))


def _by_document(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[RenderableType]:
    for _, group in groupby(rows, key=lambda row: row["doc"]):
        members = list(group)
        first = members[0]
        title = f"{first['title']} ({first['document_date'] or 'undated'})"
        yield Text.assemble((safe(title), "bold"), (f"  {safe(first['source'])}", "dim"))
        yield _table(columns, members)


def listing(rows: Iterable[Row], kind: str) -> RenderableType:
    """A table of documents or failures."""
    return _table(LISTING_COLUMNS[kind], rows)


def _table(columns: Sequence[Column], rows: Iterable[Row]) -> Table:
    table = Table(
        box=box.HORIZONTALS,
        expand=True,
        padding=(0, 2, 0, 0),
        pad_edge=False,
        show_lines=True,
        header_style="bold",
        border_style="dim",
    )
    for column in columns:
        table.add_column(
            column.header, ratio=column.ratio or None, width=column.width, overflow="fold", vertical="top"
        )
    for row in rows:
        table.add_row(*(Text(safe(column.cell(row))) for column in columns))
    return table


def _field(name: str) -> Callable[[Row], str]:
    return lambda row: str(flat(row.get(name)))


def _who(row: Row) -> str:
    return str(row["actor_name"] or row["actor"] or "")


def _promise(row: Row) -> str:
    return f"{row['cue']} … {row['action']}" if row["lead_in"] else str(row["quote"])


def _amounts(row: Row, targets: Mapping[str, Row]) -> str:
    return "; ".join(target_words(targets[key]) for key in row["targets"] if key in targets)


def _due(row: Row) -> str:
    return due_words(row["deadline"]["edtf"] if row["deadline"] else "")


def _standing(row: Row) -> str:
    return f"{row['state']}: {row['rule']}"


def _where(row: Row) -> str:
    page = f"p. {row['page']}" if row["page"] else ""
    paragraph = f"§ {row['paragraph']}" if row["paragraph"] else ""
    return ", ".join(filter(None, (page, paragraph))) or f"{row['start']}:{row['end']}"


def due_words(edtf: str) -> str:
    """An EDTF deadline in words: "../2030" is "by 2030", "2024/2026" is "2024 to 2026"."""
    if edtf.startswith("../"):
        return f"by {edtf[3:]}"
    return edtf.replace("/", " to ").removesuffix(" to ..")


_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def _number_words(value: float) -> str:
    for size, word in _SCALES:
        if abs(value) >= size:
            return f"{value / size:,.10g} {word}"
    return f"{value:,}"


_COMPARATOR_WORDS = {">=": "at least ", "<=": "up to ", ">": "over ", "<": "under ", "~": "about "}


def target_words(row: Row) -> str:
    """A target in words: "at least 2 % of GDP"."""
    value = row["value"]
    number = " to ".join(map(_number_words, value)) if isinstance(value, list) else _number_words(value)
    of = f" {row['of']}" if row["of"] and row["measure_unit"] == "count" else ""
    of = f" of {row['of']}" if row["of"] and row["measure_unit"] == "%" else of
    unit = "" if row["measure_unit"] == "count" else f" {row['measure_unit']}"
    return f"{_COMPARATOR_WORDS.get(row['comparator'], '')}{number}{unit}{of}"


RECORD_COLUMNS: dict[str, tuple[Column, ...]] = {
    "commitment": (
        Column("Who", 0, _who, width=14),
        Column("Promise", 10, _promise),
        Column("By when", 0, _due, width=10),
        Column("Where", 0, _where, width=9),
    ),
    "target": (
        Column("How much", 5, target_words),
        Column("By when", 0, lambda row: due_words(row["deadline_edtf"] or ""), width=10),
        Column("Words", 9, _field("quote")),
        Column("Where", 0, _where, width=9),
    ),
    "date": (
        Column("Date", 3, _field("edtf")),
        Column("Role", 0, _field("role"), width=11),
        Column("Of what", 8, _field("of")),
        Column("Words", 4, _field("quote")),
        Column("Where", 0, _where, width=9),
    ),
    "link": (
        Column("From", 4, _field("from")),
        Column("Relation", 0, _field("relation"), width=14),
        Column("To", 4, _field("to")),
        Column("Words", 8, _field("quote")),
        Column("Where", 0, _where, width=9),
    ),
}
LISTING_COLUMNS: dict[str, tuple[Column, ...]] = {
    "document": (
        Column("Id", 0, lambda row: str(row["id"])[:8], width=8),
        Column("Title", 6, _field("title")),
        Column("File", 5, _field("source")),
        Column("Date", 0, _field("date"), width=10),
        Column("Records", 0, _field("records"), width=7),
    ),
    "failure": (
        Column("File", 5, lambda row: str(row["path"]).rpartition("/")[2]),
        Column("Why", 0, _field("code"), width=12),
        Column("What happened", 6, _field("message")),
        Column("What to do", 6, _field("remedy")),
    ),
    "unextracted": (
        Column("Document", 3, _field("source")),
        Column("Where", 0, _where, width=9),
        Column("Why", 4, _field("reason")),
        Column("Words", 9, _field("quote")),
    ),
}
