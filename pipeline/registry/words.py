"""Which words changed between two wordings of a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "added"]
_PIECES = re.compile(r"\S+")
_BARE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both wordings have, or that only the older or only the newer one has."""

    change: Change
    text: str


def changed(older: str, newer: str) -> tuple[Piece, ...]:
    """The newer wording as runs of kept, gone and added words; case and punctuation do not count."""
    old, new = _PIECES.findall(older), _PIECES.findall(newer)
    matcher = SequenceMatcher(
        None, [_bare(word) for word in old], [_bare(word) for word in new], autojunk=False
    )
    return tuple(_runs(matcher, old, new))


def _runs(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", " ".join(new[from_:to]))
            continue
        if end > start:
            yield Piece("gone", " ".join(old[start:end]))
        if to > from_:
            yield Piece("added", " ".join(new[from_:to]))


def _bare(word: str) -> str:
    return _BARE.sub("", word).casefold() or word


def marked(pieces: Sequence[Piece]) -> str:
    """The runs on one line: gone words as [-...-], added ones as {+...+}, as word diffs have them."""
    signs = {"same": ("", ""), "gone": ("[-", "-]"), "added": ("{+", "+}")}
    return " ".join(f"{signs[one.change][0]}{one.text}{signs[one.change][1]}" for one in pieces)
