"""Rows, answers and progress for a person at a terminal, readable from 80 columns on.

Text from documents is untrusted: control characters are replaced before it reaches the terminal, and
it is never read as markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.schema import Answer, Block, BlockKind, Citation, Document

_NUMBER = re.compile(r"\[(\d+)\]")
_BEHIND_NUMBER = re.compile(r"(?<=\d\]) (?=[^\s(→])")


def safe(value: object) -> str:
    """``value`` as one line of text without control, bidirectional or private-use characters."""
    line = " ".join(str(value).split())
    return "".join("�" if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") else char for char in line)


def answer_view(answer: Answer) -> RenderableType:
    """An answer, short form first, with its numbered sources; or the reason for none."""
    parts: list[RenderableType] = [Text(safe(answer.question), style="dim"), Text()]
    lines = answer.text.splitlines()
    if answer.short and lines:
        parts += [_marked(lines.pop(0), style="bold"), Text()]
    parts += _answer_lines(lines, {citation.n: citation for citation in answer.citations})
    if answer.reason:
        parts.append(Text(safe(answer.reason), style="yellow"))
    parts += [Text(safe(note), style="dim italic") for note in answer.notes]
    if answer.citations:
        parts += [Text(), Text("Sources" if answer.answered else "Nearest passages", style="bold")]
        parts += _sources(answer.citations, quoted=not answer.answered)
    return Group(*parts)


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those of several quotes parted behind each citation's number."""
    for line in lines:
        yield from (part for part in _BEHIND_NUMBER.split(line) if part)


def _answer_lines(lines: Sequence[str], citations: Mapping[int, Citation]) -> Iterator[RenderableType]:
    """Each quote under a bullet, an item one step below the stem that was shown; other lines as they are."""
    stem = ""
    for line in _sentences(lines):
        number = _NUMBER.search(line)
        citation = citations.get(int(number[1])) if number else None
        if number is None:
            yield _marked(line)
            continue
        is_below = bool(stem and citation and (citation.lead_in or "").endswith(stem))
        yield _bulleted(line.removeprefix("- "), citation, bullet="    –" if is_below else "  •")
        if not is_below:
            words = line[: number.start()].rstrip()
            stem = words if words.endswith(":") else ""


def _bulleted(words: str, citation: Citation | None, *, bullet: str) -> RenderableType:
    """The words beside their bullet, without the printed label that their place tells."""
    if citation and citation.paragraph:
        words = re.sub(rf"^[(\[]?{re.escape(citation.paragraph)}[.):\]]*\s+(?=\S)", "", words)
    item = Table.grid(padding=(0, 1))
    item.add_row(Text(bullet), _marked(words))
    return item


def _marked(line: str, *, style: str = "") -> Text:
    """A line with its citation numbers set apart in colour."""
    text = Text(safe(line), style=style)
    text.highlight_regex(r"\[\d+\]", "cyan not bold")
    return text


def _sources(citations: Sequence[Citation], *, quoted: bool) -> Iterator[RenderableType]:
    """Each document once, under it each section, under that the numbers with page, paragraph, offsets."""
    for _, of_document in groupby(citations, key=lambda citation: citation.doc):
        members = list(of_document)
        first = members[0]
        title = f"{first.title} ({first.document_date or 'undated'})"
        yield Text.assemble(safe(title), (f"  {safe(first.source)}", "dim"))
        for section, of_section in groupby(members, key=lambda citation: citation.section):
            below_title = " › ".join(heading for heading in section if heading != first.title)
            if below_title:
                yield Padding(Text(safe(below_title), style="dim"), (0, 0, 0, 2))
            yield Padding(_places(list(of_section), quoted=quoted), (0, 0, 0, 4))


def _places(citations: Sequence[Citation], *, quoted: bool) -> RenderableType:
    if quoted:
        return Group(*(Text.assemble(*_place(one), f"  “{safe(one.quote)}”") for one in citations))
    return Text("   ").join(Text.assemble(*_place(one)) for one in citations)


def _place(citation: Citation) -> Iterator[tuple[str, str]]:
    place = [f"p. {citation.page}"] if citation.page else []
    place += [f"§ {citation.paragraph}"] if citation.paragraph else []
    place += [f"{citation.span.start}:{citation.span.end}"]
    yield f"[{citation.n}]", "cyan"
    yield f" {safe(', '.join(place))}", ""


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
