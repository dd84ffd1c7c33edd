"""PDF: two readers that check each other, one layout.

pypdf opens the file, unlocks it, and gives metadata, outline, page labels and the text of each page. PDFium
gives words with boxes, from which lines, columns and blocks are made (:mod:`pipeline.documents.pdf_columns`,
:mod:`pipeline.documents.pdf_blocks`). Where both read the same letters, the words are taken from PDFium,
because only they have a place: on two-column pages and tables pypdf's own line order mixes what stands side
by side. Where the two differ, the page's text is pypdf's when PDFium's is missing or garbled. When one of
them cannot read the file or a page at all, the other one's reading is used and the document flagged partial.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2.raw as raw
from pypdfium2 import PdfiumError

from pipeline.documents import pdf_columns, pdf_structure, pdf_words
from pipeline.documents.pdf_blocks import blocks_of
from pipeline.documents.pdf_lines import Line
from pipeline.documents.pdf_structure import Structure
from pipeline.documents.pdf_words import Page
from pipeline.documents.read import Parsed
from pipeline.documents.structure import RawBlock
from pipeline.errors import ReadError

_SAME = 0.8  # share of letters in common from which two readings of a page agree
_GARBLED = {"Co", "Cn", "Cc", "Cs"}  # Unicode categories that no text is made of
_LINE_HEIGHT = 12.0
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")


def read_pdf(data: bytes) -> Parsed:
    """The blocks, metadata and page labels of a PDF; ReadError when it is locked, damaged or too large."""
    try:
        structure = pdf_structure.inspect(data)
        pages = _pages(data)
    except RecursionError as exc:
        raise ReadError("corrupt", "The file is nested too deeply.") from exc
    if pages is None and structure.fault:
        raise ReadError("corrupt", f"No reader can open the file ({structure.fault}).")
    count = max(len(pages or ()), structure.pages)
    if count == 0:
        damaged = bool(structure.fault or _PAGE_OBJECT.search(data))
        raise ReadError("corrupt" if damaged else "no_text", "No page of the file can be found.")
    return _parsed(structure, list(_readings(structure, pages or [], count)))


class _Reading:
    """One page as read: its visible and hidden lines, and what went wrong."""

    def __init__(
        self, lines: Iterable[Line], hidden: Iterable[Line] = (), *, failed: bool, differs: bool
    ) -> None:
        self.lines, self.hidden, self.failed, self.differs = list(lines), list(hidden), failed, differs


def _parsed(structure: Structure, readings: Sequence[_Reading]) -> Parsed:
    blocks = blocks_of([reading.lines for reading in readings], structure.outline)
    blocks += [block for reading in readings for block in _hidden(reading.hidden)]
    failed = [number for number, reading in enumerate(readings, start=1) if reading.failed]
    if not blocks and (structure.fault or failed):
        raise ReadError("corrupt", f"The pages cannot be read ({structure.fault or 'damaged content'}).")
    notes = []
    if structure.fault or failed:
        notes.append(
            f"One of two readers failed ({structure.fault or 'damaged pages'}); what the other read was kept."
        )
    differing = [number for number, reading in enumerate(readings, start=1) if reading.differs]
    if differing:
        notes.append(f"Two readers read different letters on page {', '.join(map(str, differing[:10]))}.")
    return Parsed(
        blocks=tuple(blocks),
        metadata=structure.metadata,
        pages=len(readings),
        page_labels=structure.labels if len(structure.labels) == len(readings) else (),
        flags=("partial",) if structure.fault or failed else (),
        notes=tuple(notes),
    )


def _pages(data: bytes) -> list[Page | None] | None:
    """PDFium's pages; None when it cannot open the file; ReadError "encrypted" when it wants a password."""
    try:
        return list(pdf_words.pages(data))
    except PdfiumError as exc:
        if getattr(exc, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise ReadError("encrypted", "The document is locked by a password.") from exc
        return None


def _readings(structure: Structure, pages: Sequence[Page | None], count: int) -> Iterator[_Reading]:
    for index in range(count):
        page = pages[index] if index < len(pages) else None
        text = structure.texts[index] if index < len(structure.texts) else None
        if page is None:
            yield _Reading(_plain_lines(text or "", index + 1), failed=True, differs=False)
            continue
        words = "".join(word.text for word in page.words)
        differs = text is not None and _likeness(words, text) < _SAME
        if text is not None and differs and _is_better(text, words):
            yield _Reading(_plain_lines(text, index + 1), failed=False, differs=True)
            continue
        lines, hidden = pdf_columns.lines_of(page), pdf_columns.hidden_lines(page)
        yield _Reading(lines, hidden, failed=False, differs=differs)


def _likeness(one: str, other: str) -> float:
    """The share of letters and digits that two texts have in common, in whatever order."""
    first, second = (Counter(filter(str.isalnum, text)) for text in (one, other))
    largest = max(first.total(), second.total())
    return (first & second).total() / largest if largest else 1.0


def _is_better(text: str, words: str) -> bool:
    """True when pypdf's text of a page is the sounder one."""
    if not words.strip():
        return bool(text.strip())
    return _garbled(words) > _garbled(text) + 0.1


def _garbled(text: str) -> float:
    seen = [character for character in text if not character.isspace()]
    bad = sum(unicodedata.category(character) in _GARBLED or character == "\ufffd" for character in seen)
    return bad / len(seen) if seen else 1.0


def _plain_lines(text: str, number: int) -> list[Line]:
    """Lines without a place, from text alone: each as wide as the widest, so that paragraphs join."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    widest = max(map(len, lines), default=0)
    return [
        Line(line, number, 0.0, len(line), -_LINE_HEIGHT * index, 2.0, 0.0, widest)
        for index, line in enumerate(lines)
        if line
    ]


def _hidden(lines: Sequence[Line]) -> Iterator[RawBlock]:
    for line in lines:
        yield RawBlock(
            "paragraph", line.text, page=line.page, hidden=True, boxes=(line.box,) if line.box else ()
        )
