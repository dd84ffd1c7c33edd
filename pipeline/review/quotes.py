"""Finding the words that a reader wrote down, in the document they were copied from."""

from __future__ import annotations

import re

from pipeline.schema import Span

# What a word processor or a keyboard puts in place of what stands in the text.
_ALIKE = ("'‘’‚‛′`", '"“”„‟″«»', "-‐‑‒–—―−")
_SHOWN = 5


def find_quote(text: str, quote: str, *, near: int | None = None) -> Span:
    """Where ``quote`` stands in ``text``, kinds of quotes, dashes and white space aside.

    Of several places the one nearest to ``near``. ValueError, saying what to do, when it stands nowhere, or
    in several places and ``near`` is None.
    """
    spans = [Span(*match.span()) for match in _pattern(quote).finditer(text)] if quote.strip() else []
    if not spans:
        raise ValueError("the quote does not stand in the document; copy its words from the document")
    if near is None and len(spans) > 1:
        places = ", ".join(str(span.start) for span in spans[:_SHOWN])
        raise ValueError(
            f"the quote stands in the document {len(spans)} times; write into start which is meant: {places}"
            + (" ..." if len(spans) > _SHOWN else "")
        )
    return min(spans, key=lambda span: abs(span.start - (near or 0)))


def same_words(one: str, other: str) -> bool:
    """True when two quotes are the same but for white space and kinds of quotes and dashes."""
    return _pattern(one).fullmatch(" ".join(other.split())) is not None


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join("".join(map(_alike, word)) for word in quote.split()))


def _alike(character: str) -> str:
    group = next((group for group in _ALIKE if character in group), character)
    return f"[{re.escape(group)}]" if len(group) > 1 else re.escape(character)
