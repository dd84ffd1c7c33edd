"""Nouns to table rows and back; lists and records are JSON, embeddings little-endian float32."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline import codec
from pipeline.errors import FailureCode
from pipeline.schema import Block, Box, Document, DocumentKind, Fact, Flag, Passage, Record, Source, Span
from pipeline.store.edtf import bounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One line of ``pledgebook documents``: a document without its text, with what came of it.

    ``source`` is its file name; ``paths`` are all files with this content, sorted; ``passages``, ``records``
    and ``commitments`` are counts; ``ingested_at`` is UTC, ISO 8601.
    """

    id: str
    source: str
    location: str
    media_type: str
    sha256: str
    title: str
    issuer: str | None
    kind: DocumentKind
    date: str | None
    language: str | None
    pages: int | None
    flags: tuple[Flag, ...]
    notes: tuple[str, ...]
    paths: tuple[str, ...]
    passages: int
    records: int
    commitments: int
    fingerprint: str
    model_hash: str
    ingested_at: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One line of ``pledgebook failures``: a file that gave no document, why, and what to do about it."""

    path: str
    sha256: str
    code: FailureCode
    message: str
    remedy: str
    fingerprint: str
    failed_at: str


@dataclass(frozen=True, slots=True)
class Generation:
    """One build of the vector index: its file, checksum, and the state of the store it was built from."""

    generation: int
    file: str
    sha256: str
    count: int
    dimension: int
    model_hash: str
    content_version: int
    created_at: str


def dumps(value: Any) -> str:
    """Compact JSON, words left legible."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document_row(document: Document) -> Row:
    """The columns of a document that come from the document itself."""
    source = document.source
    return {
        "id": document.id,
        "name": source.name,
        "location": source.location,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "title": document.title,
        "issuer": document.issuer,
        "kind": document.kind,
        "date": document.date,
        "first_day": bounds(document.date)[0],
        "language": document.language,
        "pages": document.pages,
        "page_labels": dumps(document.page_labels),
        "text": document.text,
        "flags": dumps(document.flags),
        "notes": dumps(document.notes),
        "block_count": len(document.blocks),
    }


def document(row: sqlite3.Row, blocks: tuple[Block, ...]) -> Document:
    """The Document that :func:`document_row` and :func:`block_row` wrote."""
    return Document(
        id=row["id"],
        source=Source(row["name"], row["location"], row["media_type"], row["sha256"]),
        text=row["text"],
        blocks=blocks,
        title=row["title"],
        issuer=row["issuer"],
        kind=row["kind"],
        date=row["date"],
        language=row["language"],
        pages=row["pages"],
        page_labels=tuple(json.loads(row["page_labels"])),
        flags=tuple(json.loads(row["flags"])),
        notes=tuple(json.loads(row["notes"])),
    )


def stored_document(row: sqlite3.Row) -> StoredDocument:
    """A listed document from its columns and the JSON list ``paths``."""
    return StoredDocument(
        id=row["id"],
        source=row["name"],
        location=row["location"],
        media_type=row["media_type"],
        sha256=row["sha256"],
        title=row["title"],
        issuer=row["issuer"],
        kind=row["kind"],
        date=row["date"],
        language=row["language"],
        pages=row["pages"],
        flags=tuple(json.loads(row["flags"])),
        notes=tuple(json.loads(row["notes"])),
        paths=tuple(sorted(json.loads(row["paths"]))),
        passages=row["passage_count"],
        records=row["record_count"],
        commitments=row["commitments"],
        fingerprint=row["fingerprint"],
        model_hash=row["model_hash"],
        ingested_at=row["ingested_at"],
    )


def block_row(doc: str, ordinal: int, block: Block) -> Row:
    """One block; ``ordinal`` is its index in ``Document.blocks``."""
    return {
        "doc": doc,
        "ordinal": ordinal,
        "kind": block.kind,
        "start": block.span.start,
        "stop": block.span.end,
        "page": block.page,
        "label": block.label,
        "section": dumps(block.section),
        "lead_in": block.lead_in,
        "level": block.level,
        "hidden": block.hidden,
        "boxes": dumps([(box.page, box.x0, box.y0, box.x1, box.y1) for box in block.boxes]),
    }


def block(row: sqlite3.Row) -> Block:
    """The Block that :func:`block_row` wrote."""
    return Block(
        kind=row["kind"],
        span=Span(row["start"], row["stop"]),
        page=row["page"],
        label=row["label"],
        section=tuple(json.loads(row["section"])),
        lead_in=row["lead_in"],
        level=row["level"],
        hidden=bool(row["hidden"]),
        boxes=tuple(Box(*box) for box in json.loads(row["boxes"])),
    )


def passage_row(passage: Passage, *, ordinal: int, text: str, embedding: NDArray[np.float32]) -> Row:
    """One passage with the words it covers and its vector of shape [dimension]."""
    return {
        "doc": passage.doc,
        "ordinal": ordinal,
        "first_block": passage.first_block,
        "last_block": passage.last_block,
        "start": passage.span.start,
        "stop": passage.span.end,
        "sentences": dumps([(span.start, span.end) for span in passage.sentences]),
        "text": text,
        "context": passage.context,
        "lead_in_start": passage.lead_in.start if passage.lead_in else None,
        "lead_in_stop": passage.lead_in.end if passage.lead_in else None,
        "hidden": passage.hidden,
        "embedding": embedding.astype("<f4").tobytes(),
    }


def passage(row: sqlite3.Row) -> Passage:
    """The Passage that :func:`passage_row` wrote."""
    start = row["lead_in_start"]
    return Passage(
        doc=row["doc"],
        span=Span(row["start"], row["stop"]),
        first_block=row["first_block"],
        last_block=row["last_block"],
        sentences=tuple(Span(*pair) for pair in json.loads(row["sentences"])),
        context=row["context"],
        lead_in=None if start is None else Span(start, row["lead_in_stop"]),
        hidden=bool(row["hidden"]),
    )


def record_row(record: Record, document: Document, *, ordinal: int) -> Row:
    """One record: its printed form as ``body``, and the columns by which records are chosen."""
    body = codec.record_to_data(record, document)
    deadline = _deadline(body)
    return {
        "id": record.id,
        "doc": record.doc,
        "kind": body["kind"],
        "ordinal": ordinal,
        "start": record.span.start,
        "stop": record.span.end,
        "actor": body.get("actor"),
        "actor_name": body.get("actor_name"),
        "strength": body.get("strength"),
        "status": body.get("status"),
        "deadline_edtf": deadline,
        "deadline_last_day": bounds(deadline)[1],
        "area": body.get("area"),
        "body": dumps(body),
    }


def fact_row(fact: Fact, document: Document, *, ordinal: int) -> Row:
    """One fact: its printed form as ``body``, and the columns by which entities are found."""
    return {
        "id": fact.id,
        "doc": fact.doc,
        "ordinal": ordinal,
        "entity": fact.entity,
        "entity_kind": fact.entity_kind,
        "aliases": dumps(fact.aliases),
        "predicate": fact.predicate,
        "body": dumps(codec.record_to_data(fact, document)),
    }


def _deadline(body: Mapping[str, Any]) -> str | None:
    if body["kind"] == "commitment":
        return body["deadline"]["edtf"] if body["deadline"] else None
    if body["kind"] == "date" and body["role"] == "deadline":
        return str(body["edtf"])
    edtf: str | None = body.get("deadline_edtf")
    return edtf
