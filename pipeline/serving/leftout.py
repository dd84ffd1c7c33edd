"""What extraction left out of the documents of a store, as rows beside those of the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.codec import affixes
from pipeline.extraction.unextracted import SIGNS, LeftOut, find_unextracted
from pipeline.schema import Document, RecordKind, Span
from pipeline.store import Store


def unextracted_rows(
    store: Store, *, kind: RecordKind | None = None, doc: str | None = None, text: str | None = None
) -> Iterator[dict[str, Any]]:
    """Sentences that hold a cue, a target-like number or a date but gave no record, by document and place.

    With ``kind``, those with a sign of that kind that gave no record of it, whatever else they gave; ``doc``
    is an id, ``text`` words that must all occur. Links have no sign, so nothing is known to be left out.
    """
    words = (text or "").casefold().split()
    kinds = SIGNS if kind is None else [one for one in SIGNS if one == kind]
    for listed in store.documents():
        if doc is not None and listed.id != doc:
            continue
        document = store.document(listed.id)
        records = store.records(kind=kind, doc=listed.id)
        taken = [span for record in records for span in _spans(record)]
        for one in find_unextracted(document, taken, kinds=kinds):
            row = _row(document, one)
            if all(word in row["quote"].casefold() for word in words):
                yield row


def _spans(record: Mapping[str, Any]) -> Iterator[Span]:
    """Where a record stands, and the stem it owes its cue to: neither gave nothing."""
    yield Span(record["start"], record["end"])
    if record.get("lead_in"):
        yield Span(record["lead_in"]["start"], record["lead_in"]["end"])


def _row(document: Document, one: LeftOut) -> dict[str, Any]:
    block = document.blocks[one.block]
    prefix, suffix = affixes(document.text, one.span)
    return {
        "kind": "unextracted",
        "doc": document.id,
        "source": document.source.name,
        "title": document.title,
        "document_date": document.date,
        "reason": one.reason,
        "signs": [
            {"kind": sign.kind, "quote": sign.words, "start": sign.span.start, "end": sign.span.end}
            for sign in one.signs
        ],
        "quote": document.quote(one.span),
        "prefix": prefix,
        "suffix": suffix,
        "start": one.span.start,
        "end": one.span.end,
        "page": block.page,
        "paragraph": block.label,
        "section": list(block.section),
    }
