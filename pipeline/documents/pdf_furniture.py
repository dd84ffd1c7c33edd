"""Lines of a PDF that belong to the page: running heads, page and line numbers; and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from pipeline.documents.pdf_lines import NOTE_START, Line

_EDGE_LINES = 5  # a running head or foot is among the first or last so many lines of its page
_APART = 1.5  # font sizes between a page number and the text
_SAME_PLACE = 4.0  # points
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—\[(|]*\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—\])|]*(?:\s*(?:of|/|de)\s*\d{1,4})?",
    re.IGNORECASE,
)
_NOTE_SIZE = 0.95  # of the size of the body


def running(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the indexes of its lines that are running heads, feet, page numbers or line numbers.

    A running line stands in the same place on several pages, with nothing but such lines further out.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        edge = {index for side in _edges(lines) for index in side}
        counts.update({place for index in edge for place in _places(lines[index])})
    needed = 2 if len(pages) <= 4 else 3
    return [_running_lines(lines, counts, needed) for lines in pages]


def _running_lines(lines: Sequence[Line], counts: Counter[tuple[str, int]], needed: int) -> set[int]:
    found = {index for index, line in enumerate(lines) if line.is_margin}
    for side in _edges(lines):
        for index in side:
            repeated = max(counts[place] for place in _places(lines[index])) >= needed
            if not repeated and not _is_page_number(lines, index):
                break
            found.add(index)
    return found


def _edges(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    """The indexes of the lines nearest to the top and to the bottom of a page, from the edge inwards."""
    order = sorted((i for i, line in enumerate(lines) if not line.is_margin), key=lambda i: -lines[i].y)
    return order[:_EDGE_LINES], order[: -_EDGE_LINES - 1 : -1]


def _places(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a line is counted under: its words without numbers, at the two nearest steps of a coarse grid."""
    words = re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())
    step = int(line.y // _SAME_PLACE)
    return (words, step), (words, step + 1)


def _is_page_number(lines: Sequence[Line], index: int) -> bool:
    """True for a line that is nothing but a page number, apart from what else is on the page."""
    line = lines[index]
    distances = [abs(other.y - line.y) for other in lines if other is not line]
    apart = len(lines) > 2 and min(distances) >= _APART * line.size
    return apart and bool(_PAGE_NUMBER.fullmatch(line.text))


def notes(lines: Sequence[Line], body_size: float) -> list[list[int]]:
    """The footnotes of one page, each as the indexes of its lines.

    A note begins with a number or sign, in small type, with nothing but small type below it in its column.
    """
    found: list[list[int]] = []
    for index, line in enumerate(lines):
        small = line.size <= _NOTE_SIZE * body_size and not line.is_row
        if small and NOTE_START.match(line.text) and _is_last(lines, index, body_size):
            found.append([index])
        elif small and found and found[-1][-1] == index - 1 and lines[index - 1].y > line.y:
            found[-1].append(index)
    return found


def _is_last(lines: Sequence[Line], index: int, body_size: float) -> bool:
    line = lines[index]
    below = [other for other in lines if other.y < line.y and other.x0 < line.right and line.left < other.x1]
    middle = median(other.y for other in lines)
    return line.y < middle and all(other.size <= _NOTE_SIZE * body_size for other in below)
