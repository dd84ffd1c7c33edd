"""From what a format reader yields to the one text and its blocks.

A reader knows its format; what is common to all formats happens here: offsets, printed labels, section
paths, and which stem governs which item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.schema import Block, BlockKind, Box, Span

SEPARATOR = "\n"  # between blocks; no block's text holds it


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as a format reader yields it: clean text in reading order, no offsets yet.

    ``level`` is the depth of a heading (from 1), of a nested item (from 0), or of a paragraph that
    continues an item (the item's depth plus one). ``label`` is needed only where the text does not begin
    with it. ``run_in`` says that the block begins with a phrase set off in bold or italics.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    label: str | None = None
    hidden: bool = False
    boxes: tuple[Box, ...] = ()
    run_in: bool = False


def assemble(raw: Sequence[RawBlock]) -> tuple[str, tuple[Block, ...]]:
    """The document's text and its blocks, in order; blocks without a visible character are left out.

    Texts are joined by a line feed that belongs to no block, so blocks never overlap.
    """
    from pipeline.documents.labels import find_labels
    from pipeline.documents.leadins import find_lead_ins

    kept = [block for block in (_one_line(block) for block in raw) if block.text]
    labels = find_labels(kept)
    kinds, lead_ins = find_lead_ins(kept, labels)
    sections = _sections(kept)
    blocks: list[Block] = []
    start = 0
    for index, block in enumerate(kept):
        end = start + len(block.text)
        blocks.append(
            Block(
                kind=kinds[index],
                span=Span(start, end),
                page=block.page,
                label=labels[index],
                section=sections[index],
                lead_in=lead_ins[index],
                level=block.level,
                hidden=block.hidden,
                boxes=block.boxes,
            )
        )
        start = end + len(SEPARATOR)
    return SEPARATOR.join(block.text for block in kept), tuple(blocks)


def _one_line(block: RawBlock) -> RawBlock:
    text = " ".join(block.text.split())
    return block if text == block.text else replace(block, text=text)


# A heading that only counts ("Section 2"); a heading of the same level right below it is its title.
_COUNTER = re.compile(
    r"(?:article|section|chapter|part|title|annex|appendix|schedule|pillar|theme)\s+[\dIVXLA-H]{1,6}\W?",
    re.IGNORECASE,
)


def _sections(raw: Sequence[RawBlock]) -> list[tuple[str, ...]]:
    """The headings above each block, outermost first; a heading's own path leaves itself out."""
    open_headings: list[RawBlock] = []
    sections = []
    previous: RawBlock | None = None
    for block in raw:
        opens = block.kind == "heading" and not block.hidden
        titles = opens and previous in open_headings[-1:] and _titles(previous, block)
        while opens and not titles and open_headings and open_headings[-1].level >= block.level:
            open_headings.pop()
        sections.append(tuple(heading.text for heading in open_headings))
        if opens:
            open_headings.append(block)
        previous = block
    return sections


def _titles(counter: RawBlock | None, heading: RawBlock) -> bool:
    """True when ``heading`` is the title of the counting heading right above it."""
    return (
        counter is not None
        and counter.level == heading.level
        and bool(_COUNTER.fullmatch(counter.text))
        and not _COUNTER.fullmatch(heading.text)
    )
