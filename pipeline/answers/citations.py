"""From a span of a document to everything a reader needs to find it again."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.codec import affixes
from pipeline.index.passages import lead_in_chain, stem_span
from pipeline.schema import Citation, Document, Span


def cite(document: Document, span: Span, *, n: int) -> Citation:
    """The citation numbered ``n`` of ``span``, which must begin inside a block of the document."""
    index = block_at(document, span)
    block = document.blocks[index]
    prefix, suffix = affixes(document.text, span)
    return Citation(
        n=n,
        doc=document.id,
        source=document.source.name,
        title=document.title,
        document_date=document.date,
        page=block.page,
        paragraph=paragraph_of(document, index),
        section=block.section,
        span=span,
        quote=document.quote(span),
        prefix=prefix,
        suffix=suffix,
        lead_in=lead_in_text(document, index),
    )


def block_at(document: Document, span: Span) -> int:
    """The index of the block that ``span`` begins in."""
    starts = [block.span.start for block in document.blocks]
    return max(0, bisect_right(starts, span.start) - 1)


def paragraph_of(document: Document, index: int) -> str | None:
    """The printed label of the block, or of the nearest stem above that has one."""
    above = (document.blocks[i].label for i in (index, *reversed(lead_in_chain(document, index))))
    return next((label for label in above if label), None)


def lead_in_text(document: Document, index: int) -> str | None:
    """The words of all stems that govern the block, outermost first; None when there are none."""
    stems = (document.quote(stem_span(document, i)) for i in lead_in_chain(document, index))
    return " ".join(stems) or None
