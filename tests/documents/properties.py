"""What must hold for every document, whichever reader made it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.schema import Document

WORD = re.compile(r"\w+")


def assert_well_formed(document: Document) -> None:
    """Every block's span lies in the text; blocks are in order, do not overlap, and leave no word out."""
    assert document.blocks
    assert all(block.span.end <= len(document.text) for block in document.blocks)
    assert all(first.span.end <= second.span.start for first, second in pairwise(document.blocks))
    quoted = [word for block in document.blocks for word in WORD.findall(block.span.of(document.text))]
    assert quoted == WORD.findall(document.text)
    for index, block in enumerate(document.blocks):
        assert block.lead_in is None or 0 <= block.lead_in < index
        assert block.kind != "heading" or block.level >= 1


def assert_words_in_order(document: Document, words: Iterable[str]) -> None:
    """All ``words`` that a reader of the source sees are in the text, in their order."""
    text = iter(WORD.findall(document.text))
    for word in words:
        assert word in text, f"{word!r} is missing, or not in its place"
