"""Blocks from the lines of a PDF: headings, paragraphs, items, table rows, notes, furniture.

The type area decides: a line begins a new block when the gap above it is wide, when the line before ended
although the next word would have fitted, or when it begins with a bullet or a label. A paragraph that stops
in mid-sentence at the foot of a column or page goes on at the head of the next.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents import pdf_furniture
from pipeline.documents.pdf_columns import BULLETS
from pipeline.documents.pdf_lines import Line
from pipeline.documents.pdf_structure import key
from pipeline.documents.structure import RawBlock

_BULLET = re.compile(rf"(?:[{BULLETS}]+\s*|[-–—o]\s+)(?=\S)")
_LABEL = re.compile(
    r"(?:\[\s?)?(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,3})+\.?|[PO][Pp]\s?\d{1,3})(?=\s)"
)
_DIVISION = re.compile(
    r"\W?(?:article|annex|appendix|chapter|part|schedule|sec\.|section|title)\s+(?:\d+|[IVXLC]+|[A-Z])\b.{0,120}",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\W?(?:Option|Alternative) (?:\d|[IVX]|[A-Z]\b)")
_PARAGRAPH_SIGN = re.compile(r"[PO][Pp]\s?\d{1,3}")
_ASIDE = re.compile(r"\{[^{}]{1,60}\}")  # a drafter's remark on a line of its own, in treaty drafts
_CLOSED = re.compile(r"[.!?:;][\"'”’)\]\d⁰¹²³⁴-⁹ ]*$")
_LIST_END = re.compile(r"(?:[.;:,!?]|\band|\bor)[\"'”’)\]⁰¹²³⁴-⁹ ]*$")
_WIDE = 1.35  # of the usual distance of lines: a gap that parts paragraphs
_HEADING_SIZE = 1.12  # of the body's size
_SMALL_CAPITALS = 0.8
_HEADING_WORDS = 30
_HEADING_LINES = 4
_SPACE = 0.25  # of the font size
_SLACK = 0.4  # of the font size: how far a ragged line may fall short of what would have fitted
_MOSTLY = 0.6  # of the column's width


@dataclass(frozen=True, slots=True)
class _Type:
    """The type of a document: the body's size, whether it is bold, line distance by size, heading sizes."""

    size: float
    bold: bool
    leading: Mapping[float, float]
    heading_sizes: tuple[float, ...]


def blocks_of(pages: Sequence[Sequence[Line]], outline: Mapping[str, int]) -> list[RawBlock]:
    """The visible blocks of a document from the lines of each page, in reading order.

    ``outline`` maps keys of headings (:func:`pdf_structure.key`) to their levels. Furniture and notes of a
    page come before the first block that begins on the next.
    """
    furniture = pdf_furniture.running(pages)
    kept = [
        [line for i, line in enumerate(lines) if i not in out]
        for lines, out in zip(pages, furniture, strict=True)
    ]
    typed = _type_of([line for lines in kept for line in lines])
    words = _vocabulary(kept)
    aside: dict[int, list[RawBlock]] = defaultdict(list)
    body: list[Line] = []
    for lines, out, rest in zip(pages, furniture, kept, strict=True):
        found = pdf_furniture.notes(rest, typed.size)
        for note in found:
            aside[rest[note[0]].page].append(_block("note", [rest[i] for i in note], words))
        for index in sorted(out):
            aside[lines[index].page].append(_block("furniture", [lines[index]], words))
        noted = {index for note in found for index in note}
        body.extend(line for index, line in enumerate(rest) if index not in noted)
    blocks = _Builder(typed, outline, words).build(_paragraphs(body, typed))
    return list(_merge(blocks, aside))


def _merge(blocks: Sequence[RawBlock], aside: Mapping[int, list[RawBlock]]) -> Iterator[RawBlock]:
    pages = sorted(aside)
    for block in blocks:
        while pages and pages[0] < (block.page or 0):
            yield from aside[pages.pop(0)]
        yield block
    for page in pages:
        yield from aside[page]


