"""Words with boxes from a PDF page, through PDFium: bulk character codes, boxes at word ends only.

A call into PDFium costs about a microsecond. Codes are asked for each character, boxes for the first and
last of a word, and what holds for a whole text object (size, direction, weight, visibility) once for it:
some 100 pages a second, against 20 for pypdf's text. PDFium ends the process on some files: parser
processes only, never the caller's.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.documents.characters import raise_digits

_SPACES = frozenset(
    (0, 9, 10, 11, 12, 13, 32, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B))
)
_HYPHEN = ord("-")
_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE))  # PDFium's marks for a hyphen at which a line breaks
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_PAPER = 250  # colour channels from here on are white to the eye
_TINY = 1.0  # points
_BOLD = 600
_NOTE_MARK = re.compile(r"\d{1,3}$")
NOTE_SIZE = 0.8  # of the size of the word it stands at
RAISED = 0.15  # of that size, above its baseline
_SHORTEST_NOTED = 3  # letters
_RULE = 2.0  # points: a filled shape thinner than this is a line


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the frame of its own direction: x along the text, y upwards, ``y`` the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    hidden: bool = False
    angle: float = 0.0  # radians, counter-clockwise, of the frame against the page


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``number`` from 1, its visible box (x0, y0, x1, y1), words in drawing order, ruled lines."""

    number: int
    box: tuple[float, float, float, float]
    words: tuple[Word, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """What all characters of one text object share."""

    size: float
    angle: float
    bold: bool
    unseen: bool
    white: bool


def pages(data: bytes) -> Iterator[Page | None]:
    """The pages in order, None for one that PDFium cannot load; PdfiumError when it cannot open the file."""
    document = pdfium.PdfDocument(data)
    try:
        for index in range(len(document)):
            yield _page(document, index)
    finally:
        document.close()


def _page(document: Any, index: int) -> Page | None:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        text = page.get_textpage()
    except pdfium.PdfiumError:
        page.close()
        return None
    try:
        return _PageReader(page, text).read(index + 1)
    finally:
        text.close()
        page.close()


class _PageReader:
    """Reads one loaded page; holds the scratch numbers that PDFium writes its answers to."""

    def __init__(self, page: Any, text: Any) -> None:
        self._page = page
        self._text = text.raw
        self._styles: dict[int, _Style] = {}
        self._weights: dict[int, bool] = {}
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(number) for number in self._numbers]

    def read(self, number: int) -> Page:
        """The page's words and rules."""
        box = self._page.get_bbox()
        shapes = [_Shape(*shape) for shape in self._shapes()]
        words = (self._word(start, text, box, shapes) for start, text in self._parts())
        rules = tuple(shape.box for shape in shapes if shape.is_rule())
        return Page(number, box, tuple(word for word in words if word is not None), rules)

    def _parts(self) -> Iterator[tuple[range, str]]:
        """The runs, with raised note numbers taken off the words they stand at ("2015" and "¹")."""
        for indexes, text in self._runs():
            mark = self._note_mark(indexes, text)
            if mark is None:
                yield indexes, text
                continue
            yield indexes[: mark.start()], text[: mark.start()]
            yield indexes[mark.start() :], raise_digits(mark[0])

    def _note_mark(self, indexes: range, text: str) -> re.Match[str] | None:
        """The longest number at the end of a run that is small and raised above its baseline."""
        if len(indexes) != len(text):
            return None
        marks = (_NOTE_MARK.search(text, at) for at in range(max(1, len(text) - 3), len(text)))
        found = next((mark for mark in marks if mark and self._is_raised(indexes, mark.start())), None)
        # After one or two letters a raised number is an exponent: m2, km2.
        return (
            None if found and text[: found.start()].isalpha() and found.start() < _SHORTEST_NOTED else found
        )

    def _is_raised(self, indexes: range, at: int) -> bool:
        word, mark = self._style(indexes[0]), self._style(indexes[at])
        if word is None or mark is None or mark.size > NOTE_SIZE * word.size:
            return False
        return self._origin(indexes[at])[1] - self._origin(indexes[0])[1] > RAISED * word.size

    def _runs(self) -> Iterator[tuple[range, str]]:
        """Runs of characters between spaces and line ends: their indexes and their text."""
        get, text = raw.FPDFText_GetUnicode, self._text
        start = 0
        run: list[int] = []
        for index in range(raw.FPDFText_CountChars(text)):
            code = get(text, index)
            breaks = code in _LINE_END_HYPHENS  # PDFium runs the word on, although its rest is a line below
            if code not in _SPACES:
                if not run:
                    start = index
                run.append(_HYPHEN if breaks else code)
            if run and (breaks or code in _SPACES):
                yield range(start, start + len(run)), _decode(run)
                run = []
        if run:
            yield range(start, start + len(run)), _decode(run)

    def _word(
        self, indexes: range, text: str, box: tuple[float, float, float, float], shapes: Sequence[_Shape]
    ) -> Word | None:
        style = self._style(indexes[0])
        first, last = self._character(indexes[0]), self._character(indexes[-1])
        if style is None or first is None or last is None or not text:
            return None
        cosine, sine = math.cos(style.angle), math.sin(style.angle)
        corners = [
            (x, y) for left, right, bottom, top in (first, last) for x in (left, right) for y in (bottom, top)
        ]
        along = [x * cosine + y * sine for x, y in corners]
        x, y = self._origin(indexes[0])
        centre = ((first[0] + last[1]) / 2, (first[2] + first[3]) / 2)
        return Word(
            text=text,
            x0=min(along),
            x1=max(along),
            y=y * cosine - x * sine,
            size=style.size,
            bold=style.bold,
            hidden=_is_hidden(style, centre, box, shapes),
            angle=style.angle,
        )

    def _character(self, index: int) -> tuple[float, float, float, float] | None:
        """Left, right, bottom and top of one character."""
        if not raw.FPDFText_GetCharBox(self._text, index, *self._references):
            return None
        left, right, bottom, top = self._numbers
        return left.value, right.value, bottom.value, top.value

    def _origin(self, index: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(self._text, index, *self._references[:2])
        return self._numbers[0].value, self._numbers[1].value

    def _style(self, index: int) -> _Style | None:
        text_object = raw.FPDFText_GetTextObject(self._text, index)
        key = ctypes.cast(text_object, ctypes.c_void_p).value
        if key is None:
            return None
        if key not in self._styles:
            self._styles[key] = self._new_style(text_object, index)
        return self._styles[key]

    def _new_style(self, text_object: Any, index: int) -> _Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        coloured = raw.FPDFPageObj_GetFillColor(text_object, red, green, blue, alpha)
        mode = raw.FPDFTextObj_GetTextRenderMode(text_object)
        return _Style(
            size=raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d),
            angle=_direction(matrix),
            bold=self._is_bold(raw.FPDFTextObj_GetFont(text_object)),
            unseen=mode in _INVISIBLE_MODES or (bool(coloured) and alpha.value == 0),
            white=bool(coloured) and min(red.value, green.value, blue.value) >= _PAPER,
        )

    def _is_bold(self, font: Any) -> bool:
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._weights:
            name = ctypes.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, name, len(name))
            self._weights[key] = raw.FPDFFont_GetWeight(font) >= _BOLD or b"bold" in name.value.lower()
        return self._weights[key]

    def _shapes(self) -> Iterator[tuple[bool, bool, tuple[float, float, float, float]]]:
        """Of each filled path and picture: is it a picture, is it light, its box."""
        floats = [ctypes.c_float() for _ in range(4)]
        colours = [ctypes.c_uint() for _ in range(4)]
        for index in range(raw.FPDFPage_CountObjects(self._page.raw)):
            shape = raw.FPDFPage_GetObject(self._page.raw, index)
            kind = raw.FPDFPageObj_GetType(shape)
            if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                continue
            if raw.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, floats)):
                left, bottom, right, top = (number.value for number in floats)
                raw.FPDFPageObj_GetFillColor(shape, *map(ctypes.byref, colours))
                light = (
                    kind == raw.FPDF_PAGEOBJ_PATH and min(colour.value for colour in colours[:3]) >= _PAPER
                )
                yield kind == raw.FPDF_PAGEOBJ_IMAGE, light, (left, bottom, right, top)


@dataclass(frozen=True, slots=True)
class _Shape:
    is_picture: bool
    is_light: bool
    box: tuple[float, float, float, float]

    def is_rule(self) -> bool:
        left, bottom, right, top = self.box
        return not self.is_picture and min(right - left, top - bottom) <= _RULE

    def covers(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


def _is_hidden(
    style: _Style,
    centre: tuple[float, float],
    box: tuple[float, float, float, float],
    shapes: Sequence[_Shape],
) -> bool:
    """True for text that the page does not show.

    Invisible text over a picture is the recognised text of a scan, and white text over a dark shape can be
    read: neither is hidden.
    """
    x, y = centre
    if style.size < _TINY or not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
        return True
    if style.unseen:
        return not any(shape.is_picture and shape.covers(x, y) for shape in shapes)
    return style.white and not any(not shape.is_light and shape.covers(x, y) for shape in shapes)


def _direction(matrix: Any) -> float:
    """The angle of the text, rounded to a degree: slightly skewed scans keep one frame."""
    return math.radians(round(math.degrees(math.atan2(matrix.b, matrix.a))))


def _decode(codes: Sequence[int]) -> str:
    text = "".join(chr(code) for code in codes if code >= 32 and code <= 0x10FFFF)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
