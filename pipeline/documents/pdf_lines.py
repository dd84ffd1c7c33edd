"""Lines in reading order from the words of a page: rows, columns, table rows, line numbers.

Words that share a baseline form a row. A gutter, a strip that no word crosses over several rows, divides
rows into columns when both sides read like running text, and into table cells when they do not.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.documents.pdf_words import NOTE_SIZE, RAISED, SUPERSCRIPTS, Page, Word
from pipeline.schema import Box

BULLETS = "•◦▪▫●○■□►▶➢➤‣⁃∙·\uf0b7\uf0a7\uf0d8"
_MARKER = re.compile(rf"[{BULLETS}–—o-]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)]|\d+(?:\.\d+)+\.?|§+")
_LINE_NUMBER = re.compile(r"\d{1,4}")
_GUTTER_EM = 1.0  # narrowest gap between columns or cells, in font sizes
_GUTTER_PT = 7.0
_LABEL_CHARS = 6
_COLUMN_ROWS = 2  # rows with words on both sides that prove a gutter
_COLUMN_WORDS = 3  # words a line of running text has at least, on average
_COLUMN_FILL = 0.55  # share of a column's width that a line of running text fills, by median
_TABLE_ROWS = 2
_DEEPEST = 4  # columns within columns
_LINE_NUMBERS = 5  # numbered lines in a margin that prove a numbering


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a table row with its cells joined; ``left`` and ``right`` bound its column.

    ``first`` is the width of its first word.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    left: float
    right: float
    first: float = 0.0
    bold: bool = False
    is_row: bool = False
    is_margin: bool = False
    run_in: bool = False
    angle: float = 0.0
    box: Box | None = None


Row = list[Word]


def lines_of(page: Page) -> Iterator[Line]:
    """The visible lines of a page in reading order, the main direction of writing first."""
    by_angle: dict[float, list[Word]] = {}
    for word in page.words:
        if not word.hidden:
            by_angle.setdefault(word.angle, []).append(word)
    for words in sorted(by_angle.values(), key=len, reverse=True):
        rows, numbers = _split_line_numbers(_rows(words))
        yield from _region(rows, page, 0)
        yield from (_line(row, page, is_margin=True) for row in numbers)


def hidden_lines(page: Page) -> Iterator[Line]:
    """The lines of a page that its reader cannot see."""
    by_angle: dict[float, list[Word]] = {}
    for word in page.words:
        if word.hidden:
            by_angle.setdefault(word.angle, []).append(word)
    for words in by_angle.values():
        yield from (_line(row, page) for row in _rows(words))


def _rows(words: Sequence[Word]) -> list[Row]:
    """Words grouped by baseline, top to bottom, left to right; raised or lowered words join their row."""
    rows: list[tuple[float, float, Row]] = []  # baseline, size, words
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            y, size, row = rows[index]
            if _same_row(word, y, size):
                row.append(word)
                if word.size > size:
                    rows[index] = (word.y, word.size, row)
                break
        else:
            rows.append((word.y, word.size, [word]))
    return [sorted(row, key=lambda word: word.x0) for _, _, row in sorted(rows, key=lambda item: -item[0])]


def _same_row(word: Word, y: float, size: float) -> bool:
    """True within a fifth of the size; for a smaller or larger neighbour within the larger one's height."""
    offset, larger, smaller = abs(word.y - y), max(word.size, size), min(word.size, size)
    return offset <= (0.2 * larger if smaller > 0.85 * larger else 0.6 * larger)


def _region(rows: Sequence[Row], page: Page, depth: int) -> Iterator[Line]:
    """The lines of a stretch of rows, which may hold columns and tables."""
    if not rows:
        return
    gutter = _gutter(rows) if depth < _DEEPEST else None
    for divided, band in _bands(rows, gutter):
        if not divided or gutter is None:
            yield from (_line(row, page, *_bounds(rows)) for row in band)
            continue
        sides = [_side(band, gutter, 0), _side(band, gutter, 1)]
        if _are_labels(sides[0]) and _reads_on(sides[1]):
            yield from (_line(row, page, *_bounds(rows)) for row in band)
        elif all(_reads_on(side) for side in sides) and not _is_ruled(band, gutter, page):
            for side in sides:
                yield from _region(side, page, depth + 1)
        else:
            yield from _table(band, page)


