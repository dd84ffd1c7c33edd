"""Markdown with YAML front matter, by the CommonMark token stream of markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.documents import furniture
from pipeline.documents.encoding import decode
from pipeline.documents.headings import (
    IN_BOLD,
    IN_ITALICS,
    is_emphasised_heading,
    rank_emphasised,
    with_bare_headings,
)
from pipeline.documents.inline import Line, lines_of
from pipeline.documents.read import Parsed
from pipeline.documents.structure import RawBlock

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.{0,65536}?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
_FOOTNOTE = re.compile(r"^( {0,3})\[\^([^\]\s]{1,40})\]:", re.MULTILINE)
_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_NOTE = re.compile(r"\[\^?([^\]\s]{1,40})\]:\s*")
# Front matter key -> metadata key; the first key present wins.
_KEYS = {
    "title": ("title",),
    "date": ("date", "published", "published_time", "publication_date"),
    "kind": ("kind", "type", "document_type"),
    "issuer": ("issuer", "publisher", "organization", "organisation", "institution"),
    "url": ("source_url", "url", "link", "canonical_url", "source"),
    "language": ("language", "lang"),
}


def read_markdown(data: bytes) -> Parsed:
    """Blocks and front matter of a Markdown file; never fails, for any text is Markdown."""
    metadata, body = split_front_matter(decode(data))
    raw = rank_emphasised(with_bare_headings(list(_Walker().blocks(body))))
    return Parsed(blocks=tuple(furniture.mark(raw)), metadata=metadata)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Metadata from the YAML block at the top (empty when there is none or it is broken) and the rest."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    import yaml

    try:
        data = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError):
        return {}, text
    if not isinstance(data, dict):
        return {}, text
    metadata = {}
    for key, names in _KEYS.items():
        values = [_scalar(data.get(name)) for name in names]
        if value := next((value for value in values if value), ""):
            metadata[key] = value
    return metadata, text[match.end() :]


def _scalar(value: object) -> str:
    """A YAML scalar as text; lists and mappings, which may refer to themselves, count as nothing."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""


@dataclass(slots=True)
class _List:
    """An open list: how its items are numbered (None for bullets), and whether an item was begun."""

    delimiter: str | None
    number: int
    fresh: bool = False


class _Walker:
    """Turns the tokens of one text into blocks; holds the lists that are open."""

    def __init__(self) -> None:
        self._lists: list[_List] = []

    def blocks(self, body: str) -> Iterator[RawBlock]:
        """The blocks of a Markdown text, in order."""
        tokens = _parser().parse(_FOOTNOTE.sub(r"\1\\[^\2]:", body))
        heading = 0
        for position, token in enumerate(tokens):
            if token.type == "heading_open":
                heading = int(token.tag[1])
            elif token.type == "inline" and tokens[position - 1].type not in ("th_open", "td_open"):
                yield from self._paragraph(lines_of(token.children or []), heading)
                heading = 0
            elif token.type == "tr_open":
                yield RawBlock("row", " | ".join(_cells(tokens, position)))
            elif token.type in ("fence", "code_block"):
                yield from self._paragraph([Line(line) for line in token.content.splitlines()], 0)
            elif token.type == "html_block":
                yield from _html(token.content)
            else:
                self._list_token(token)

    def _list_token(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self._lists.append(_List(None, 0))
        elif token.type == "ordered_list_open":
            self._lists.append(_List(token.markup, int(token.attrGet("start") or 1) - 1))
            if token.attrGet("start") == 0:
                self._lists[-1].number = -1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._lists[-1].number += 1
            self._lists[-1].fresh = True

    def _paragraph(self, lines: Sequence[Line], heading: int) -> Iterator[RawBlock]:
        for line in lines:
            text = _FOOTNOTE_REFERENCE.sub(r"[\1]", line.text) if not _NOTE.match(line.text) else line.text
            if not text.strip():
                continue
            if heading:
                yield RawBlock("heading", text, level=heading)
            elif self._lists:
                yield self._item(text, line)
            else:
                yield _plain(text, line)

    def _item(self, text: str, line: Line) -> RawBlock:
        current, depth = self._lists[-1], len(self._lists)
        numbered = current.delimiter is not None
        if line.emphasised == "strong" and is_emphasised_heading(text) and (numbered or not current.fresh):
            label = f"{current.number}{current.delimiter} " if numbered and current.fresh else ""
            current.fresh = False
            return RawBlock("heading", f"{label}{text}", level=IN_BOLD)
        if not current.fresh:
            return RawBlock("paragraph", text, level=depth, run_in=line.run_in)
        current.fresh = False
        if numbered:
            text = f"{current.number}{current.delimiter} {text}"
        return RawBlock("item", text, level=depth - 1, run_in=line.run_in)


def _plain(text: str, line: Line) -> RawBlock:
    """A paragraph outside lists; levels of headings made of emphasis are set when all are known."""
    note = _NOTE.match(text)
    if note:
        return RawBlock("note", text[note.end() :] or text, label=note[1])
    if line.note:
        return RawBlock("note", text)
    if line.emphasised and is_emphasised_heading(text):
        return RawBlock("heading", text, level=IN_BOLD if line.emphasised == "strong" else IN_ITALICS)
    if text.isupper() and is_emphasised_heading(text):
        return RawBlock("heading", text, level=IN_BOLD)
    return RawBlock("paragraph", text, run_in=line.run_in)


def _cells(tokens: Sequence[Token], row: int) -> Iterator[str]:
    for index in range(row + 1, len(tokens)):
        token = tokens[index]
        if token.type == "tr_close":
            return
        if token.type == "inline":
            yield " ".join(line.text for line in lines_of(token.children or []))


def _html(content: str) -> Iterator[RawBlock]:
    from pipeline.documents.html import parse_html

    yield from parse_html(content).blocks


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Indented text in policy texts is a list's continuation gone astray, never code; without text_join
    # characters that were escaped stay apart from those that may be markup.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code", "text_join"])
