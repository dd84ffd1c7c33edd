"""Where sentences end inside one block: rules for policy English over a list of abbreviations.

A stop ends a sentence when white space and a capital, a digit or an opening mark follow, unless it
belongs to an abbreviation, an initial or a paragraph label. Closing quotes and brackets go with the
sentence they close.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.lexicons import read_lists

CANDIDATE = re.compile(
    r"(?<![.!?…])[.!?…]++(?:\[\d{1,3}\]|[\"'”’)\]»])*[ \t\n\u00a0]+(?=[\"'“‘(\[«]*[A-ZÀ-ÖØ-Þ0-9§•–-])"
)
LAST_WORD = re.compile(r"[^\s(\[\"'“‘>/]+$")
NEXT_WORD = re.compile(r"[\"'“‘(\[«]*([^\W\d_]+)\b(?!\.)")
INITIAL = re.compile(r"[A-Z]|[A-Z](?:\.[A-Z])+|[A-Z][a-z]?\.-[A-Z]")
AFTER_STOP = re.compile(r"(\S+)[.!?:;][\"'”’)\]]*\s+\(?$")
OPENING = 8  # code points that may precede a label at the start of a block: spaces, a bracket
LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[IVXLC]{1,6}|[A-Za-z])\)?")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the sentences of one block, in order, without the white space around them."""
    starts = [0, *(m.end() for m in CANDIDATE.finditer(text) if _ends_sentence(text, m))]
    ranges = zip(starts, [*starts[1:], len(text)], strict=True)
    return tuple(trimmed for start, end in ranges if (trimmed := _trim(text, start, end)))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return (left, right) if left < right else None


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if text[stop.start()] != "." or stop[0].startswith(".."):
        return True
    # 40 code points hold any abbreviation: slicing keeps the scan linear on long blocks.
    before = LAST_WORD.search(text[max(0, stop.start() - 40) : stop.start()])
    word = before[0] if before else ""
    if stop[0][1:2] not in (" ", "\t", "\n", "\u00a0"):
        return not _is_label(text, stop, word)
    return not _is_label(text, stop, word) and not _is_abbreviation(word, text, stop.end())


def _is_label(text: str, stop: re.Match[str], word: str) -> bool:
    """True for "12." or "b." opening the block or following a stop: it labels what comes after it."""
    if LABEL.fullmatch(word) is None:
        return False
    start = stop.start() - len(word)
    if start < OPENING and not text[:start].strip(" ("):
        return True
    before = AFTER_STOP.search(text[max(0, start - 40) : start]) if word.isdigit() else None
    return before is not None and before[1].casefold() not in _abbreviations()["inner"]


def _is_abbreviation(word: str, text: str, following: int) -> bool:
    lists = _abbreviations()
    if word.casefold() in lists["inner"]:
        return True
    part = re.split("[-–]", word)[-1]  # "ASEAN-U.S." is judged by its last part
    name = part.casefold()
    if name in lists["numbered"]:
        return text[following].isdigit() or text[following : following + 2].isupper()
    if name in lists["either"] or INITIAL.fullmatch(part):
        match = NEXT_WORD.match(text, following)
        return match is None or match[1].casefold() not in lists["starters"]
    return False


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return read_lists("splitting")
