"""From what a format reader yields to the one text and its blocks."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import BlockKind, Box


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as a format reader yields it: clean text in reading order, no offsets yet."""

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    label: str | None = None
    hidden: bool = False
    boxes: tuple[Box, ...] = ()
