"""A store with a few documents in it, extracted by the real stages but without passages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from pipeline.extraction import extract
from pipeline.schema import Document
from pipeline.store import Store


@contextmanager
def stored(path: Path, *documents: Document) -> Iterator[Store]:
    """An open store at ``path`` that holds the records and facts of ``documents``."""
    with Store.open(path) as store:
        for document in documents:
            store.put(document, extract(document), (), np.zeros((0, 8), np.float32), fingerprint="f")
        yield store
