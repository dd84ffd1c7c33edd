"""Small nouns built by hand, for tests of every room."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pipeline.schema import Block, BlockKind, Commitment, Deadline, Document, Evidence, Source, Span, Target

TEXT_LINES: tuple[tuple[BlockKind, str], ...] = (
    ("heading", "Harbour Accord"),
    ("paragraph", "We will plant at least 400 trees by 2031."),
    ("furniture", "Page 1"),
)


def make_document(
    lines: Sequence[tuple[BlockKind, str]] = TEXT_LINES, *, name: str = "accord.txt"
) -> Document:
    """A document with one block a line; its id is the hash of its text."""
    text, blocks = "", []
    for kind, line in lines:
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{line}" if text else line
        blocks.append(Block(kind=kind, span=Span(start, start + len(line)), page=1))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(name=name, location=f"file:{name}", media_type="text/plain", sha256=sha256)
    return Document(
        id=sha256[:16], source=source, text=text, blocks=tuple(blocks), title="Harbour Accord", date="2026-03"
    )


def evidence(document: Document, quote: str) -> Evidence:
    """Evidence for the first occurrence of ``quote``."""
    start = document.text.index(quote)
    return Evidence(quote=quote, span=Span(start, start + len(quote)))


def make_records(document: Document) -> tuple[Commitment, Target]:
    """The commitment and the target of the document that :func:`make_document` makes by default."""
    promise = evidence(document, "will plant at least 400 trees by 2031")
    due = evidence(document, "by 2031")
    trees = evidence(document, "at least 400 trees")
    assert promise.span
    assert due.span
    assert trees.span
    commitment = Commitment(
        id="c000000000001",
        doc=document.id,
        span=promise.span,
        quote=promise.quote,
        page=1,
        confidence=0.9,
        evidence={"actor": evidence(document, "We"), "cue": evidence(document, "will")},
        actor="We",
        actor_name="Harbour Council",
        cue="will",
        strength="strong",
        status="new",
        action="plant at least 400 trees by 2031",
        deadline=Deadline("by 2031", "../2031", due.span),
        targets=("t000000000001",),
        area="climate",
    )
    target = Target(
        id="t000000000001",
        doc=document.id,
        span=trees.span,
        quote=trees.quote,
        page=1,
        confidence=0.8,
        comparator=">=",
        value=400.0,
        measure_unit="count",
        of="trees",
        deadline_edtf="../2031",
        commitment=commitment.id,
    )
    return commitment, target
