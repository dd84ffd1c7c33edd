"""Which stem governs which item: "Allies have committed to:" and the bullets below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.schema import BlockKind

if TYPE_CHECKING:
    from pipeline.documents.structure import RawBlock

# Last words that leave a sentence unfinished when no punctuation follows them.
_UNFINISHED = re.compile(
    r"\b(?:to|by|following|includ(?:e|es|ing)|will|shall|must|that|are|is|be|for|on|of|with|in|and|through|as)"
    r"\s*[-–—…]?$",
    re.IGNORECASE,
)
# They end in a colon, but what follows are reasons, each a sentence of its own.
_RECITALS = frozenset({"whereas:", "considering:", "recalling:", "having regard to:"})
_ENDING = 32  # characters of a text that tell how it ends
_SENTENCE_END = re.compile(r"[.!?;][\"'”’)\]]*$")
_LETTERS = re.compile(r"(?:^|\()[a-z]+\)?$")
_LIST_PART = re.compile(r"(?:;|,|; and|, and|; or|, or)$")


def is_stem(text: str) -> bool:
    """True when the text leaves off where a list must follow: at a colon or an unfinished sentence."""
    if text.casefold() in _RECITALS:
        return False
    return text.endswith((":", "：")) or bool(_UNFINISHED.search(text[-_ENDING:]))


def find_lead_ins(
    raw: Sequence[RawBlock], labels: Sequence[str | None]
) -> tuple[list[BlockKind], list[int | None]]:
    """The final kind of each block and the index of its lead-in block, both in the order of ``raw``.

    Paragraphs that continue a stem become items; a numbered item that no stem governs becomes a paragraph.
    """
    kinds: list[BlockKind] = [block.kind for block in raw]
    lead_ins: list[int | None] = [None] * len(raw)
    _raise_paragraphs(raw, labels, kinds)
    governor: int | None = None  # the last block that may govern items of the outermost level
    parents: list[int] = []  # open items, and stems that continue them, outermost first
    for index, block in enumerate(raw):
        kind = kinds[index]
        if block.hidden or kind in ("furniture", "note", "row"):
            continue
        if kind != "item" and (kind != "paragraph" or block.level == 0 or not parents):
            governor, parents = index, []
            continue
        while parents and not _above(raw[parents[-1]], block, kind):
            parents.pop()
        if kind == "item":
            lead_ins[index] = _lead_in(raw, labels, index, governor, parents, lead_ins)
        if kind == "item" and lead_ins[index] is None and block.level == 0 and _numbered(labels[index]):
            kinds[index], governor = "paragraph", index
        elif kind == "item" or is_stem(block.text):
            parents.append(index)
    return kinds, lead_ins


def _above(parent: RawBlock, block: RawBlock, kind: BlockKind) -> bool:
    """True when ``parent`` encloses ``block``; a continuing stem encloses the items of its own level."""
    if parent.kind == "paragraph" and parent.level > 0 and kind == "item":
        return parent.level <= block.level
    return parent.level < block.level


def _lead_in(
    raw: Sequence[RawBlock],
    labels: Sequence[str | None],
    index: int,
    governor: int | None,
    parents: Sequence[int],
    lead_ins: Sequence[int | None],
) -> int | None:
    if parents:
        parent = parents[-1]
        if is_stem(raw[parent].text):
            return parent
        return None if _SENTENCE_END.search(raw[parent].text[-_ENDING:]) else lead_ins[parent]
    if governor is None or not is_stem(raw[governor].text):
        return None
    same_list = _numbered(labels[index]) and _numbered(labels[governor])
    return None if same_list else governor


def _numbered(label: str | None) -> bool:
    return label is not None and label.isdigit()


def _raise_paragraphs(raw: Sequence[RawBlock], labels: Sequence[str | None], kinds: list[BlockKind]) -> None:
    """Make items of paragraphs that a stem announces: lettered, run-in, or parts of one long sentence."""
    stem: int | None = None
    for index, block in enumerate(raw):
        if block.hidden or block.kind in ("furniture", "note"):
            continue
        if block.kind != "paragraph":
            stem = index if block.kind == "heading" and is_stem(block.text) else None
            continue
        if _lettered(labels[index]) or (stem is not None and _continues(raw, stem, index)):
            kinds[index] = "item"
            continue
        stem = index if is_stem(block.text) else None


def _lettered(label: str | None) -> bool:
    return label is not None and bool(_LETTERS.search(label))


def _continues(raw: Sequence[RawBlock], stem: int, index: int) -> bool:
    block, previous = raw[index], raw[index - 1]
    if block.run_in and (index == stem + 1 or previous.run_in):
        return not is_stem(block.text)
    opens = index == stem + 1 or bool(_LIST_PART.search(previous.text[-_ENDING:]))
    return opens and (
        bool(_LIST_PART.search(block.text[-_ENDING:])) or (index > stem + 1 and block.text[:1].islower())
    )
