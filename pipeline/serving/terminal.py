"""Rows, answers and progress for a person at a terminal, readable from 80 columns on.

Text from documents is untrusted: control characters are replaced before it reaches the terminal, and
it is never read as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.schema import Answer, Block, BlockKind, Citation, Document

Row = Mapping[str, Any]


def safe(value: object) -> str:
    """``value`` as one line of text without control, bidirectional or private-use characters."""
    line = " ".join(str(value).split())
    return "".join("�" if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") else char for char in line)


def answer_view(answer: Answer) -> RenderableType:
    """An answer with its numbered sources, or the reason for none with the nearest passages."""
    parts: list[RenderableType] = [Text(safe(answer.question), style="bold"), Text()]
    parts += [_answer_line(line) for line in answer.text.splitlines()]
    if answer.reason:
        parts.append(Text(safe(answer.reason), style="yellow"))
    if answer.citations:
        parts += [Text(), Text("Sources" if answer.answered else "Nearest passages", style="bold")]
        parts += [_citation(citation, quoted=not answer.answered) for citation in answer.citations]
    return Group(*parts)


def _answer_line(line: str) -> Text:
    return Text(f"  • {safe(line[2:])}" if line.startswith("- ") else safe(line))


def _citation(citation: Citation, *, quoted: bool) -> RenderableType:
    date = f" ({safe(citation.document_date)})" if citation.document_date else ""
    place = [citation.source]
    place += [f"p. {citation.page}"] if citation.page else []
    place += [f"§ {citation.paragraph}"] if citation.paragraph else []
    place += [" › ".join(citation.section)] if citation.section else []
    place += [f"{citation.span.start}:{citation.span.end}"]
    lines: list[RenderableType] = [
        Text.assemble((f"[{citation.n}] ", "cyan"), safe(citation.title), date),
        Padding(Text(safe(", ".join(place)), style="dim"), (0, 0, 0, 4)),
    ]
    if quoted:
        lines.append(Padding(Text(f"“{safe(citation.quote)}”"), (0, 0, 0, 4)))
    return Group(*lines)


def document_view(document: Document) -> RenderableType:
    """A document's facts and its text block by block: headings bold, furniture dim, items indented."""
    facts = (document.issuer, document.kind, document.date, document.language, *document.flags)
    parts: list[RenderableType] = [
        Text(safe(document.title), style="bold"),
        Text(safe(" · ".join(fact for fact in (document.id, document.source.name, *facts) if fact)), "dim"),
        Text(),
    ]
    return Group(*parts, *(_block(block, document) for block in document.blocks))


_BLOCK_STYLES: dict[BlockKind, str] = {"heading": "bold", "furniture": "dim", "note": "italic"}


def _block(block: Block, document: Document) -> RenderableType:
    style = "dim" if block.hidden else _BLOCK_STYLES.get(block.kind, "")
    mark = "• " if block.kind == "item" and not block.label else ""
    indent = 2 * (block.level + 1) if block.kind == "item" else 0
    below = 0 if block.kind in ("item", "row", "furniture") else 1
    return Padding(Text(mark + safe(document.quote(block.span)), style), (0, 0, below, indent))
