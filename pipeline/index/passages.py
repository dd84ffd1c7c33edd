"""Cutting a document into passages along its structure, and what is searched of a passage."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.schema import Document, Passage, Span

# Between two sentences of one block; a full stop after a capital is taken for an abbreviation.
_SENTENCE_BREAK = re.compile(r"(?<=[a-z0-9)%”\"’][.!?])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Whole blocks or a part of one: ``sentences`` are those inside ``span``, ``words`` their number."""

    first: int
    last: int
    span: Span
    sentences: tuple[Span, ...]
    words: int


def cut(document: Document, sentences: Sequence[Span], *, words: int) -> tuple[Passage, ...]:
    """The passages of ``document`` in text order; together they cover all but headings and furniture.

    ``sentences`` are those of all blocks in text order, none reaching over a block's end. Small blocks
    of one section are merged up to ``words`` words, longer blocks cut between sentences; a list stays
    apart from the prose around its stem; notes, rows and hidden text keep to themselves.
    """
    passages = []
    for run in _runs(document):
        blocks = [_piece(document, index, sentences) for index in run]
        parts = [part for piece in blocks for part in _split(document, piece, words)]
        merged = _merge(document, parts, words)
        passages += [_passage(document, piece, run[0]) for piece in merged]
    return tuple(passages)


def searchable(passage: Passage, document: Document) -> str:
    """What is embedded of a passage: its context, then its text."""
    return f"{passage.context}\n{document.quote(passage.span)}".strip()


def lead_in_chain(document: Document, index: int) -> tuple[int, ...]:
    """The blocks whose stems govern the block at ``index``, outermost first."""
    chain: list[int] = []
    above = document.blocks[index].lead_in
    while above is not None and above not in chain and above != index:
        chain.insert(0, above)
        above = document.blocks[above].lead_in
    return tuple(chain)


def stem_span(document: Document, index: int) -> Span:
    """The part of a governing block that its items complete: the last sentence of a paragraph."""
    span = document.blocks[index].span
    *_, last = (0, *(match.end() for match in _SENTENCE_BREAK.finditer(document.quote(span))))
    return Span(span.start + last, span.end)


def _runs(document: Document) -> Iterator[list[int]]:
    """Indices of neighbouring blocks that may share a passage."""
    stems = {block.lead_in for block in document.blocks if block.lead_in is not None}
    keys = [_run_key(document, index, stems) for index in range(len(document.blocks))]
    for key, indices in groupby(range(len(keys)), key=keys.__getitem__):
        if key is not None:
            yield list(indices)


def _run_key(document: Document, index: int, stems: set[int]) -> tuple[object, ...] | None:
    """Equal for neighbours that belong together; None for what is in no passage."""
    block = document.blocks[index]
    if block.kind in ("heading", "furniture"):
        return None
    chain = lead_in_chain(document, index)
    outermost = chain[0] if chain else index if index in stems else None
    apart = block.kind if block.kind in ("row", "note") else "prose"
    return apart, block.hidden, block.section, outermost


def _piece(document: Document, index: int, sentences: Sequence[Span]) -> _Piece:
    span = document.blocks[index].span
    first = bisect_left(sentences, span.start, key=lambda sentence: sentence.start)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start)
    return _Piece(index, index, span, tuple(sentences[first:last]), _words(document, span))


def _split(document: Document, piece: _Piece, words: int) -> Iterator[_Piece]:
    """The piece itself, or parts of at most ``words`` words each (more where one sentence has more)."""
    if piece.words <= words or len(piece.sentences) < 2:
        yield piece
        return
    lengths = [_words(document, sentence) for sentence in piece.sentences]
    size = -(-piece.words // -(-piece.words // words))  # parts of like length rather than a short last one
    start = piece.span.start
    for first, last in _ranges(lengths, size):
        end = piece.span.end if last == len(lengths) else piece.sentences[last - 1].end
        kept = piece.sentences[first:last]
        yield _Piece(piece.first, piece.last, Span(start, end), kept, sum(lengths[first:last]))
        if last < len(lengths):
            start = piece.sentences[last].start


def _ranges(lengths: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of neighbours whose sum stays within ``size`` where it can."""
    first = total = 0
    for index, length in enumerate(lengths):
        if total and total + length > size:
            yield first, index
            first, total = index, 0
        total += length
    yield first, len(lengths)


def _merge(document: Document, pieces: Sequence[_Piece], words: int) -> Iterator[_Piece]:
    """Neighbouring pieces joined up to ``words`` words."""
    for first, last in _ranges([piece.words for piece in pieces], words):
        group = pieces[first:last]
        span = Span(group[0].span.start, group[-1].span.end)
        sentences = tuple(sentence for piece in group for sentence in piece.sentences)
        yield _Piece(group[0].first, group[-1].last, span, sentences, _words(document, span))


def _passage(document: Document, piece: _Piece, run_start: int) -> Passage:
    block = document.blocks[piece.first]
    governing = _governing(document, piece, run_start)
    return Passage(
        doc=document.id,
        span=piece.span,
        first_block=piece.first,
        last_block=piece.last,
        sentences=piece.sentences,
        context=_context(document, piece.first, governing),
        lead_in=stem_span(document, governing[-1]) if governing else None,
        hidden=block.hidden,
    )


def _governing(document: Document, piece: _Piece, run_start: int) -> tuple[int, ...]:
    """The stems of the piece's first block, or for a table row the table's first row."""
    if document.blocks[piece.first].kind == "row":
        return (run_start,) if run_start < piece.first else ()
    return lead_in_chain(document, piece.first)


def _context(document: Document, index: int, governing: Sequence[int]) -> str:
    block = document.blocks[index]
    about = [document.title, document.issuer or "", document.date or ""]
    path = [*block.section, *_orphans(document, index)]
    stems = [document.quote(stem_span(document, stem)) for stem in governing]
    lines = (" · ".join(filter(None, about)), " › ".join(path), *stems)
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _orphans(document: Document, index: int) -> list[str]:
    """Headings right above the block that head nothing else, like the first of two in a row."""
    block, orphans = document.blocks[index], list[str]()
    for above in reversed(document.blocks[:index]):
        if above.kind != "heading" or above.hidden != block.hidden:
            break
        if document.quote(above.span) not in block.section:
            orphans.insert(0, document.quote(above.span))
    return orphans


def _words(document: Document, span: Span) -> int:
    return len(document.quote(span).split())
