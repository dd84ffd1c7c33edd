"""A workspace with a few small documents, ingested without a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.config import Config, Workspace
from pipeline.index.embed import HashEmbedder
from pipeline.ingest import Event, Failed, Ingested, Unchanged, ingest

PROMISE = """# Accord of {name}

Adopted on 4 May 2031.

Members will plant at least 400 trees in {name} by 2040.
"""


def write(folder: Path, *names: str) -> list[Path]:
    """Small documents, each with a promise of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(PROMISE.format(name=path.stem), encoding="utf-8")
    return paths


def run(
    paths: Sequence[Path], root: Path, *, config: Config | None = None, retry: bool = False
) -> list[Event]:
    """All events of one ingest into the workspace at ``root``."""
    events = ingest(paths, workspace=Workspace(root), config=config, embedder=HashEmbedder(), retry=retry)
    return list(events)


def names(events: Sequence[Event], kind: type[Ingested] | type[Unchanged] | type[Failed]) -> list[str]:
    """The file names of the events of one kind, in order."""
    return [Path(event.path).name for event in events if isinstance(event, kind)]
