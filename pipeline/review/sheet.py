"""The rows that go out to be reviewed and come back: their columns, and how a record becomes one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.review.fields import FIELDS, shown, values
from pipeline.review.reviewed import Reviewed
from pipeline.schema import Document, RecordKind, Span
from pipeline.store.reading import Reader

Row = dict[str, Any]

CHOICES = ("accept", "edit", "reject")
PASSAGE = 1200  # code points of the passage that is shown around a quote


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width in characters, whether a reader may write in it, what it is limited to."""

    name: str
    width: int
    editable: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()


def columns(kind: RecordKind) -> tuple[Column, ...]:
    """The columns of a kind, from what is decided to what only finds the place again."""
    own = (Column(name, field.width, True, choices=field.choices) for name, field in FIELDS[kind].items())
    return (
        Column("decision", 11, True, choices=CHOICES),
        Column("quote", 60, True),
        *own,
        Column("note", 30, True),
        Column("passage", 60),
        Column("source", 24),
        Column("page", 7),
        Column("paragraph", 10),
        Column("confidence", 11),
        Column("title", 24),
        Column("document_date", 13),
        Column("id", 16),
        Column("doc", 18),
        Column("start", 9),
        Column("end", 9),
        *(Column(name, 16, hidden=True) for name in ("prefix", "suffix", "original")),
    )


def to_rows(
    records: Iterable[Mapping[str, Any]], store: Reader, reviewed: Iterable[Reviewed] = ()
) -> Iterator[Row]:
    """A row for each record, given as the store gives them; earlier decisions and corrections filled in.

    ``original`` keeps what was extracted, so that corrections are seen whatever becomes of the store.
    """
    decided = {one.id: one for one in reviewed}
    document: Document | None = None
    for record in records:
        if document is None or document.id != record["doc"]:
            document = store.document(record["doc"])
        yield _row(record, document, decided.get(record["id"]))


def _row(record: Mapping[str, Any], document: Document, decided: Reviewed | None) -> Row:
    kind: RecordKind = record["kind"]
    own = values(record)
    row: Row = {name: record.get(name) for name in (column.name for column in columns(kind))}
    row |= own | {
        "kind": kind,
        "decision": "",
        "note": "",
        "passage": passage(document, Span(record["start"], record["end"])),
        "original": {"quote": record["quote"], **own},
    }
    if decided:
        row |= decided.fields
        row |= {"decision": decided.decision, "note": decided.note, "quote": decided.selector.exact}
    return row


def passage(document: Document, span: Span) -> str:
    """What stands around a span: its block, cut short about it, after the stem that governs the block."""
    block = next((one for one in document.blocks if one.span.overlaps(span)), None)
    if block is None:
        return document.quote(span)
    start = max(block.span.start, span.start - PASSAGE // 2)
    end = min(block.span.end, max(span.end, start + PASSAGE))
    stem = document.quote(document.blocks[block.lead_in].span) if block.lead_in is not None else ""
    around = "…" * (start > block.span.start) + document.text[start:end] + "…" * (end < block.span.end)
    return f"{stem[-PASSAGE:]} … {around}" if stem else around


def cell(row: Mapping[str, Any], column: Column) -> str | int | float:
    """What stands in a cell; the extracted fields as JSON."""
    value = row.get(column.name)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else shown(value)
