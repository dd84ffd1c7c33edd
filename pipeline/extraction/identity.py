"""Ids of records: the same text, read by the same rules, gets the same ids on any machine."""

from __future__ import annotations

import hashlib

from pipeline.schema import Document, RecordKind, Span

DIGITS = 12


def record_id(document: Document, kind: RecordKind, span: Span, ordinal: int = 0) -> str:
    """The id of the record of ``kind`` at ``span``: the letter of its kind and 12 hex digits.

    ``ordinal`` tells apart records of one kind at one span, counted from 0.
    """
    basis = f"{document.id}:{kind}:{span.start}:{span.end}:{ordinal}"
    return kind[0] + hashlib.sha256(basis.encode()).hexdigest()[:DIGITS]
