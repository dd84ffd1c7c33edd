"""Plain text: flat lines with dashes for bullets, bare-line headings, and perhaps hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.documents import furniture
from pipeline.documents.characters import join_lines
from pipeline.documents.encoding import decode
from pipeline.documents.headings import is_bare_heading, rank
from pipeline.documents.labels import printed
from pipeline.documents.read import Parsed
from pipeline.documents.structure import RawBlock

_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*•·▪◦‣○●■□➢➤✓✔–—]|o(?=\t))[ \t]+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s")
_SENTENCE_END = re.compile(r"[.:;!?][\"'”’)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-$|\u00ad$")
_WIDEST = 120  # characters; a text with longer lines was not wrapped by hand or by a mailer
_NARROWEST = 40
_MOST = 0.7  # share of line ends that must be explained by the width for a text to count as wrapped


@dataclass(frozen=True, slots=True)
class _Unit:
    """The lines of one paragraph or bullet; ``indent`` is None for what is no bullet."""

    lines: tuple[str, ...]
    indent: int | None = None


def read_text(data: bytes) -> Parsed:
    """Blocks of a plain text; never fails, for any bytes decode to something."""
    return Parsed(blocks=tuple(parse_text(decode(data))))


def parse_text(text: str) -> list[RawBlock]:
    """Blocks of a plain text: headings, paragraphs, items, furniture."""
    lines = [line.rstrip() for line in text.replace("\0", "").splitlines()]
    raw = list(_blocks(list(_units(lines, wrap_width(lines)))))
    return rank(furniture.mark(_with_headings(raw)), raw)


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which the text was wrapped, or None when each line is a paragraph of its own.

    A line end is explained by width W when the next line's first word would have made the line longer
    than W; a text is wrapped when most line ends inside its paragraphs are so explained.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return None
    width = lengths[-1 - len(lengths) // 50]  # one line in fifty may stick out
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if first.strip() and second.strip() and not _BULLET.match(second)
    ]
    explained = sum(_full(first, second, width) for first, second in pairs)
    return width if pairs and explained >= _MOST * len(pairs) else None


def _full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _units(lines: Sequence[str], width: int | None) -> Iterator[_Unit]:
    current: list[str] = []
    indent: int | None = None
    for line in lines:
        bullet = _opens_item(line, current[-1] if current else "")
        if current and (not line.strip() or bullet or not _joins(current[-1], line, width)):
            yield _Unit(tuple(current), indent)
            current, indent = [], None
        if bullet:
            indent = len(bullet["indent"].expandtabs(4))
            line = line[bullet.end() :]
        if line.strip():
            current.append(line)
    if current:
        yield _Unit(tuple(current), indent)


def _opens_item(line: str, previous: str) -> re.Match[str] | None:
    """The bullet a line begins with; a long dash inside a wrapped sentence is none."""
    match = _BULLET.match(line)
    if match and match["mark"] in "–—" and previous and not _SENTENCE_END.search(previous):
        return None
    return match


def _joins(previous: str, line: str, width: int | None) -> bool:
    """True when ``line`` continues the paragraph that ``previous`` belongs to."""
    if _HYPHENATED.search(previous) and line.lstrip()[:1].islower():
        return True
    if width is None:
        return False
    if _full(previous, line.strip(), width):
        return not (_SENTENCE_END.search(previous) and printed(line.strip()))
    return not _SENTENCE_END.search(previous) and line.lstrip()[:1].islower()


def _blocks(units: Sequence[_Unit]) -> Iterator[RawBlock]:
    indents: list[int] = []
    for unit in units:
        text = join_lines(unit.lines)
        if unit.indent is not None:
            indents = [indent for indent in indents if indent < unit.indent] + [unit.indent]
            yield RawBlock("item", text, level=len(indents) - 1)
        elif _NUMBER.match(text):
            indents = []
            yield RawBlock("item", text)
        else:
            indents = []
            yield RawBlock("paragraph", text)


def _with_headings(raw: Sequence[RawBlock]) -> list[RawBlock]:
    return [
        replace(block, kind="heading", level=1) if is_bare_heading(raw, index) else block
        for index, block in enumerate(raw)
    ]
