"""Headings that no markup names: bare short lines, and lines all in bold or italics; how they rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.furniture import is_contact
from pipeline.documents.structure import RawBlock

# Levels of headings made of emphasis until rank_emphasised knows the real headings they stand below.
IN_BOLD, IN_ITALICS = -1, -2

_LONGEST = 100  # characters
_MOST_WORDS = 14
_RUNNING_TEXT = 120  # characters; a shorter paragraph may itself be part of a list of short lines
_ENDED = re.compile(r"[.!?;:][\"'”’)]*$")
_NO_HEADING_END = re.compile(r"[.,;:…]$|[.!][\"'”’)]$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE_LINE = re.compile(
    rf"(?:\S+, )?(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}}, )?\d{{4}}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}", re.I
)
_KIND_LINE = re.compile(
    r"(?:fact ?sheet|press release|statement|declaration|communiqu[eé]|briefing note|background(?:er)?|news)",
    re.I,
)


def is_bare_heading(raw: Sequence[RawBlock], index: int) -> bool:
    """True for a short line without a sentence's end that stands above text.

    The line after it must be a paragraph that is longer or ends a sentence, a list, a date or another such
    line.
    """
    block = raw[index]
    if not _shaped_like_one(block):
        return False
    following = raw[index + 1] if index + 1 < len(raw) else None
    if following is None or is_contact(following.text):
        return False
    if block.kind == "item":  # "1. Purpose" is a heading, "1. Apples" above "2. Pears" is not
        return following.kind == "paragraph" and not _shaped_like_one(following)
    if following.kind != "paragraph" or _shaped_like_one(following) or _DATE_LINE.fullmatch(following.text):
        return True
    return len(following.text) > len(block.text) or bool(_ENDED.search(following.text))


def with_bare_headings(raw: Sequence[RawBlock]) -> list[RawBlock]:
    """Short lines that stand alone between paragraphs, as headings in bold would; for marked-up texts.

    Narrower than :func:`is_bare_heading`: in a marked-up text most headings are marked.
    """
    out = list(raw)
    for index, block in enumerate(raw[:-1]):
        following = raw[index + 1]
        runs_on = following.kind == "paragraph" and len(following.text) > _RUNNING_TEXT
        ended = index > 0 and (raw[index - 1].kind == "heading" or bool(_ENDED.search(raw[index - 1].text)))
        if block.kind == "paragraph" and runs_on and ended and _shaped_like_one(block):
            out[index] = replace(block, kind="heading", level=IN_BOLD)
    return out


def _shaped_like_one(block: RawBlock) -> bool:
    text = block.text
    if block.kind not in ("paragraph", "heading") and not re.match(r"\d", text):
        return False
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or _NO_HEADING_END.search(text):
        return False
    if is_contact(text) or _DATE_LINE.fullmatch(text) or _KIND_LINE.fullmatch(text):
        return False
    first = re.search(r"[^\W\d_]", text)
    return first is not None and (first[0].isupper() or not first[0].islower())


def rank(marked: Sequence[RawBlock], raw: Sequence[RawBlock]) -> list[RawBlock]:
    """Give levels to bare headings: the title 1; those of the table of contents, or in capitals, 2.

    The others are 3 where such stand above them, else 2. ``marked`` and ``raw`` are the same blocks with
    and without furniture marked.
    """
    contents = {
        block.text.casefold()
        for block, plain in zip(marked, raw, strict=True)
        if block.kind == "furniture" and plain.kind == "item"
    }
    out = list(marked)
    headings = [index for index, block in enumerate(marked) if block.kind == "heading"]
    upper = [i for i in headings if marked[i].text.casefold() in contents or marked[i].text.isupper()]
    for index in headings:
        first = index == headings[0] and _opens(marked, index)
        level = 1 if first else 2 if not upper or index in upper or index < upper[0] else 3
        out[index] = replace(out[index], level=level)
    return out


def _opens(marked: Sequence[RawBlock], index: int) -> bool:
    """True when nothing but furniture and short lines stands above: the document's title."""
    return all(block.kind == "furniture" or len(block.text) <= _LONGEST for block in marked[:index])


_STEM = re.compile(
    r"\b(?:to|by|will|shall|must|following|includ(?:e|es|ing)|actions?|that|on|for)\s*:$", re.I
)


def is_emphasised_heading(text: str) -> bool:
    """True for emphasised or capital text that is no sentence and no stem of a list."""
    if not re.search(r"[^\W\d_]{2}", text) or _STEM.search(text):
        return False
    words = len(text.split())
    return words <= 25 and not (words > 8 and re.search(r"[.;!][\"'”’)]*$", text))


def rank_emphasised(raw: Sequence[RawBlock]) -> list[RawBlock]:
    """Rank headings made of emphasis below the real headings, among themselves by how they look.

    Order: "I.", "A.", "1.", capitals, bold, italics; of these only what the document uses counts. One
    without a label that stands before all labelled ones ("Introduction") is of the top rank.
    """
    real = max((block.level for block in raw if block.kind == "heading"), default=0)
    looks = {
        index: _look(block) for index, block in enumerate(raw) if block.kind == "heading" and block.level < 0
    }
    first_labelled = min((index for index, look in looks.items() if look < _UNLABELLED), default=0)
    ranks = sorted({look for index, look in looks.items() if index >= first_labelled})
    out = list(raw)
    for index, look in looks.items():
        below = ranks.index(look) if index >= first_labelled else 0
        out[index] = replace(raw[index], level=max(real, 0) + 1 + below)
    return out


# Ranks of the looks of a heading, highest first.
_LOOKS = (re.compile(r"[IVX]+\.\s"), re.compile(r"[A-Z]\.\s"), re.compile(r"\d{1,2}[.)]\s"))
_UNLABELLED = len(_LOOKS)


def _look(heading: RawBlock) -> int:
    for rank_, label in enumerate(_LOOKS):
        if label.match(heading.text):
            return rank_
    if heading.level == IN_ITALICS:
        return _UNLABELLED + 2
    return _UNLABELLED + (not heading.text.isupper())
