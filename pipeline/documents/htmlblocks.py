"""From a stream of HTML tags and text to blocks; the same for every parser that drives it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.documents import htmlrules
from pipeline.documents.headings import IN_BOLD, IN_ITALICS, is_emphasised_heading, rank_emphasised
from pipeline.documents.htmltables import Table, row_blocks
from pipeline.documents.inline import EMPHASIS_TAGS, Emphasis, Line, Piece, join_breaks, raised
from pipeline.documents.labels import printed
from pipeline.documents.structure import RawBlock
from pipeline.schema import BlockKind

_DEEPEST_SEARCH = 256  # open elements looked through for one that ends by itself; libxml2 nests no deeper
_DEEPEST_TABLE = 32  # tables nested deeper are laid flat: no data lies there, and copying rows would cost
_NOTE_LABEL = re.compile(r"[(\[]?\s*(\*?\d{1,3}|\*+|[a-z])\s*[)\].]\s")
# An element that an opening tag closes by itself, and the elements its search stops at.
_IMPLIED_END = {
    "li": (frozenset({"li"}), htmlrules.LISTS),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "dd": (frozenset({"dd", "dt"}), frozenset({"dl"})),
    "dt": (frozenset({"dd", "dt"}), frozenset({"dl"})),
}


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the text at one place of the tree; inherited from element to element.

    ``in_header`` says that only a page header makes it furniture; ``classed`` that a heading is one by its
    class; ``depth`` counts the open lists.
    """

    hidden: bool = False
    furniture: bool = False
    in_header: bool = False
    note: bool = False
    heading: int = 0
    classed: bool = False
    depth: int = 0
    emphasis: Emphasis | None = None
    background: str | None = None


@dataclass(slots=True)
class _Item:
    """An open list item; ``fresh`` until its first block."""

    label: str | None
    fresh: bool = True


@dataclass(slots=True)
class _Open:
    """An open element; ``block`` is the context of the nearest block element, itself perhaps."""

    tag: str
    context: _Context
    block: _Context
    item: _Item | None = None
    counter: int = 0
    style: str = ""
    sink: bool = False


