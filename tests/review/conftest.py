"""A store with one small document, extracted for real."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents import read_bytes
from pipeline.extraction import extract
from pipeline.schema import Document, Records
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
- open the “old” dock.
"""


@cache
def made(text: str) -> tuple[Document, Records]:
    """The document of a Markdown text, and what is extracted from it."""
    document = read_bytes(text.encode(), name="accord.md")
    return document, extract(document)


def put(store: Store, text: str) -> None:
    """Store the document of a text with its records."""
    store.put(*made(text), (), np.zeros((0, 4), dtype=np.float32), fingerprint="f")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite") as opened:
        put(opened, ACCORD)
        yield opened


@pytest.fixture
def document(store: Store) -> Document:
    return store.document("accord.md")
