"""What a user types, made safe as an FTS5 query: every token quoted, NUL stripped, no operators."""

from __future__ import annotations

import re

# "3.5" and "1,000" are searched as a phrase, everything else as single words.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")


def match_expression(query: str) -> str | None:
    """The tokens of ``query`` OR-ed as quoted strings, each once, in order; None when it has no token."""
    tokens = {token.lower(): token for token in _TOKEN.findall(query)}
    return " OR ".join(f'"{token}"' for token in tokens.values()) or None
