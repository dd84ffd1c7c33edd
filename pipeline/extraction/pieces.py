"""Cutting what is too long for a sentence, so that the cost of reading stays in proportion to the length.

A flattened table, or a text without stops, is read piece by piece: each ends at a semicolon or colon where
there is one, else between two tokens. Only a single token that is itself too long is left out. A promise that
reaches over a cut ends there.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language import Sentence
from pipeline.schema import Span

# Code points. The longest of the 20,796 sentences of 276 summit texts, factsheets and EU acts has 1,235.
LONGEST = 2000
PIECE = 1000  # code points; short pieces keep hostile text cheap
STOPS = (";", ":", ".", "|")


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """``sentence`` itself, or when it is longer than LONGEST its pieces of at most PIECE, in order."""
    if len(sentence.span) <= LONGEST:
        yield sentence
        return
    tokens, offset = sentence.tokens, sentence.span.start - sentence.tokens.start_char
    first = stop = 0
    for index, token in enumerate(tokens):
        if token.idx + len(token) - tokens[first].idx > PIECE:
            cut = stop if stop > first else index
            yield from _piece(sentence, offset, first, cut)
            first = cut
        if token.text in STOPS:
            stop = index + 1
    yield from _piece(sentence, offset, first, len(tokens))


def _piece(sentence: Sentence, offset: int, first: int, end: int) -> Iterator[Sentence]:
    if first == end:
        return
    tokens = sentence.tokens[first:end]
    span = Span(offset + tokens.start_char, offset + tokens.end_char)
    if len(span) <= PIECE:
        yield Sentence(sentence.block, span, tokens)
