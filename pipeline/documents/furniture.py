"""Lines that belong to the page and not to the text: contacts, language switches, tables of contents.

What a format marks itself (a nav element, a running head) its reader finds; what can be seen from the
words alone is found here, for all formats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.structure import RawBlock


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_URL = r"(?:https?://\S+|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:int|org|com|gov|eu|net)(?:/\S*)?)"
_URL_ONLY = re.compile(rf"\W*{_URL}\W*", re.IGNORECASE)
_CONTACT = re.compile(
    r"\W*(?:tel(?:ephone|\.)?|phone|fax|e-?mail|mob(?:ile|\.)|twitter|press contact|media contact)"
    r"\s*(?:no\.?)?\s*[:+(\d]"
    r"|\W*follow (?:us|@)|\W*@\w+\W*$|\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$"
    r"|\W*(?:©|copyright\b)|\(c\) (?:19|20)\d\d",
    re.IGNORECASE,
)
_LANGUAGES = _words(
    "english french german spanish italian portuguese dutch russian ukrainian arabic chinese "
    "japanese korean polish turkish français deutsch español italiano português nederlands "
    "русский українська العربية 中文 日本語 한국어 polski türkçe en fr de es it pt nl ru uk"
)
_END_MARK = re.compile(r"[#*_\-=–—\s]{3,}|(?:#\s*)+|-\s*(?:end|30)\s*-", re.IGNORECASE)
_SIGN_OFF_WORDS = 12  # longest line above a contact line that still is part of the address
_CONTENTS_WORDS, _LONGEST_ENTRY = 14, 200  # words, characters of an entry of a table of contents


def mark(raw: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with kind "furniture" where their words alone show it; hidden blocks stay as they are."""
    found = _contents(raw) | _lines(raw) | _languages(raw)
    found |= _sign_offs(raw, found)
    return [
        replace(block, kind="furniture") if index in found and not block.hidden else block
        for index, block in enumerate(raw)
    ]


def is_contact(text: str) -> bool:
    """True for a line that only says how to reach somebody: telephone, mail, web address, handle."""
    return len(text) < 200 and bool(_CONTACT.match(text) or _URL_ONLY.fullmatch(text))


def _lines(raw: Sequence[RawBlock]) -> set[int]:
    return {
        index
        for index, block in enumerate(raw)
        if block.kind in ("paragraph", "heading", "item")
        and (is_contact(block.text) or _END_MARK.fullmatch(block.text))
    }


def _languages(raw: Sequence[RawBlock]) -> set[int]:
    """A run of two or more lines, each the name of a language."""
    names = [block.text.strip(" -–•|").casefold() in _LANGUAGES for block in raw]
    return {
        i
        for i, yes in enumerate(names)
        if yes and (names[i - 1 : i] == [True] or names[i + 1 : i + 2] == [True])
    }


def _contents(raw: Sequence[RawBlock]) -> set[int]:
    """A run of two or more short lines which all come again as headings further down."""
    last_heading = {_key(block.text): index for index, block in enumerate(raw) if block.kind == "heading"}
    found: set[int] = set()
    run: list[int] = []
    for index, block in enumerate(raw):
        key = _key(block.text)
        if 0 < len(key.split()) <= _CONTENTS_WORDS and last_heading.get(key, -1) > index + 1:
            run.append(index)
            continue
        found.update(run if len(run) >= 2 else ())
        run = []
    return found


def _key(text: str) -> str:
    if len(text) > _LONGEST_ENTRY:
        return ""
    return re.sub(r"^[\W\d]+|[\W\d]+$", "", text).casefold()


def _sign_offs(raw: Sequence[RawBlock], found: set[int]) -> set[int]:
    """The short line above a contact line near the end: the office that the contacts belong to."""
    out = set()
    for index in range(max(0, len(raw) - 12), len(raw) - 1):
        block = raw[index]
        short = len(block.text.split()) <= _SIGN_OFF_WORDS and block.text[-1:] not in ".:;?!"
        if index + 1 in found and index not in found and short and is_contact(raw[index + 1].text):
            out.add(index)
    return out