def _type_of(lines: Sequence[Line]) -> _Type:
    sizes: Counter[float] = Counter()
    bold = 0
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for above, line in zip([None, *lines], lines, strict=False):
        sizes[line.size] += len(line.text)
        bold += len(line.text) * line.bold
        if (
            above is not None
            and above.page == line.page
            and above.size == line.size
            and 0 < above.y - line.y < 3 * line.size
        ):
            distances[line.size][round(2 * (above.y - line.y)) / 2] += 1
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted((size for size in sizes if size >= _HEADING_SIZE * body), reverse=True)
    return _Type(
        size=body,
        bold=bold > sizes.total() / 2,
        leading={size: _usual(counts, size) for size, counts in distances.items()},
        heading_sizes=tuple(larger),
    )


def _usual(distances: Counter[float], size: float) -> float:
    """The most frequent distance of lines; of distances about as frequent, the smallest."""
    most = max(distances.values())
    usual = min(distance for distance, count in distances.items() if count >= most / 2)
    return min(usual, 2 * size)


def _vocabulary(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each word, hyphenated ones included, stands within a line."""
    words: Counter[str] = Counter()
    for lines in pages:
        for line in lines:
            words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold())[:-1])
    return words


def _paragraphs(lines: Sequence[Line], typed: _Type) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line, typed):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[Line], line: Line, typed: _Type) -> bool:
    """True when ``line`` belongs to the paragraph before it."""
    last = paragraph[-1]
    if line.is_row or last.is_row or line.angle != last.angle or abs(line.size - last.size) > 0.6:
        return False
    if _BULLET.match(line.text) or (line.bold != last.bold and not _is_full(last, line)):
        return False
    if _begins_with_label(paragraph, line) or _ASIDE.fullmatch(line.text):
        return False
    if line.page != last.page or line.y >= last.y:
        return _resumes(last, line)
    if last.y - line.y > _WIDE * typed.leading.get(line.size, 1.2 * line.size):
        return False
    if _is_full(last, line):
        return not (_CLOSED.search(last.text) and _is_indented(paragraph, line))
    return _is_centred(last) and _is_centred(line) and not _CLOSED.search(last.text)


def _begins_with_label(paragraph: Sequence[Line], line: Line) -> bool:
    last = paragraph[-1]
    if _DIVISION.fullmatch(line.text) and line.text[-1] not in ".;," and not _is_full(last, line):
        return True
    if not (_LABEL.match(line.text) or _OPTION.match(line.text)):
        return False
    hangs = line.x0 < last.x0 - line.size or (len(paragraph) == 1 and bool(_LABEL.match(last.text)))
    return hangs or bool(_LIST_END.search(last.text)) or not _is_full(last, line)


def _is_full(last: Line, line: Line) -> bool:
    """True when the next line's first word would not have fitted at the end of ``last``."""
    if last.text.endswith("-"):
        return True
    begins_small = line.text[0].islower() and not _LIST_END.search(last.text)
    if begins_small and last.x1 - last.left > _MOSTLY * (last.right - last.left):
        return True
    return last.x1 + _SPACE * line.size + line.first > last.right - _SLACK * line.size


def _is_indented(paragraph: Sequence[Line], line: Line) -> bool:
    last = paragraph[-1]
    hanging = len(paragraph) == 1 and bool(_LABEL.match(last.text) or _BULLET.match(last.text))
    return line.x0 > last.x0 + 0.8 * line.size and not hanging


def _is_centred(line: Line) -> bool:
    before, after = line.x0 - line.left, line.right - line.x1
    return before > 2 * line.size and abs(before - after) < 2 * line.size


def _resumes(last: Line, line: Line) -> bool:
    """True when a paragraph cut at the foot of a column or page goes on with ``line``."""
    if _CLOSED.search(last.text) or not (_is_full(last, line) or last.text.endswith(",")):
        return False
    return line.bold == last.bold and not line.text[0].isdigit()


class _Builder:
    """Classifies paragraphs in order; holds how deep the open list is."""

    def __init__(self, typed: _Type, outline: Mapping[str, int], words: Counter[str]) -> None:
        self._type = typed
        self._outline = outline
        self._words = words
        self._indents: list[float] = []

    def build(self, paragraphs: Iterator[list[Line]]) -> list[RawBlock]:
        """One block a paragraph."""
        return [self._block(lines) for lines in paragraphs]

    def _block(self, lines: Sequence[Line]) -> RawBlock:
        text = join(lines, self._words)
        if lines[0].is_row:
            return _block("row", lines, self._words)
        level = self._heading_level(lines, text)
        if level is not None:
            self._indents = []
            return _block("heading", lines, self._words, level=level)
        bullet = _BULLET.match(text)
        if bullet:
            return _block("item", lines, self._words, level=self._depth(lines[0]), text=text[bullet.end() :])
        if sign := _PARAGRAPH_SIGN.match(text):
            return _block("paragraph", lines, self._words, label=sign[0])
        if _LABEL.match(text):
            return _block("item", lines, self._words, level=self._depth(lines[0]))
        if self._indents and lines[0].x0 <= self._indents[0] + 1:
            self._indents = []
        return _block("paragraph", lines, self._words, run_in=lines[0].run_in)

    def _depth(self, line: Line) -> int:
        """The level of an item by its indent among the open ones."""
        indent = line.x0 - line.left
        while self._indents and indent < self._indents[-1] - 3:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 3:
            self._indents.append(indent)
        return len(self._indents) - 1

    def _heading_level(self, lines: Sequence[Line], text: str) -> int | None:
        words = len(text.split())
        if words > _HEADING_WORDS or len(lines) > _HEADING_LINES or not any(c.isalpha() for c in text):
            return None
        if (level := self._outline.get(key(text))) is not None:
            return level
        size = max(line.size for line in lines)
        if size in self._type.heading_sizes and not _BULLET.match(text):
            return 1 + min(self._type.heading_sizes.index(size), 3)
        if _DIVISION.fullmatch(text) and (text.isupper() or text[-1] not in ".;,:"):
            return 1 + min(len(self._type.heading_sizes), 4)
        emphasised = all(line.bold for line in lines) and not self._type.bold
        capitals = (
            text.isupper() and sum(map(str.isalpha, text)) >= 5 and size >= _SMALL_CAPITALS * self._type.size
        )
        if (emphasised or capitals) and text[-1] not in ".;," and not _BULLET.match(text):
            return 1 + min(len(self._type.heading_sizes), 4)
        return None


def _block(
    kind: str,
    lines: Sequence[Line],
    words: Counter[str],
    *,
    level: int = 0,
    label: str | None = None,
    text: str | None = None,
    run_in: bool = False,
) -> RawBlock:
    return RawBlock(
        kind=kind,  # type: ignore[arg-type]
        text=join(lines, words) if text is None else text,
        page=lines[0].page,
        level=level,
        label=label,
        boxes=tuple(line.box for line in lines if line.box is not None),
        run_in=run_in,
    )


def join(lines: Sequence[Line], words: Counter[str]) -> str:
    """The text of lines as one, words divided at line ends made whole."""
    text = ""
    for line in lines:
        text = _append(text, line.text, words) if text else line.text
    return text


def _append(text: str, line: str, words: Counter[str]) -> str:
    if text.endswith("\u00ad"):
        return text[:-1] + line
    before = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$", text)
    after = re.match(r"[^\W\d_]+", line)
    if before is None or after is None:
        return text + ("" if re.search(r"\w[-/]$", text) and line[:1].isalnum() else " ") + line
    if after[0][0].isupper():
        return text + line
    if after[0] in ("and", "or", "to"):  # a hyphen that stands for the second half: "short- and long-term"
        return f"{text} {line}"
    return (
        text + line if _keeps_hyphen(before[1].casefold(), after[0].casefold(), words) else text[:-1] + line
    )


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """True for a compound ("long-term"), judged by the document's own words, false for a divided word."""
    whole, compound = words[before + after], words[f"{before}-{after}"]
    if whole or compound:
        return compound > whole
    return "-" in before or (bool(words[before]) and bool(words[after]) and len(after) > 2)
