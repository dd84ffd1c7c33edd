"""Documents, passages and records for the store's tests."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.schema import (
    Block,
    Box,
    Commitment,
    Date,
    Deadline,
    Document,
    Link,
    Passage,
    Records,
    Source,
    Span,
    Target,
)
from pipeline.store import Store

FINGERPRINT = "0123456789abcdef"
DIMENSION = 8


def document(
    words: str, *, path: str = "/docs/accord.md", date: str | None = "2026-03", title: str = "Accord"
) -> Document:
    """A document of a heading and the paragraph ``words``, with every field of a block in use."""
    text = f"Accord\n{words}"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=sha256[:16],
        source=Source(Path(path).name, path, "text/markdown", sha256),
        text=text,
        blocks=(
            Block("heading", Span(0, 6), page=1, level=1, boxes=(Box(1, 1.0, 2.5, 3.0, 4.0),)),
            Block("item", Span(7, len(text)), 2, "3(b)", ("Accord", "Trees"), 0, 1, True),
        ),
        title=title,
        issuer="Harbour Council",
        kind="declaration",
        date=date,
        language="en",
        pages=2,
        page_labels=("i", "1"),
        flags=("partial", "hidden_text"),
        notes=("The second page is blank.",),
    )


def passages(doc: Document) -> tuple[Passage, ...]:
    """One passage over the paragraph."""
    span = doc.blocks[1].span
    return (Passage(doc.id, span, 1, 1, (span,), "Accord › Trees", Span(0, 6), True),)


def vectors(count: int = 1, value: float = 0.5) -> NDArray[np.float32]:
    """``count`` equal vectors."""
    return np.full((count, DIMENSION), value, dtype=np.float32)


def records(
    doc: Document,
    *,
    actor: str | None = "We",
    actor_name: str | None = "Harbour Council",
    due: str = "../2031",
) -> Records:
    """A commitment, a target, a deadline, another date and a link, all quoting the paragraph."""
    span = doc.blocks[1].span
    quote = doc.quote(span)
    tail = f"{doc.id}{due}"
    return Records(
        (
            Commitment(
                f"c{tail}",
                doc.id,
                span,
                quote,
                actor=actor,
                actor_name=actor_name,
                cue="will",
                strength="strong",
                status="new",
                action="plant trees",
                deadline=Deadline("by 2031", due, span),
                area="climate",
            ),
        ),
        (Target(f"t{tail}", doc.id, span, quote, comparator=">=", value=400.0, measure_unit="trees"),),
        (
            Date(f"d{tail}", doc.id, span, quote, edtf="2031", role="deadline"),
            Date(f"e{tail}", doc.id, span, quote, edtf="2029-05-01", role="event"),
        ),
        (Link(f"l{tail}", doc.id, span, quote, relation="updates", source="Accord", target="Old Pact"),),
    )


def put(store: Store, doc: Document, made: Records | None = None) -> Document:
    """Store a document with its passage and, unless given others, its records."""
    found = records(doc) if made is None else made
    store.put(doc, found, passages(doc), vectors(), fingerprint=FINGERPRINT, model_hash="m")
    return doc
