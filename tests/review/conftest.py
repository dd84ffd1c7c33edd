"""A store with one small document, extracted for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents import read_bytes
from pipeline.extraction import extract
from pipeline.schema import Document
from pipeline.store import Store

ACCORD = """---
title: Harbour Accord
date: 2026-03-04
---
# Harbour Accord

We will plant at least 400 trees along the quays by 2031.
We will publish a report in 2027. The mayors also publish a report.

The ports agree to:

- cut emissions by 40% by 2035; and
- =open the “old” dock.
"""


def read(text: str, name: str = "accord.md") -> Document:
    """The document of a Markdown text."""
    return read_bytes(text.encode(), name=name)


def put(store: Store, document: Document) -> None:
    """Store a document with what is extracted from it."""
    store.put(document, extract(document), (), np.zeros((0, 4), dtype=np.float32), fingerprint="f")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite") as opened:
        put(opened, read(ACCORD))
        yield opened


@pytest.fixture
def document(store: Store) -> Document:
    return store.document("accord.md")


Make = Callable[[str], Document]
