"""Gold documents made ready for scoring: read from their source file, or built from their units.

A document whose source file is at hand is read as any file is, so that the reader is measured as well.
Only when no file of that name is found do the numbered units stand in for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.codec import record_to_data
from pipeline.config import ReadConfig
from pipeline.documents.sandbox import Sandbox
from pipeline.documents.structure import RawBlock, assemble
from pipeline.errors import ReadError
from pipeline.extraction.extract import extract
from pipeline.language import analyse
from pipeline.schema import BlockKind, Document, Records, Source, Span
from pipeline.scoring.gold import GoldDocument, Unit, UnitKind

UNITS = "units"

_BLOCK_KINDS: dict[UnitKind, BlockKind] = {
    "h": "heading",
    "p": "paragraph",
    "li": "item",
    "num": "paragraph",
}


@dataclass(frozen=True, slots=True)
class Material:
    """A gold document with what the stages made of it; without ``document``, ``problem`` says why."""

    gold: GoldDocument
    read_from: str
    document: Document | None = None
    sentences: tuple[Span, ...] = ()
    records: Records = field(default_factory=Records)
    problem: str | None = None

    def rows(self) -> list[dict[str, Any]]:
        """The records as the rows that are scored."""
        document = self.document
        return [record_to_data(record, document) for record in self.records.all()] if document else []


def prepare(
    documents: Sequence[GoldDocument], folders: Sequence[Path], config: ReadConfig
) -> Iterator[Material]:
    """Each gold document in turn, its source file looked for in ``folders`` and below them, in order."""
    with Sandbox(config) as sandbox:
        for gold in documents:
            path = find_source(gold.source, folders)
            try:
                document = sandbox.read(path) if path else document_from_units(gold)
            except ReadError as exc:
                yield Material(gold, path.name if path else UNITS, problem=str(exc))
            else:
                yield _extracted(gold, document, path.name if path else UNITS)


def find_source(name: str | None, folders: Sequence[Path]) -> Path | None:
    """The first file of that relative name in one of the folders, else of that file name below one."""
    if not name:
        return None
    direct = (folder / name for folder in folders)
    below = (path for folder in folders for path in sorted(folder.rglob(Path(name).name)))
    return next((path for path in (*direct, *below) if path.is_file()), None)


def document_from_units(gold: GoldDocument) -> Document:
    """A Document of the annotated units alone; each unit without a block kind continues the block before."""
    text, blocks = assemble(tuple(_raw_blocks(gold.units)))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    name = f"{gold.name}.txt"
    return Document(
        id=sha256[:16],
        source=Source(name=name, location=name, media_type="text/plain", sha256=sha256),
        text=text,
        blocks=blocks,
        title=gold.title,
        date=gold.date,
        language="en",
    )


def _raw_blocks(units: Sequence[Unit]) -> Iterator[RawBlock]:
    starts = [i for i, unit in enumerate(units) if unit.kind or i == 0]
    for start, end in zip(starts, [*starts[1:], len(units)], strict=True):
        kind = _BLOCK_KINDS.get(units[start].kind, "paragraph")
        text = " ".join(unit.text for unit in units[start:end])
        yield RawBlock(kind, text, level=1 if kind == "heading" else 0)


def _extracted(gold: GoldDocument, document: Document, read_from: str) -> Material:
    sentences = analyse(document)
    records = extract(document, sentences)
    return Material(gold, read_from, document, tuple(sentence.span for sentence in sentences), records)
