"""Rows, answers and progress for a person at a terminal, readable from 80 columns on.

Text from documents is untrusted: control characters are replaced before it reaches the terminal, and
it is never read as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.schema import Answer, Block, BlockKind, Citation, Document
from pipeline.serving.exports import flat

Row = Mapping[str, Any]


def safe(value: object) -> str:
    """``value`` as one line of text without control, bidirectional or private-use characters."""
    line = " ".join(str(value).split())
    return "".join("�" if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") else char for char in line)


def commitment_table(rows: Sequence[Row], targets: Mapping[str, Row]) -> Table:
    """Who promised what, how much, by when, and where it is written; ``targets`` by their id."""
    table = _table("Who", "Promise", "How much", "By when", "Where", ratios=(4, 12, 4, 3, 5))
    for row in rows:
        amounts = [target_words(targets[key]) for key in row["targets"] if key in targets]
        due = row["deadline"]["edtf"] if row["deadline"] else ""
        cells = (row["actor_name"] or row["actor"] or "", _promise(row), "; ".join(amounts), due_words(due))
        table.add_row(*(Text(safe(cell)) for cell in cells), Text(_where(row), style="dim"))
    return table


def _promise(row: Row) -> str:
    action = str(row["action"])
    return f"{row['cue']}: {action}" if row["cue"] else action


def _where(row: Row) -> str:
    page = f", p. {row['page']}" if row["page"] else ""
    paragraph = f", § {row['paragraph']}" if row["paragraph"] else ""
    return safe(f"{row['source']}{page}{paragraph}")


def due_words(edtf: str) -> str:
    """An EDTF deadline in words: "../2030" is "by 2030", "2024/2026" is "2024 to 2026"."""
    if edtf.startswith("../"):
        return f"by {edtf[3:]}"
    return edtf.replace("/", " to ").removesuffix(" to ..")


_COMPARATOR_WORDS = {">=": "at least ", "<=": "up to ", ">": "over ", "<": "under ", "~": "about ", "=": ""}


def target_words(row: Row) -> str:
    """A target in words: "at least 2 % of GDP"."""
    value = row["value"]
    number = " to ".join(f"{part:,}" for part in value) if isinstance(value, list) else f"{value:,}"
    unit = "" if row["measure_unit"] == "count" else f" {row['measure_unit']}"
    of = f" of {row['of']}" if row["of"] and row["measure_unit"] == "%" else ""
    return f"{_COMPARATOR_WORDS.get(row['comparator'], '')}{number}{unit}{of}"


LISTINGS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "target": (
        ("comparator", "value", "measure_unit", "of", "deadline_edtf", "quote", "source"),
        (2, 3, 3, 4, 3, 8, 5),
    ),
    "date": (("edtf", "role", "of", "quote", "source"), (3, 3, 6, 4, 5)),
    "link": (("relation", "from", "to", "quote", "source"), (3, 4, 4, 8, 5)),
    "document": (("id", "source", "title", "kind", "date", "records"), (4, 6, 8, 3, 3, 2)),
    "failure": (("path", "code", "message", "remedy"), (5, 3, 6, 6)),
}


def listing(rows: Sequence[Row], kind: str) -> Table:
    """A table of rows of one kind other than commitments."""
    names, ratios = LISTINGS[kind]
    table = _table(*(name.replace("_", " ").capitalize() for name in names), ratios=ratios)
    for row in rows:
        table.add_row(*(Text(safe(flat(row.get(name)))) for name in names))
    return table


def _table(*headers: str, ratios: Sequence[int]) -> Table:
    table = Table(expand=True, show_lines=True, header_style="bold", border_style="dim")
    for header, ratio in zip(headers, ratios, strict=True):
        table.add_column(header, ratio=ratio, overflow="fold")
    return table


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
