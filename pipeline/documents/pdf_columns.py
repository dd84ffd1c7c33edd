"""Reading order: columns, table rows and plain lines, told apart by the strips that no word crosses.

Such a strip, a gutter, divides rows into columns when the words on both sides read like running text, and
into table cells when they do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.documents.pdf_lines import (
    Line,
    Row,
    bounds,
    make_line,
    rows_of,
    split_foot,
    split_line_numbers,
    text_of,
)
from pipeline.documents.pdf_words import Page, Word

BULLETS = "•◦▪▫●○■□►▶➢➤‣⁃∙·\uf0b7\uf0a7\uf0d8"
_MARKER = re.compile(rf"[{BULLETS}–—o-]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)]|\d+(?:\.\d+)+\.?|§+")
_GUTTER_EM = 1.0  # narrowest gap between columns or cells, in font sizes
_GUTTER_PT = 7.0
_LABEL_CHARS = 6
_COLUMN_ROWS = 2  # rows on either side that prove a column
_COLUMN_WORDS = 3  # words a line of running text has at least, on average
_COLUMN_FILL = 0.55  # share of a column's width that a line of running text fills, by median
_TABLE_ROWS = 2
_DEEPEST = 4  # columns within columns


def lines_of(page: Page) -> Iterator[Line]:
    """The visible lines of a page in reading order, the main direction of writing first."""
    by_angle: dict[float, list[Word]] = {}
    for word in page.words:
        if not word.hidden:
            by_angle.setdefault(word.angle, []).append(word)
    for words in sorted(by_angle.values(), key=len, reverse=True):
        rows, numbers = split_line_numbers(rows_of(words))
        rows, foot = split_foot(rows, page)
        yield from _region(rows, page, 0, bounds(rows)) if rows else ()
        yield from (make_line(row, page, is_margin=True) for row in (*numbers, *foot))


def hidden_lines(page: Page) -> Iterator[Line]:
    """The lines of a page that its reader cannot see."""
    by_angle: dict[float, list[Word]] = {}
    for word in page.words:
        if word.hidden:
            by_angle.setdefault(word.angle, []).append(word)
    for words in by_angle.values():
        yield from (make_line(row, page) for row in rows_of(words))


def _region(rows: Sequence[Row], page: Page, depth: int, margins: tuple[float, float]) -> Iterator[Line]:
    """The lines of a stretch of rows, which may hold columns and tables, between its margins."""
    gutter = _gutter(rows) if depth < _DEEPEST else None
    if gutter is None:
        yield from (make_line(row, page, *margins) for row in rows)
        return
    for band, kinds in _bands(rows, gutter):
        sides = [_side(band, gutter, side) for side in (0, 1)]
        if kinds[0] == "crossed":
            yield from _region(band, page, depth + 1, margins)
        elif _hang(band, kinds, gutter):
            yield from (make_line(row, page, *margins) for row in band)
        elif _are_columns(sides) and not _is_ruled(band, gutter, page):
            for side in sides:
                yield from _region(side, page, depth + 1, bounds(side))
        else:
            yield from _tables(band, kinds, page, depth, margins)


def _tables(
    band: Sequence[Row], kinds: Sequence[str], page: Page, depth: int, margins: tuple[float, float]
) -> Iterator[Line]:
    """The lines of rows of which some may be those of a table; the others may have gutters of their own."""
    for divided, part in _trim(band, kinds):
        yield from _table(part, page, margins) if divided else _region(part, page, depth + 1, margins)


def _gaps(row: Row) -> Iterator[tuple[float, float]]:
    """The gaps of a row that are wide enough for a gutter, but not the one after a bullet or a number."""
    for index, (word, following) in enumerate(pairwise(row)):
        narrowest = max(_GUTTER_PT, _GUTTER_EM * max(word.size, following.size))
        if following.x0 - word.x1 >= narrowest and not (index == 0 and _MARKER.fullmatch(word.text)):
            yield word.x1, following.x0


def _gutter(rows: Sequence[Row]) -> float | None:
    """The x that parts the most rows: by a gap in them, or as columns whose lines are not level."""
    starts = Counter(round(row[0].x0 - _GUTTER_PT / 2) for row in rows)
    gaps = {round((left + right) / 2) for row in rows for left, right in _gaps(row)}
    best, best_count = None, _TABLE_ROWS - 1
    for x in sorted(gaps | {x for x, count in starts.items() if count >= _COLUMN_ROWS}):
        kinds = Counter(_kind(row, x) for row in rows)
        if kinds["divided"] + min(kinds["left"], kinds["right"]) <= best_count:
            continue
        count = kinds["divided"] + _level_rows(rows, x)
        if count > best_count:
            best, best_count = float(x), count
    return best


def _level_rows(rows: Sequence[Row], gutter: float) -> int:
    """How many undivided rows are lines of columns on both sides of the gutter."""
    count = 0
    for band, kinds in _bands(rows, gutter):
        one_sided = min(kinds.count("left"), kinds.count("right"))
        if one_sided and _are_columns([_side(band, gutter, side) for side in (0, 1)]):
            count += one_sided
    return count


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[tuple[list[Row], list[str]]]:
    """Runs of rows that words cross the gutter in, and runs of the others, each row with its kind."""
    kinds = [_kind(row, gutter) for row in rows]
    for index in range(1, len(rows) - 1):
        # A heading over a row that crosses is no part of the left column above it.
        if kinds[index] == "left" and kinds[index + 1] == "crossed" and _is_apart(rows, index):
            kinds[index] = "crossed"
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or (kinds[end] == "crossed") != (kinds[start] == "crossed"):
            yield list(rows[start:end]), kinds[start:end]
            start = end


def _is_apart(rows: Sequence[Row], index: int) -> bool:
    """True when a row stands further from the one above it than from the one below."""
    above, row, below = (rows[i][0] for i in (index - 1, index, index + 1))
    return above.y - row.y > 1.2 * (row.y - below.y)


def _kind(row: Row, gutter: float) -> str:
    """How a row lies to the gutter: left or right of it, divided by it, or crossed by it."""
    before = [word for word in row if word.x0 < gutter]
    if not before:
        return "right"
    if max(word.x1 for word in before) > gutter:
        return "crossed"
    if len(before) == len(row):
        return "left"
    gap = row[len(before)].x0 - before[-1].x1
    return "divided" if gap >= max(_GUTTER_PT, _GUTTER_EM * before[-1].size) else "crossed"


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


def _are_columns(sides: Sequence[Sequence[Row]]) -> bool:
    """True when running text stands on both sides at the same height."""
    if not all(sides):
        return False
    (top, bottom), (other_top, other_bottom) = ((side[0][0].y, side[-1][0].y) for side in sides)
    beside = min(top, other_top) >= max(bottom, other_bottom)
    return beside and all(_reads_on(side) for side in sides)


def _hang(rows: Sequence[Row], kinds: Sequence[str], gutter: float) -> bool:
    """True when what is parted from the text on its left is paragraph labels only, hung into the margin."""
    parted = [row for row, kind in zip(rows, kinds, strict=True) if kind == "divided"]
    labels, text = _side(parted, gutter, 0), _side(parted, gutter, 1)
    short = all(len(row) == 1 and len(row[0].text) <= _LABEL_CHARS for row in labels)
    # Cells beyond the first make a table of numbered rows.
    return bool(labels) and short and not any(gap for row in text for gap in _gaps(row))


def _is_ruled(rows: Sequence[Row], gutter: float, page: Page) -> bool:
    """True when ruled lines cross the gutter between the rows, as those of a table do."""
    top, bottom = rows[0][0].y, rows[-1][0].y
    crossing = [y0 for x0, y0, x1, _ in page.rules if x0 < gutter < x1 and bottom < y0 < top]
    return len(crossing) >= _TABLE_ROWS


def _table(rows: Sequence[Row], page: Page, margins: tuple[float, float]) -> Iterator[Line]:
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
        text = " | ".join(text_of(cell) for cell in cells)
        yield make_line(words, page, *margins, text=text if len([c for c in cells if c]) > 1 else None)


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
