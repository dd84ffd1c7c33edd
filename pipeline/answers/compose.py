"""An answer's text: quotes as they stand, each with the number of its citation, items under their stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.answers.citations import cite
from pipeline.answers.select import Quote
from pipeline.index.passages import lead_in_chain, stem_span
from pipeline.schema import Citation


def compose(quotes: Sequence[Quote]) -> tuple[str, tuple[Citation, ...]]:
    """The text and its citations, numbered from 1 in the order of ``quotes``.

    Sentences follow each other on a line, an item takes a line of its own. Items of one list stand under
    their stem, which has a citation of its own; a lone item follows its stem on one line, and its citation
    carries both.
    """
    lines: list[str] = []
    citations: list[Citation] = []
    for stems, quote in _with_stems(quotes):
        citations.append(cite(quote.document, quote.span, n=len(citations) + 1))
        words = " ".join([*(stem.text for stem in stems), quote.text])
        piece = f"{words} [{len(citations)}]"
        is_item = quote.document.blocks[quote.block].kind in ("item", "row")
        if is_item:
            lines.append(f"- {piece}")
        elif lines and not lines[-1].startswith("- "):
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return "\n".join(lines), tuple(citations)


def _with_stems(quotes: Sequence[Quote]) -> list[tuple[list[Quote], Quote]]:
    """The quotes with the stems each alone goes on from; stems of several come before them as quotes."""
    above = [_stems(quote) for quote in quotes]
    governed = Counter(_place(stem) for stems in above for stem in stems)
    shown: list[tuple[list[Quote], Quote]] = []
    for stems, quote in zip(above, quotes, strict=True):
        shared = [stem for stem in stems if governed[_place(stem)] > 1]
        own = [stem for stem in stems if governed[_place(stem)] == 1 and not _is_among(stem, quotes)]
        shown += [([], stem) for stem in shared if not _is_among(stem, [each for _, each in shown])]
        if not _is_among(quote, [each for _, each in shown]):
            shown.append((own, quote))
    return shown


def _stems(quote: Quote) -> list[Quote]:
    chain = lead_in_chain(quote.document, quote.block)
    return [Quote(quote.document, index, stem_span(quote.document, index)) for index in chain]


def _place(quote: Quote) -> tuple[str, int]:
    return quote.document.id, quote.block


def _is_among(quote: Quote, others: Sequence[Quote]) -> bool:
    return any(other.document.id == quote.document.id and other.span.contains(quote.span) for other in others)
