"""DOCX: body text in reading order with headings, computed list numbers, tables, notes and text boxes.

Insertions that are tracked count as text, deletions do not. Text that Word would not show (vanished, white,
tiny) is kept in blocks of its own, marked hidden. Headers, footers and tables of contents are furniture.
Nothing outside the file is fetched; comments, embedded files and pictures are not text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from pipeline.documents.characters import raise_digits
from pipeline.documents.docx_numbering import Numbering
from pipeline.documents.docx_package import Element, Package, W
from pipeline.documents.docx_styles import Styles, is_raised
from pipeline.documents.read import Parsed
from pipeline.documents.structure import RawBlock
from pipeline.errors import ReadError
from pipeline.schema import Flag

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_TEXT_BOX = f"{W}txbxContent"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
# Subtrees without text of their own: deletions, field codes, properties, phonetic guides.
_NO_TEXT = _DELETED | {f"{W}{name}" for name in ("pPr", "rPr", "delText", "instrText", "delInstrText", "rt")}
_SPACES = frozenset(f"{W}{name}" for name in ("tab", "ptab", "br", "cr"))
# Codes of the fonts Symbol and Wingdings.
_SYMBOL_FONTS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "✓"}
# The deepest heading level a styled outline uses in practice is 3; bold lines come below.
_BOLD_HEADING_LEVEL = 4
_LONGEST_BOLD_HEADING = 15  # words
_NOTE_KINDS = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_docx(data: bytes) -> Parsed:
    """The blocks and core properties of a DOCX file; ReadError when it is locked, damaged or too large.

    Flagged partial when a part was left out or the file is no plain document (macros, template, strict
    dialect).
    """
    try:
        return _Reader(Package(data)).parsed()
    except RecursionError as exc:
        raise ReadError("corrupt", "The document is nested too deeply.") from exc


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text of one run."""

    text: str
    hidden: bool
    bold: bool


