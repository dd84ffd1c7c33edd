"""Characters that are not what they show: ligatures, soft hyphens, zero-width and control characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_CONTROLS = [c for c in (*range(0x20), *range(0x7F, 0xA0)) if c not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85)]
_INVISIBLE = (
    0x00AD,  # soft hyphen
    0x061C,  # Arabic letter mark
    0x180E,
    0x200B,  # zero-width space
    *range(0x200E, 0x2010),  # direction marks
    *range(0x202A, 0x202F),  # embeddings and overrides
    *range(0x2060, 0x2065),  # word joiner, invisible operators
    *range(0x2066, 0x206A),  # isolates
    0xFEFF,
    *range(0xE0000, 0xE0080),  # tags
)
_TIDY = {**_LIGATURES, **dict.fromkeys((*_CONTROLS, *_INVISIBLE), None)}
# The two joiners shape letters in Arabic and Indic scripts and in emoji; between Latin letters they hide.
_JOINERS = re.compile(r"(?<=[A-Za-z0-9])[\u200c\u200d]+(?=[A-Za-z0-9])")
_NEEDS_TIDYING = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u2069\ufb00-\ufb06\ufeff\U000e0000-\U000e007f]"
)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = re.compile(r"\s*\d{1,3}(?:\s?,\s?\d{1,3})*\s*")
_BROKEN_WORD = re.compile(r"[^\W\d_]{2,}-$")
_SOFT_HYPHEN = "\u00ad"


def tidy(text: str) -> str:
    """``text`` with ligatures resolved and characters that show nothing taken out."""
    if not _NEEDS_TIDYING.search(text):
        return text
    return _JOINERS.sub("", text.translate(_TIDY))


def raise_digits(text: str) -> str:
    """Numbers set above the line as such ("¹"), so that "2030" and its note 1 are not read as 20301."""
    return text.translate(_SUPERSCRIPTS) if _RAISED.fullmatch(text) else text


def join_lines(lines: Sequence[str]) -> str:
    """One line from the lines of a paragraph; a word broken by a hyphen at a line end is made whole.

    The hyphen goes where a lower-case letter follows a word part of two letters or more ("emis-" +
    "sions"), and stays otherwise ("G7-" + "Africa"); a soft hyphen at a line end always goes.
    """
    parts: list[str] = []
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            continue
        if parts and _is_broken(parts[-1], line):
            parts[-1] = parts[-1][:-1]
        elif parts:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _is_broken(previous: str, line: str) -> bool:
    """True when the hyphen that ends ``previous`` is there for the line end alone."""
    if previous.endswith(_SOFT_HYPHEN):
        return True
    return bool(_BROKEN_WORD.search(previous[-40:])) and line[0].islower() and not _hangs(line)


def _hangs(line: str) -> bool:
    """True for a hyphen that stands for a missing second half: "short-" + "and long-term"."""
    return bool(re.match(r"(?:and|or|to|und|oder|et|ou|y|o)\b", line))