class BlockBuilder:
    """Takes start, data and end events; ``finish`` gives the blocks. Tolerates any nesting.

    ``by_class`` lets class names mark furniture; ``title`` is the text of the title element.
    """

    def __init__(self, *, by_class: bool = True) -> None:
        self.title = ""
        self._by_class = by_class
        self._stack = [_Open("", _Context(), _Context())]
        self._open_tags: Counter[str] = Counter()
        self._dropped: list[str] = []
        self._lines: list[list[Piece]] = [[]]
        self._unseen: list[str] = []  # hidden text inside a visible block
        self._sinks: list[list[RawBlock]] = [[]]
        self._tables: list[Table] = []
        self._flat_tables = 0
        self._last_title: RawBlock | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens; void elements need no end."""
        if self._dropped or tag in htmlrules.DROPPED:
            if tag not in htmlrules.VOID:
                self._dropped.append(tag)
            return
        if tag == "br":
            self._lines.append([])
        if tag in htmlrules.BLOCKS:
            self._close_implied(tag)
            self._flush()
        if tag not in htmlrules.VOID:
            self._push(tag, attributes)

    def data(self, text: str) -> None:
        """Text at the current place."""
        top = self._stack[-1]
        if "title" in self._dropped[-1:]:
            self.title += text
        elif self._dropped or not text:
            return
        elif top.context.hidden and not top.block.hidden:
            self._unseen.append(text)
        else:
            shown = raised(text, self._lines[-1]) if self._open_tags["sup"] else text
            self._lines[-1].append(Piece(shown, top.context.emphasis))

    def end(self, tag: str) -> None:
        """An element closes; an end without a start is ignored."""
        if self._dropped:
            if tag in self._dropped:
                while self._dropped.pop() != tag:
                    pass
        elif self._open_tags[tag]:
            while self._pop() != tag:
                pass

    def finish(self) -> list[RawBlock]:
        """All blocks, once the input has ended."""
        while len(self._stack) > 1:
            self._pop()
        self._flush()
        return rank_emphasised(self._sinks[0])

    def _push(self, tag: str, attributes: Mapping[str, str]) -> None:
        parent = self._stack[-1]
        context = self._context(tag, attributes, parent.context)
        block = context if tag in htmlrules.BLOCKS else parent.block
        opened = _Open(tag, context, block, parent.item, style=attributes.get("type", "1"))
        if tag == "ol":
            opened.counter = _integer(attributes.get("start"), 1) - 1
        elif tag == "li":
            opened.item = _Item(self._item_label(parent, attributes))
        elif tag == "table":
            self._open_table()
        elif tag in ("td", "th") and self._tables and not self._flat_tables:
            opened.sink = True
            self._tables[-1].has_header = self._tables[-1].has_header or tag == "th"
            self._sinks.append([])
        self._stack.append(opened)
        self._open_tags[tag] += 1

    def _context(self, tag: str, attributes: Mapping[str, str], parent: _Context) -> _Context:
        if not attributes and tag not in _MEANING:
            return parent
        heading = htmlrules.heading_level(tag, attributes)
        furniture = htmlrules.is_furniture(tag, attributes, by_class=self._by_class)
        if tag == "header" and (self._open_tags["main"] or self._open_tags["article"]):
            furniture = False
        unseen = htmlrules.is_unseen(attributes)
        freed = bool(heading) and parent.in_header  # a page's title may stand in its header
        emphasis = EMPHASIS_TAGS.get(tag)
        return _Context(
            hidden=parent.hidden or unseen or htmlrules.is_hidden(attributes, parent.background),
            furniture=(parent.furniture and not freed) or furniture or unseen,
            in_header=(parent.in_header and not freed and not furniture)
            or (tag == "header" and furniture and not parent.furniture),
            note=parent.note or htmlrules.is_note(attributes),
            heading=heading or parent.heading,
            classed=tag not in htmlrules.HEADINGS if heading else parent.classed,
            depth=parent.depth + (tag in htmlrules.LISTS),
            emphasis="strong" if "strong" in (emphasis, parent.emphasis) else emphasis or parent.emphasis,
            background=htmlrules.background(attributes, parent.background),
        )

    def _item_label(self, parent: _Open, attributes: Mapping[str, str]) -> str | None:
        """The number a browser would print before the item of an ordered list."""
        if parent.tag != "ol":
            return None
        parent.counter = _integer(attributes.get("value"), parent.counter + 1)
        return enumerate_as(parent.style, parent.counter)

    def _open_table(self) -> None:
        if self._flat_tables or len(self._tables) >= _DEEPEST_TABLE:
            self._flat_tables += 1
        else:
            self._tables.append(Table())

    def _close_implied(self, tag: str) -> None:
        closed, limits = _IMPLIED_END.get(tag, (None, frozenset()))
        if closed is None or not any(self._open_tags[name] for name in closed):
            return
        for opened in islice(reversed(self._stack), _DEEPEST_SEARCH):
            if opened.tag in closed:
                self.end(opened.tag)
                return
            if opened.tag in limits:
                return

    def _pop(self) -> str:
        opened = self._stack[-1]
        if opened.tag in htmlrules.BLOCKS:
            self._flush()
        self._stack.pop()
        self._open_tags[opened.tag] -= 1
        if opened.sink:
            self._tables[-1].cells.append(self._sinks.pop())
        elif opened.tag in ("tr", "table") and not self._flat_tables and self._tables:
            self._finish_row()
        if opened.tag == "table":
            self._close_table()
        return opened.tag

    def _finish_row(self) -> None:
        table = self._tables[-1]
        level = sum(outer.opens_label() for outer in self._tables[:-1])
        self._sinks[-1].extend(row_blocks(table, level))
        table.cells = []

    def _close_table(self) -> None:
        if self._flat_tables:
            self._flat_tables -= 1
        else:
            self._tables.pop()

    def _flush(self) -> None:
        """Make blocks of the text gathered since the last block boundary."""
        opened, lines, unseen = self._stack[-1], self._lines, "".join(self._unseen)
        self._lines, self._unseen = [[]], []
        if len(lines) > 1 or lines[0]:
            for line in join_breaks(lines):
                self._emit(line, opened)
        if unseen.strip():
            kind: BlockKind = "furniture" if opened.block.furniture else "paragraph"
            self._sinks[-1].append(RawBlock(kind, unseen, hidden=True))

    def _emit(self, line: Line, opened: _Open) -> None:
        context, sink = opened.block, self._sinks[-1]
        block = _block(line, opened)
        titled = block.kind == "heading" and block.level == 1 and context.classed
        if titled and sink and sink[-1] is self._last_title:
            block = replace(sink.pop(), text=f"{self._last_title.text} {block.text}")
        if titled:
            self._last_title = block
        sink.append(block)


# Elements that mean something even without attributes.
_MEANING = htmlrules.FURNITURE | htmlrules.LISTS | set(htmlrules.HEADINGS) | set(EMPHASIS_TAGS)


def _block(line: Line, opened: _Open) -> RawBlock:
    context, item, text = opened.block, opened.item, line.text
    if context.furniture:
        return RawBlock("furniture", text, hidden=context.hidden)
    if context.note:
        label = _NOTE_LABEL.match(text)
        return RawBlock("note", text, label=label[1] if label else None, hidden=context.hidden)
    if context.heading:
        return RawBlock("heading", text, level=context.heading, hidden=context.hidden)
    if item is not None:
        return _item_block(line, item, context)
    if line.emphasised and is_emphasised_heading(text):
        level = IN_BOLD if line.emphasised == "strong" else IN_ITALICS
        return RawBlock("heading", text, level=level, hidden=context.hidden)
    return RawBlock("paragraph", text, hidden=context.hidden, run_in=line.run_in)


def _item_block(line: Line, item: _Item, context: _Context) -> RawBlock:
    if not item.fresh:
        return RawBlock(
            "paragraph", line.text, level=context.depth, hidden=context.hidden, run_in=line.run_in
        )
    item.fresh = False
    label = None if printed(line.text) else item.label
    level = max(context.depth - 1, 0)
    return RawBlock("item", line.text, level=level, label=label, hidden=context.hidden, run_in=line.run_in)


def enumerate_as(style: str, number: int) -> str:
    """``number`` as an ordered list of this type prints it; outside 1 to 26 letters give way to digits."""
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number <= 39:
        units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
        roman = "x" * (number // 10) + units[number % 10]
        return roman if style == "i" else roman.upper()
    return str(number)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
