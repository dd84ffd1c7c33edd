"""Numbers as policy texts write them: digits, words, fractions and scales, read at a place in a text.

``match(text, position)`` reads the longest number that starts right there: "1,200", "10 000", "3.5 million",
"twenty-five", "one hundred and fifty thousand", "two-thirds", "half a billion", "2¾ billion", "two dozen".
Ordinals ("third", "21st") are no numbers. All patterns are bounded or possessive, so reading is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.units import load
from pipeline.schema import Span

ONES = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    )
}
TEENS = {
    word: value
    for value, word in enumerate(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        10,
    )
}
TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        strict=True,
    )
}
WORDS = {**ONES, **TEENS, **TENS}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}

_GAP = r"[\s\-‐‑–]"
_SCALES = "|".join(sorted(load().scales, key=len, reverse=True))
_GLUED = "million|billion|trillion"  # read even when the next word touches: a common fault of converted pages
_SCALE = rf"(?:(?:{_SCALES})s?\b|(?:{_GLUED})(?!s?aire))"
_ONES, _TEENS, _TENS = ("|".join(words) for words in (ONES, TEENS, TENS))
_SMALL = rf"(?:(?:{_TENS})(?:{_GAP}?(?:{_ONES}))?\b|(?:{_TEENS})\b|(?:{_ONES})\b)"
_BELOW_1000 = rf"(?:(?:{_SMALL}|an?)\s+hundred\b(?:\s+(?:and\s+)?{_SMALL})?|{_SMALL})"
_SPELLED = (
    rf"(?:{_BELOW_1000}|an?(?=\s)){_GAP}{_SCALE}(?:\s+{_BELOW_1000}{_GAP}{_SCALE}){{0,3}}(?:\s+(?:and\s+)?{_BELOW_1000})?(?!{_GAP}(?:{_SCALES}))"
    rf"|{_BELOW_1000}"
)
_PARTS = "halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?"
_FRACTION = re.compile(
    rf"(?P<top>an?|{_ONES}|{_TEENS}){_GAP}(?P<part>{_PARTS})\b(?P<of>\s+of\b)?"
    rf"|(?P<half>half)(?:\s+(?:an?\s+)?(?P<scale>{_SCALE})|\s+of\b|\s+the\b|\b(?!-))",
    re.IGNORECASE,
)
_AND_HALF = re.compile(
    rf"\s+and\s+(?:a\s+)?(?:half|(?P<three>three{_GAP}quarters)|a\s+(?P<one>quarter))\b(?:\s+(?P<scale>{_SCALE}))?",
    re.IGNORECASE,
)
_WORDS = re.compile(_SPELLED, re.IGNORECASE)
_DIGITS = re.compile(
    r"(?:\d{1,3}(?:,\d{2},\d{3}|(?:,\d{3})+|(?:[ \u00a0\u2009\u202f]\d{3})+)(?!\d)|\d++)(?:\.\d++)?"
    r"(?P<vulgar>\s?[½¼¾⅓⅔⅕⅛])?|(?P<alone>[½¼¾⅓⅔⅕⅛])"
)
_VAGUE = re.compile(
    r"(?:tens|dozens|hundreds|thousands|millions|billions)\s+of\s+(?P<scale>hundreds|thousands|millions|billions|trillions)\b",
    re.IGNORECASE,
)
_VAGUE_VALUE = {
    "tens": 10.0,
    "dozens": 12.0,
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
_AFTER_DIGITS = re.compile(rf"{_GAP}?(?P<scale>{_SCALE})", re.IGNORECASE)

START = (
    rf"\d|[½¼¾⅓⅔⅕⅛]|\b(?:{'|'.join(WORDS)}|half|hundred|thousand|million|an?\s+(?:{_SCALES}|half|third|quarter)"
    r"|tens|dozens|hundreds|thousands|millions|billions)\b"
)
"""Where a number may begin, as the source of a case-blind pattern."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text.

    ``scale`` is the last scale word within it (already in ``value``; 1 when there is none), ``spelled`` means
    written in words, ``part`` a fraction of something ("half of"), ``vague`` "hundreds of millions".
    """

    span: Span
    value: float
    scale: float = 1.0
    spelled: bool = False
    part: bool = False
    vague: bool = False

    @property
    def scaled(self) -> bool:
        """True when a scale word is part of the number."""
        return self.scale != 1.0


def match(text: str, position: int) -> Number | None:
    """The number that starts at ``position``, as long as it can be read; None when there is none."""
    if text[position].isdigit() or text[position] in VULGAR:
        return _digits(text, position)
    return _fraction(text, position) or _vague(text, position) or _words(text, position)


def _digits(text: str, position: int) -> Number | None:
    found = _DIGITS.match(text, position)
    if found is None:
        return None
    if found["alone"]:
        value = VULGAR[found["alone"]]
    else:
        vulgar = (found["vulgar"] or "").strip()
        digits = found[0][: len(found[0]) - len(found["vulgar"] or "")]
        value = float(re.sub(r"[^\d.]", "", digits)) + VULGAR.get(vulgar, 0.0)
    scale = _AFTER_DIGITS.match(text, found.end())
    if scale is None:
        return Number(Span(position, found.end()), value)
    factor = _scale(scale["scale"])
    return Number(Span(position, scale.end()), _exact(value * factor), factor)


def _fraction(text: str, position: int) -> Number | None:
    found = _FRACTION.match(text, position)
    if found is None:
        return None
    if found["half"]:
        scale = _scale(found["scale"]) if found["scale"] else 1.0
        end = found.end("scale") if found["scale"] else found.end("half")
        return Number(Span(position, end), 0.5 * scale, scale, spelled=True, part=scale == 1.0)
    top, part = found["top"].lower(), found["part"].lower()
    if top in ("a", "an") and part != "half" and not found["of"]:
        return None  # "a third phase"
    value = WORDS.get(top, 1) / PARTS.get(part, PARTS.get(part.rstrip("s"), 1))
    return Number(Span(position, found.end("part")), value, spelled=True, part=True)


def _vague(text: str, position: int) -> Number | None:
    found = _VAGUE.match(text, position)
    if found is None:
        return None
    first = found[0].split()[0].lower()
    scale = _VAGUE_VALUE[found["scale"].lower()]
    return Number(Span(position, found.end()), _VAGUE_VALUE[first] * scale, scale, spelled=True, vague=True)


def _words(text: str, position: int) -> Number | None:
    found = _WORDS.match(text, position)
    if found is None:
        return None
    value, scale = _evaluate(re.findall(r"[a-z]+", found[0].lower()))
    rest = _AND_HALF.match(text, found.end())
    if rest is None:
        return Number(Span(position, found.end()), value, scale, spelled=True)
    value += 0.75 if rest["three"] else 0.25 if rest["one"] else 0.5
    factor = _scale(rest["scale"]) if rest["scale"] else 1.0
    return Number(Span(position, rest.end()), value * factor, max(scale, factor), spelled=True)


def _evaluate(words: list[str]) -> tuple[float, float]:
    """The value of spelled-out words, and the last scale among them."""
    total, current, scale = 0.0, 0.0, 1.0
    for word in words:
        if word in WORDS:
            current += WORDS[word]
        elif word == "hundred":
            current = max(current, 1.0) * 100
        elif word not in ("a", "an", "and"):
            scale = _scale(word)
            total, current = total + max(current, 1.0) * scale, 0.0
    return total + current, scale


def _scale(word: str) -> float:
    word = word.lower()
    scales = load().scales
    return scales[word] if word in scales else scales[word.rstrip("s")]


def _exact(value: float) -> float:
    """``value`` without the dust of a decimal fraction times a power of ten."""
    return (
        float(round(value))
        if abs(value - round(value)) < 1e-6 * max(1.0, abs(value)) and abs(value) >= 1000
        else value
    )