class _Reader:
    """Walks one document; holds its styles and the state of its list counters."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = package.root()
        self._styles = Styles(next(iter(package.related("styles")), None))
        self._numbering = Numbering(next(iter(package.related("numbering")), None))

    def parsed(self) -> Parsed:
        """Headers, body, notes and footers, with what had to be left out as notes."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise ReadError("corrupt", "The document has no body.")
        blocks = [*self._furniture("header"), *self._walk(body), *self._notes(), *self._furniture("footer")]
        self._package.check()
        if any(True for _ in self._root.iter(f"{W}altChunk")):
            self._package.lacks.append("Embedded files of other formats were left out.")
        flags: list[Flag] = ["partial"] if self._package.lacks else []
        return Parsed(
            blocks=tuple(blocks),
            metadata=_metadata(self._package),
            flags=tuple(flags),
            notes=(*self._package.lacks, *_changes(self._root)),
        )

    def _walk(self, container: Element) -> Iterator[RawBlock]:
        """Blocks in reading order; an explicit stack, because tables may nest deeper than Python recurses."""
        stack = [iter(container)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
            elif element.tag == f"{W}p":
                yield from self._paragraph(element)
                stack.append(_text_boxes(element))
            elif element.tag == f"{W}tr" and not _is_deleted_row(element):
                cells = list(_within(element, f"{W}tc"))
                if len(cells) == 1:
                    stack.append(iter(cells[0]))
                else:
                    yield from self._row(cells)
                    stack.append(_nested(cells))
            elif element.tag == f"{_MC}AlternateContent":
                stack.append(iter(element[:1]))
            elif element.tag not in _NO_TEXT and element.tag != f"{W}tr":
                stack.append(iter(element))

    def _paragraph(self, paragraph: Element) -> Iterator[RawBlock]:
        pieces = list(self._pieces(paragraph))
        shown = [piece for piece in pieces if not piece.hidden]
        text = _join(shown)
        place = self._styles.list_place(paragraph)
        label = self._numbering.next(place.number_id, place.depth) if place and text else None
        if text:
            yield self._shown(paragraph, text, label, place.nesting if place else 0, shown)
        for hidden, group in groupby(pieces, key=lambda piece: piece.hidden):
            if hidden and (unseen := _join(list(group))):
                yield RawBlock("paragraph", unseen, hidden=True)

    def _shown(
        self, paragraph: Element, text: str, label: str | None, depth: int, pieces: Sequence[_Piece]
    ) -> RawBlock:
        if self._styles.is_contents(paragraph):
            return RawBlock("furniture", text)
        printed = f"{label} {text}" if label else text
        level = self._styles.heading_level(paragraph)
        if level is not None:
            return RawBlock("heading", printed, level=level)
        if label is not None:
            return RawBlock("item", printed, level=depth, run_in=_runs_in(pieces))
        if _is_bold_heading(text, pieces):
            return RawBlock("heading", text, level=_BOLD_HEADING_LEVEL)
        return RawBlock("paragraph", text, run_in=_runs_in(pieces))

    def _row(self, cells: Sequence[Element]) -> Iterator[RawBlock]:
        pieces = [
            [piece for paragraph in _cell_paragraphs(cell) for piece in self._cell_pieces(paragraph)]
            for cell in cells
        ]
        shown = [_join([piece for piece in cell if not piece.hidden]) for cell in pieces]
        if any(shown):
            yield RawBlock("row", " | ".join(shown))
        unseen = [_join([piece for piece in cell if piece.hidden]) for cell in pieces]
        if any(unseen):
            yield RawBlock("row", " | ".join(filter(None, unseen)), hidden=True)

    def _cell_pieces(self, paragraph: Element) -> Iterator[_Piece]:
        place = self._styles.list_place(paragraph)
        if place and (label := self._numbering.next(place.number_id, place.depth)):
            yield _Piece(f"{label} ", hidden=False, bold=False)
        yield from self._pieces(paragraph)
        yield _Piece(" ", hidden=False, bold=False)

    def _pieces(self, paragraph: Element) -> Iterator[_Piece]:
        """The text of a paragraph without its text boxes, run by run."""
        hidden = bold = raised = False
        walker = etree.iterwalk(paragraph, events=("start",))
        for _, element in walker:
            tag = element.tag
            if (
                tag in _NO_TEXT
                or tag == _TEXT_BOX
                or (tag == f"{_MC}Fallback" and element.getprevious() is not None)
            ):
                walker.skip_subtree()
            elif tag == f"{W}r":
                hidden, bold = self._styles.is_hidden(element, paragraph), self._styles.is_bold(element)
                raised = is_raised(element)
            elif text := _text_of(element):
                yield _Piece(raise_digits(text) if raised else text, hidden, bold)

    def _notes(self) -> Iterator[RawBlock]:
        for kind, name in _NOTE_KINDS:
            for root in self._package.related(kind):
                notes = {note.get(f"{W}id"): note for note in root.iterchildren(f"{W}{name}")}
                references = self._root.iter(f"{W}{name}Reference")
                order = dict.fromkeys(reference.get(f"{W}id") for reference in references)
                for number, reference in enumerate(order, start=1):
                    if reference in notes:
                        for block in self._walk(notes[reference]):
                            yield RawBlock("note", block.text, label=str(number), hidden=block.hidden)

    def _furniture(self, kind: str) -> Iterator[RawBlock]:
        blocks = (block for root in self._package.related(kind) for block in self._walk(root))
        for text, hidden in dict.fromkeys((block.text, block.hidden) for block in blocks):
            yield RawBlock("furniture", text, hidden=hidden)


def _text_of(element: Element) -> str:
    tag = element.tag
    if tag in (f"{W}t", f"{_M}t"):
        return str(element.text or "")
    if tag in _SPACES:
        return " "
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag == f"{W}sym":
        code = element.get(f"{W}char", "")
        return _symbol(code)
    return ""


def _symbol(code: str) -> str:
    """A character of a symbol font: its code lies in the private area and mostly means a bullet or tick."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _SYMBOL_FONTS.get(character, "" if "\ue000" <= character <= "\uf8ff" else character)


def _join(pieces: Sequence[_Piece]) -> str:
    return " ".join("".join(piece.text for piece in pieces).replace("\u00ad", "").split())


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """The outermost text boxes anchored in a paragraph, without the copies kept for old readers."""
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag == f"{_MC}Fallback" and element.getprevious() is not None:
            walker.skip_subtree()
        elif element.tag == _TEXT_BOX:
            walker.skip_subtree()
            yield element


def _nested(cells: Sequence[Element]) -> Iterator[Element]:
    """What a row holds beyond its cells' own words: tables and text boxes."""
    for cell in cells:
        yield from _within(cell, f"{W}tbl")
        for paragraph in _cell_paragraphs(cell):
            yield from _text_boxes(paragraph)


def _cell_paragraphs(cell: Element) -> Iterator[Element]:
    return _within(cell, f"{W}p")


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The nearest descendants of a tag: those not inside another of the same tag, a table or a deletion."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == tag:
            yield child
        elif child.tag not in _NO_TEXT and child.tag not in (f"{W}tbl", f"{W}p"):
            stack.append(iter(child[:1] if child.tag == f"{_MC}AlternateContent" else child))


def _is_deleted_row(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _runs_in(pieces: Sequence[_Piece]) -> bool:
    """True when a paragraph begins in bold and goes on in plain type."""
    seen = [piece.bold for piece in pieces if piece.text.strip()]
    return bool(seen) and seen[0] and not all(seen)


def _is_bold_heading(text: str, pieces: Sequence[_Piece]) -> bool:
    bold = all(piece.bold for piece in pieces if piece.text.strip())
    return bold and len(text.split()) <= _LONGEST_BOLD_HEADING and text[-1] not in ".;:,!?"


def _changes(root: Element) -> Iterator[str]:
    deleted = sum(1 for tag in _DELETED for _ in root.iter(tag))
    inserted = sum(1 for tag in (f"{W}ins", f"{W}moveTo") for _ in root.iter(tag))
    if deleted or inserted:
        yield f"Tracked changes: {inserted} insertions were kept, {deleted} deletions left out."


def _metadata(package: Package) -> dict[str, str]:
    """Title, date of creation and language as the core properties state them."""
    found = {}
    for root in package.related("core-properties", source=""):
        for key, tag in (
            ("title", f"{_DC}title"),
            ("created", f"{_DCTERMS}created"),
            ("language", f"{_DC}language"),
        ):
            value = (root.findtext(tag) or "").strip()
            if value:
                found[key] = value[:10] if key == "created" else value
    return found
