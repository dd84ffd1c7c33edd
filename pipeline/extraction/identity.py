"""Ids of records: the same text, read by the same rules, gets the same ids on any machine."""

from __future__ import annotations

from pipeline.schema import Document, RecordKind, Span


def record_id(document: Document, kind: RecordKind, span: Span) -> str:
    """The id of the record of ``kind`` at ``span``: document id, first letter of the kind, offsets."""
    return f"{document.id}-{kind[0]}{span.start}-{span.end}"
