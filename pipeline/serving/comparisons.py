"""Two documents compared: at a terminal, as Markdown and as JSON, with the words that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.registry import Comparison
from pipeline.registry.comparing import ORDER
from pipeline.registry.words import Piece, marked
from pipeline.schema import Document
from pipeline.serving.profiles import markdown_line, where
from pipeline.serving.terminal import safe

_STYLES = {"same": "", "gone": "red strike", "added": "green"}
_CITED = ("id", "source", "actor_name", "quote", "start", "end", "page", "paragraph", "section")


def to_data(found: Sequence[Comparison], older: Document, newer: Document) -> dict[str, Any]:
    """The comparison as one JSON-ready object."""
    return {
        "older": _document(older),
        "newer": _document(newer),
        "counts": {verdict: count for verdict in ORDER if (count := _counts(found)[verdict])},
        "commitments": [
            {
                "verdict": one.verdict,
                "reasons": list(one.reasons),
                "older": _row(one.older),
                "newer": _row(one.newer),
                "words": [{"change": piece.change, "text": piece.text} for piece in one.words],
            }
            for one in found
        ],
    }


def _counts(found: Sequence[Comparison]) -> Counter[str]:
    return Counter(one.verdict for one in found)


def _document(document: Document) -> dict[str, Any]:
    return {
        "doc": document.id,
        "source": document.source.name,
        "title": document.title,
        "date": document.date,
    }


def _row(row: Any) -> dict[str, Any] | None:
    return row and {name: row[name] for name in _CITED}


def view(found: Sequence[Comparison], older: Document, newer: Document) -> RenderableType:
    """The comparison for a person: what changed first, words gone struck through, words added in green."""
    parts: list[RenderableType] = [
        Text(safe(f"{_named(older)}  →  {_named(newer)}"), style="bold"),
        Text(_summary(found), style="dim"),
    ]
    for verdict, members in groupby(found, key=lambda one: one.verdict):
        parts += [Text(), Text(verdict.capitalize(), style="bold")]
        parts += [Padding(_entry(one), (0, 0, 0, 2)) for one in members]
    return Group(*parts)


def _named(document: Document) -> str:
    return f"{document.title} ({document.date or 'undated'})"


def _summary(found: Sequence[Comparison]) -> str:
    counts = _counts(found)
    return (
        " · ".join(f"{counts[verdict]} {verdict}" for verdict in ORDER if counts[verdict]) or "no commitments"
    )


def _entry(one: Comparison) -> RenderableType:
    row = one.newer or one.older or {}
    who = safe(row["actor_name"] or row["actor"] or "—")
    line = Text.assemble("• ", (f"{who}: ", "bold"), *_pieces(one.words) or [safe(row["quote"])])
    line.append(f"  [{_places(one)}]", style="cyan")
    if one.reasons:
        line.append(f"\n  {safe('; '.join(one.reasons))}", style="yellow")
    return line


def _pieces(words: Sequence[Piece]) -> list[tuple[str, str] | str]:
    return [(safe(piece.text) + " ", _STYLES[piece.change]) for piece in words]


def _places(one: Comparison) -> str:
    return " → ".join(where(row) for row in (one.older, one.newer) if row)


def to_markdown(found: Sequence[Comparison], older: Document, newer: Document) -> str:
    """The comparison as Markdown; words gone as [-...-], words added as {+...+}."""
    lines = [f"# {markdown_line(_named(older))} → {markdown_line(_named(newer))}", "", _summary(found)]
    for verdict, members in groupby(found, key=lambda one: one.verdict):
        lines += ["", f"## {verdict.capitalize()}", ""]
        for one in members:
            row = one.newer or one.older or {}
            said = marked(one.words) if one.words else row["quote"]
            why = f" — {markdown_line('; '.join(one.reasons))}" if one.reasons else ""
            who = markdown_line(row["actor_name"] or row["actor"] or "—")
            lines.append(f"- **{who}**: {markdown_line(said)}{why} ({_places(one)})")
    return "\n".join(lines) + "\n"