def _bounds(rows: Sequence[Row]) -> tuple[float, float]:
    """The left and right margin of rows; one row in twenty may stick out to the right."""
    ends = sorted(row[-1].x1 for row in rows)
    return min(row[0].x0 for row in rows), ends[-1 - len(ends) // 20]


def _gaps(row: Row) -> Iterator[tuple[float, float]]:
    """The gaps of a row that are wide enough for a gutter, but not the one after a bullet or a number."""
    for index, (word, following) in enumerate(pairwise(row)):
        narrowest = max(_GUTTER_PT, _GUTTER_EM * max(word.size, following.size))
        if following.x0 - word.x1 >= narrowest and not (index == 0 and _MARKER.fullmatch(word.text)):
            yield word.x1, following.x0


def _gutter(rows: Sequence[Row]) -> float | None:
    """The x that lies in the gaps of the most rows, and of enough of them."""
    gaps = [list(_gaps(row)) for row in rows]
    candidates = Counter(x for row in gaps for x in {round((left + right) / 2) for left, right in row})
    best, best_count = None, 0
    for x in sorted(candidates):
        count = sum(any(left <= x <= right for left, right in row) for row in gaps)
        if count > best_count:
            best, best_count = float(x), count
    return best if best_count >= _TABLE_ROWS else None


def _bands(rows: Sequence[Row], gutter: float | None) -> Iterator[tuple[bool, list[Row]]]:
    """Runs of rows that the gutter divides, and runs of those that it does not.

    A row on one side only belongs to the run of divided rows around it.
    """
    if gutter is None:
        yield False, list(rows)
        return
    kinds = [_kind(row, gutter) for row in rows]
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or (kinds[end] == "crossed") != (kinds[start] == "crossed"):
            yield from _trim(rows[start:end], kinds[start:end])
            start = end


def _trim(rows: Sequence[Row], kinds: Sequence[str]) -> Iterator[tuple[bool, list[Row]]]:
    """One-sided rows before the first and after the last divided row join the columns if they abut."""
    divided = [index for index, kind in enumerate(kinds) if kind == "divided"]
    if len(divided) < _TABLE_ROWS:
        yield False, list(rows)
        return
    first, last = divided[0], divided[-1]
    while first > 0 and _abuts(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and _abuts(rows[last], rows[last + 1]):
        last += 1
    for is_divided, part in (
        (False, rows[:first]),
        (True, rows[first : last + 1]),
        (False, rows[last + 1 :]),
    ):
        if part:
            yield is_divided, list(part)


def _abuts(upper: Row, lower: Row) -> bool:
    size = max(upper[0].size, lower[0].size)
    return upper[0].y - lower[0].y <= 1.6 * size and abs(upper[0].size - lower[0].size) < 0.1 * size


def _kind(row: Row, gutter: float) -> str:
    if any(word.x0 < gutter < word.x1 for word in row):
        return "crossed"
    before = [word for word in row if word.x1 <= gutter]
    if not before or len(before) == len(row):
        return "one-sided"
    gap = row[len(before)].x0 - before[-1].x1
    return "divided" if gap >= max(_GUTTER_PT, _GUTTER_EM * before[-1].size) else "crossed"


def _side(rows: Sequence[Row], gutter: float, side: int) -> list[Row]:
    parts = ([word for word in row if (word.x0 >= gutter) == bool(side)] for row in rows)
    return [part for part in parts if part]


def _reads_on(rows: Sequence[Row]) -> bool:
    """True when rows look like the lines of a column of running text."""
    if len(rows) < _COLUMN_ROWS or sum(map(len, rows)) < _COLUMN_WORDS * len(rows):
        return False
    left = min(row[0].x0 for row in rows)
    width = max(row[-1].x1 for row in rows) - left
    return median(row[-1].x1 - row[0].x0 for row in rows) >= _COLUMN_FILL * width


def _are_labels(rows: Sequence[Row]) -> bool:
    """True when rows hold nothing but paragraph labels, hung out into the margin."""
    return all(len(row) == 1 and len(row[0].text) <= _LABEL_CHARS for row in rows)


def _is_ruled(rows: Sequence[Row], gutter: float, page: Page) -> bool:
    """True when ruled lines cross the gutter between the rows, as those of a table do."""
    top, bottom = rows[0][0].y, rows[-1][0].y
    crossing = [y0 for x0, y0, x1, _ in page.rules if x0 < gutter < x1 and bottom < y0 < top]
    return len(crossing) >= _TABLE_ROWS


def _table(rows: Sequence[Row], page: Page) -> Iterator[Line]:
    """Rows with their cells joined by " | "; a row without a first cell continues the one above."""
    edges = _cell_edges(rows)
    table: list[tuple[list[Row], Row]] = []
    rules = sorted({round(y0) for x0, y0, x1, y1 in page.rules if x1 - x0 > y1 - y0}, reverse=True)
    for row in rows:
        cells = _cells(row, edges)
        if table and _continues(table[-1][1], row, cells, rules):
            for cell, more in zip(table[-1][0], cells, strict=True):
                cell.extend(more)
            table[-1][1].extend(row)
        else:
            table.append((cells, list(row)))
    for cells, words in table:
        text = " | ".join(_text(cell) for cell in cells)
        yield _line(words, page, *_bounds(rows), text=text if len([c for c in cells if c]) > 1 else None)


def _continues(above: Row, row: Row, cells: Sequence[Row], rules: Sequence[int]) -> bool:
    upper, lower = min(word.y for word in above), row[0].y
    if any(lower < rule < upper for rule in rules):
        return False
    near = upper - lower <= 1.6 * row[0].size
    ruled = len(rules) > _TABLE_ROWS and rules[-1] < lower < rules[0]
    return near and (ruled or not cells[0])


def _cell_edges(rows: Sequence[Row]) -> list[float]:
    """The middles of the strips that no word of these rows crosses and some row has a gap at."""
    spans = sorted((word.x0, word.x1) for row in rows for word in row)
    edges: list[float] = []
    reach = spans[0][1]
    for left, right in spans[1:]:
        if left - reach >= _GUTTER_PT / 2:
            edges.append((left + reach) / 2)
        reach = max(reach, right)
    gaps = [gap for row in rows for gap in _gaps(row)]
    return [edge for edge in edges if sum(left < edge < right for left, right in gaps) >= _TABLE_ROWS]


def _cells(row: Row, edges: Sequence[float]) -> list[Row]:
    cells: list[Row] = [[] for _ in range(len(edges) + 1)]
    for word in row:
        cells[sum(word.x0 >= edge for edge in edges)].append(word)
    return cells


def _split_line_numbers(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows without the counting numbers in their margin, and those numbers."""
    candidates = [row for row in rows if len(row) > 1 and _is_apart(row)]
    values = [int(row[0].text) for row in candidates]
    steps = {later - earlier for earlier, later in pairwise(values)}
    edge = {round(row[0].x1 / 3) for row in candidates}
    if len(candidates) < _LINE_NUMBERS or len(steps) > 1 or not steps <= {1, 5} or len(edge) > 2:
        return list(rows), []
    margin = max(row[0].x1 for row in candidates)
    if any(row[0].x0 < margin for row in rows if len(row) > 1 and not _is_apart(row)):
        return list(rows), []
    numbered = {id(row) for row in candidates}
    kept = [row[1:] if id(row) in numbered else row for row in rows]
    return kept, [row[:1] for row in candidates]


def _is_apart(row: Row) -> bool:
    number, following = row[0], row[1]
    return bool(_LINE_NUMBER.fullmatch(number.text)) and following.x0 - number.x1 >= number.size


def _text(words: Sequence[Word]) -> str:
    return " ".join(
        word.text.translate(SUPERSCRIPTS) if index and _is_note_mark(word, words[index - 1]) else word.text
        for index, word in enumerate(words)
    )


def _is_note_mark(word: Word, before: Word) -> bool:
    small = word.size <= NOTE_SIZE * before.size
    return small and word.text.isdigit() and word.y - before.y > RAISED * before.size


def _line(
    words: Sequence[Word],
    page: Page,
    left: float | None = None,
    right: float | None = None,
    *,
    text: str | None = None,
    is_margin: bool = False,
) -> Line:
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    weights = Counter[float]()
    for word in words:
        weights[round(word.size, 1)] += len(word.text)
    size = weights.most_common(1)[0][0]
    bold = [word.bold for word in words]
    y = median(word.y for word in words)
    return Line(
        text=_text(words) if text is None else text,
        page=page.number,
        x0=x0,
        x1=x1,
        y=y,
        size=size,
        left=x0 if left is None else left,
        right=x1 if right is None else max(right, x1),
        first=words[0].x1 - words[0].x0,
        bold=all(bold),
        is_row=text is not None,
        is_margin=is_margin,
        run_in=bold[0] and not all(bold),
        angle=words[0].angle,
        box=_box(words, page.number),
    )


def _box(words: Sequence[Word], number: int) -> Box:
    """The rectangle around words on the page itself, turned back from the frame of their direction."""
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    y0, y1 = (
        min(word.y - 0.22 * word.size for word in words),
        max(word.y + 0.75 * word.size for word in words),
    )
    cosine, sine = math.cos(words[0].angle), math.sin(words[0].angle)
    corners = [(x * cosine - y * sine, x * sine + y * cosine) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(number, *(round(value, 1) for value in (min(xs), min(ys), max(xs), max(ys))))
