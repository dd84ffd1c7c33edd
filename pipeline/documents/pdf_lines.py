"""Lines from the words of a PDF page: rows of words on one baseline, and the line numbers beside them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.documents.characters import raise_digits
from pipeline.documents.pdf_words import NOTE_SIZE, RAISED, Page, Word
from pipeline.schema import Box

_LINE_NUMBER = re.compile(r"\d{1,4}")
_LINE_NUMBERS = 5  # numbered lines in a margin that prove a numbering
_ASCENT, _DESCENT = 0.75, 0.22  # of the font size, above and below the baseline
_FOOT_ROWS = 2  # rows a foot has at most
_FOOT_ZONE = 0.1  # of the page's height
_FOOT_SIZE = 0.85  # of the size of the page's text
_FOOT_GAP = 2.5  # font sizes of the text between it and the foot
_FOOT_RULE = 0.6  # of the text's width; the rule over footnotes is shorter
NOTE_START = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[⁰¹²³⁴-⁹]{1,3}|[a-z])(?:\s+|(?=[A-Z“\"\[]))\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a table row with its cells joined; ``left`` and ``right`` bound its column.

    ``first`` is the width of its first word; ``is_margin`` marks what stands outside the text: line numbers
    and the foot of the page.
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


def rows_of(words: Sequence[Word]) -> list[Row]:
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


def bounds(rows: Sequence[Row]) -> tuple[float, float]:
    """The left and right margin of rows; one row in twenty may stick out to the right."""
    ends = sorted(row[-1].x1 for row in rows)
    return min(row[0].x0 for row in rows), ends[-1 - len(ends) // 20]


def split_line_numbers(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
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


def split_foot(rows: Sequence[Row], page: Page) -> tuple[list[Row], list[Row]]:
    """Rows without the foot of the page, and the foot, which no column or paragraph is to take in.

    A foot is a row or two at the end of the page: below a rule as wide as the text, or small and well apart.
    Footnotes are none.
    """
    for count in range(_FOOT_ROWS, 0, -1):
        text, foot = list(rows[:-count]), list(rows[-count:])
        if len(text) > 1 and _is_foot(text, foot, page):
            return text, foot
    return list(rows), []


def _is_foot(text: Sequence[Row], foot: Sequence[Row], page: Page) -> bool:
    bottom, height = page.box[1], page.box[3] - page.box[1]
    upper, top = text[-1][0].y, foot[0][0].y
    if foot[0][0].angle or top > bottom + _FOOT_ZONE * height or NOTE_START.match(text_of(foot[0])):
        return False
    left, right = bounds(text)
    if any(x1 - x0 >= _FOOT_RULE * (right - left) and top < y0 < upper for x0, y0, x1, _ in page.rules):
        return True
    size = median(word.size for row in text for word in row)
    small = all(word.size <= _FOOT_SIZE * size for row in foot for word in row)
    return small and upper - top >= _FOOT_GAP * size


def text_of(words: Sequence[Word]) -> str:
    """The words with spaces between; a small raised number that follows a word is a note mark ("¹")."""
    return " ".join(
        raise_digits(word.text) if index and _is_note_mark(word, words[index - 1]) else word.text
        for index, word in enumerate(words)
    )


def _is_note_mark(word: Word, before: Word) -> bool:
    small = word.size <= NOTE_SIZE * before.size
    return small and word.text.isdigit() and word.y - before.y > RAISED * before.size


def make_line(
    words: Sequence[Word],
    page: Page,
    left: float | None = None,
    right: float | None = None,
    *,
    text: str | None = None,
    is_margin: bool = False,
) -> Line:
    """A line of words between two margins; ``text`` replaces their text in a table row."""
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    weights = Counter[float]()
    for word in words:
        weights[round(word.size, 1)] += len(word.text)
    size = weights.most_common(1)[0][0]
    bold = [word.bold for word in words]
    y = median(word.y for word in words)
    return Line(
        text=text_of(words) if text is None else text,
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
        min(word.y - _DESCENT * word.size for word in words),
        max(word.y + _ASCENT * word.size for word in words),
    )
    cosine, sine = math.cos(words[0].angle), math.sin(words[0].angle)
    corners = [(x * cosine - y * sine, x * sine + y * cosine) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(number, *(round(value, 1) for value in (min(xs), min(ys), max(xs), max(ys))))
