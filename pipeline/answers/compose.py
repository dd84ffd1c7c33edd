"""An answer's text: quotes as they stand, each with the number of its citation, items under their stem."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.answers.citations import cite
from pipeline.answers.select import Quote
from pipeline.index.passages import lead_in_chain, stem_span
from pipeline.schema import Citation


def compose(quotes: Sequence[Quote]) -> tuple[str, tuple[Citation, ...]]:
    """The text and its citations, numbered from 1 in the order of ``quotes``.

    Sentences follow each other on a line; an item takes a line of its own under its stem, which is
    shown once, with a citation of its own.
    """
    lines: list[str] = []
    citations: list[Citation] = []
    for quote in _with_stems(quotes):
        citations.append(cite(quote.document, quote.span, n=len(citations) + 1))
        piece = f"{quote.text} [{len(citations)}]"
        is_item = quote.document.blocks[quote.block].kind in ("item", "row")
        if is_item:
            lines.append(f"- {piece}")
        elif lines and not lines[-1].startswith("- "):
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return "\n".join(lines), tuple(citations)


def _with_stems(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, each item preceded by the stems that govern it unless these were quoted before."""
    shown: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        stems = [_stem(quote, index) for index in lead_in_chain(quote.document, quote.block)]
        for each in (*stems, quote):
            place = (each.document.id, each.span.start, each.span.end)
            if not any(_covers(other, each) for other in shown.values()):
                shown[place] = each
    return list(shown.values())


def _stem(quote: Quote, index: int) -> Quote:
    return Quote(quote.document, index, stem_span(quote.document, index))


def _covers(other: Quote, quote: Quote) -> bool:
    return other.document.id == quote.document.id and other.span.contains(quote.span)
