"""The demonstration: the bundled corpus, its commitment table, one question answered with citations."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.config import Workspace
from pipeline.errors import UsageError

DEMO_QUESTION = "How is the 5% of GDP split between core defence and related spending?"

# Where the wheel carries the corpus of the repository (pyproject.toml, force-include).
BUNDLED = Path(__file__).resolve().parents[1] / "bundled_corpus"


@contextmanager
def demo_workspace(workspace: Workspace) -> Iterator[tuple[Workspace, Path]]:
    """The workspace to demonstrate in and the corpus to ingest.

    That is the given workspace when its corpus has a manifest, else a temporary one over the corpus
    that came with the installation.
    """
    if (workspace.corpus / "manifest.json").is_file():
        yield workspace, workspace.corpus
    elif BUNDLED.is_dir():
        with tempfile.TemporaryDirectory(prefix="pledgebook-demo-") as folder:
            yield Workspace(Path(folder)), BUNDLED
    else:
        raise UsageError(f"{workspace.corpus}: no manifest.json here. Run the demo in a clone of Pledgebook.")
