"""The amounts, dates and names in a quoted sentence that may be the short answer to a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.answers.asked import Part
from pipeline.extraction import dates, quantities
from pipeline.extraction.quantities import Quantity
from pipeline.index.terms import STOP_WORDS, stems

_WORD = r"(?:(?:[A-Z]\.){2,}|\d{0,2}[A-ZÀ-Þ][\w’'&+-]*\w|\d{0,2}[A-ZÀ-Þ]\b)"
_LINK = r"(?:(?:of|for|on|in|and|&|the|de|von|van|al|bin) ){1,3}"
_NAME = re.compile(rf"(?<![\w.]){_WORD}(?:[ \u00a0](?:{_LINK})?{_WORD})*(?: \([A-Z][\w&-]*\))?")
_OPENING = re.compile(r"(?:[\w’'-]+|&)[ \u00a0]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNIT_KINDS = {"percent": ("percent",), "money": ("currency",), "count": ("count", "measure", "duration")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``start:end`` of a sentence; ``fits`` says how far it is of the kind asked for (-1..1).

    ``counts`` is true of an amount of what "how many" counts; ``resolved`` is the EDTF of a date that only
    the document's own date tells ("next year").
    """

    start: int
    end: int
    text: str
    fits: float = 0.0
    counts: bool = False
    resolved: str | None = None


def pieces(
    part: Part, sentence: str, given: frozenset[str], *, reference_date: str | None = None
) -> list[Piece]:
    """What ``sentence`` holds of the kind wanted, in order; what the question itself gives is left out.

    ``given`` are the question's stems, ``reference_date`` is the document's date.
    """
    if part.wanted == "date":
        found = _dates(part, sentence, reference_date)
    else:
        found = _amounts(part, sentence) if part.wanted == "amount" else _names(sentence)
    return [piece for piece in found if not stems(piece.text) <= given]


def _amounts(part: Part, sentence: str) -> Iterator[Piece]:
    for found in quantities.find(sentence):
        start, end = found.span.start, found.span.end
        if found.of and found.of_end > end:
            end = found.of_end
        counts = part.kind == "count" and bool(stems(found.of or "") & part.terms)
        yield Piece(start, end, sentence[start:end], _unit_fits(part, found), counts)


def _unit_fits(part: Part, found: Quantity) -> float:
    """1 for a unit of the kind asked for, -1 for one that cannot be meant; a sum may be told as a share."""
    units = _UNIT_KINDS.get(part.kind or "", ())
    if found.kind in units:
        return 1.0
    if part.kind == "money":
        return 0.0 if found.kind == "percent" else -1.0
    return -1.0 if units and (found.kind in ("percent", "currency") or part.kind == "percent") else 0.0


def _dates(part: Part, sentence: str, reference_date: str | None) -> Iterator[Piece]:
    for found in dates.find(sentence, reference_date=reference_date):
        if found.kind == "set":
            continue
        is_exact = part.kind != "day" or bool(_DAY.search(found.edtf or ""))
        fits = float(is_exact) if found.kind == "date" else -1.0
        text = sentence[found.full.start : found.full.end]
        resolved = found.edtf if found.relative else None
        yield Piece(found.full.start, found.full.end, text, fits, resolved=resolved)


def _names(sentence: str) -> Iterator[Piece]:
    for match in _NAME.finditer(sentence):
        start, text = _without_opening(match[0], match.start())
        opens = start == 0 and " " not in text and not text.isupper()
        if len(text) > 1 and not opens:
            yield Piece(start, start + len(text), text)


def _without_opening(text: str, start: int) -> tuple[int, str]:
    """The name without function words at its beginning: "The Board" is "Board"."""
    while (first := _OPENING.match(text)) and first[0].strip().lower() in STOP_WORDS:
        start, text = start + first.end(), text[first.end() :]
    return start, text
