"""Lines of a PDF that belong to the page: running heads, page and line numbers; and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from pipeline.documents.pdf_lines import Line

_EDGE_LINES = 5  # a running head or foot is among the first or last so many lines of its page
_SAME_PLACE = 4.0  # points
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—\[(|]*\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—\])|]*(?:\s*(?:of|/|de)\s*\d{1,4})?",
    re.IGNORECASE,
)
_NOTE_START = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[⁰¹²³⁴-⁹]{1,3}|[a-z])(?:\s+|(?=[A-Z“\"\[]))\S")
_NOTE_SIZE = 0.95  # of the size of the body


def running(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the indexes of its lines that are running heads, feet, page numbers or line numbers."""
    edges = [_edges(lines) for lines in pages]
    counts: Counter[tuple[str, int]] = Counter()
    for lines, edge in zip(pages, edges, strict=True):
        counts.update({place for index in edge for place in _places(lines[index])})
    needed = 2 if len(pages) <= 4 else 3
    return [
        {index for index in edge if max(counts[place] for place in _places(lines[index])) >= needed}
        | _numbers(lines, edge)
        | {index for index, line in enumerate(lines) if line.is_margin}
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _edges(lines: Sequence[Line]) -> list[int]:
    """The indexes of the lines nearest to the top and the bottom of a page."""
    order = sorted(range(len(lines)), key=lambda index: -lines[index].y)
    return list(dict.fromkeys([*order[:_EDGE_LINES], *order[-_EDGE_LINES:]]))


def _places(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a line is counted under: its words without numbers, at the two nearest steps of a coarse grid."""
    words = re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())
    step = int(line.y // _SAME_PLACE)
    return (words, step), (words, step + 1)


def _numbers(lines: Sequence[Line], edge: Sequence[int]) -> set[int]:
    """The outermost line of a page, when it is nothing but a page number well apart from the text."""
    if len(lines) < 3:
        return set()
    found = set()
    for index in (edge[0], min(edge, key=lambda i: lines[i].y)):
        line = lines[index]
        others = [abs(other.y - line.y) for other in lines if other is not line]
        if _PAGE_NUMBER.fullmatch(line.text) and min(others) >= 0.5 * line.size:
            found.add(index)
    return found


def notes(lines: Sequence[Line], body_size: float) -> list[list[int]]:
    """The footnotes of one page, each as the indexes of its lines.

    A note begins with a number or sign, in small type, with nothing but small type below it in its column.
    """
    found: list[list[int]] = []
    for index, line in enumerate(lines):
        small = line.size <= _NOTE_SIZE * body_size and not line.is_row
        if small and _NOTE_START.match(line.text) and _is_last(lines, index, body_size):
            found.append([index])
        elif small and found and found[-1][-1] == index - 1 and lines[index - 1].y > line.y:
            found[-1].append(index)
    return found


def _is_last(lines: Sequence[Line], index: int, body_size: float) -> bool:
    line = lines[index]
    below = [other for other in lines if other.y < line.y and other.x0 < line.right and line.left < other.x1]
    middle = median(other.y for other in lines)
    return line.y < middle and all(other.size <= _NOTE_SIZE * body_size for other in below)
