"""A store of its own for an evaluation: filled, searched and deleted, apart from the workspace's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from pipeline.config import Config
from pipeline.evaluate.material import Material
from pipeline.index.embed import Embedder, Vectors
from pipeline.index.hybrid import Searcher
from pipeline.index.passages import cut, searchable
from pipeline.index.reranker import Reranker
from pipeline.schema import Block, Document, Passage, Records, Source, Span
from pipeline.store import Store

BATCH = 512  # passages embedded between two reports of progress

Advance = Callable[[int, int], None]


@contextmanager
def searcher_over(
    materials: Sequence[Material],
    embedder: Embedder,
    config: Config,
    *,
    advance: Advance,
    reranker: Reranker | None = None,
) -> Iterator[Searcher]:
    """A searcher over the documents of the materials, put in the store as ingest puts them."""
    with _temporary_store() as (store, folder):
        for done, material in enumerate(materials, start=1):
            if material.document:
                _put(store, material.document, material, embedder, config)
            advance(done, len(materials))
        yield Searcher(store, embedder, indexes=folder, reranker=reranker)


@contextmanager
def searcher_over_passages(
    passages: Mapping[str, str], embedder: Embedder, *, advance: Advance
) -> Iterator[Searcher]:
    """A searcher over given passages, each a block of one document; empty ones are left out.

    The place of a hit's passage among the non-empty ones is its ``first_block``.
    """
    texts = [text for text in passages.values() if text]
    document = _document_of(texts)
    cut_passages = [
        Passage(document.id, block.span, index, index, (block.span,))
        for index, block in enumerate(document.blocks)
    ]
    with _temporary_store() as (store, folder):
        vectors = _embed(texts, embedder, advance)
        store.put(document, Records(), cut_passages, vectors, fingerprint="", model_hash=embedder.model_hash)
        yield Searcher(store, embedder, indexes=folder)


@contextmanager
def _temporary_store() -> Iterator[tuple[Store, Path]]:
    with TemporaryDirectory(prefix="pledgebook-") as name, Store.open(Path(name) / "store.sqlite") as store:
        yield store, Path(name)


def _put(store: Store, document: Document, material: Material, embedder: Embedder, config: Config) -> None:
    passages = cut(document, material.sentences, words=config.index.passage_words)
    vectors = embedder.encode([searchable(passage, document) for passage in passages])
    store.put(
        document,
        material.records,
        passages,
        vectors,
        fingerprint=config.fingerprint(),
        model_hash=embedder.model_hash,
    )


def _document_of(texts: Sequence[str]) -> Document:
    text = "\n".join(texts)
    ends = np.cumsum([len(one) + 1 for one in texts])
    spans = [Span(int(end) - 1 - len(one), int(end) - 1) for one, end in zip(texts, ends, strict=True)]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source("passages", "passages", "text/plain", sha256)
    return Document(sha256[:16], source, text, tuple(Block("paragraph", span) for span in spans))


def _embed(texts: Sequence[str], embedder: Embedder, advance: Advance) -> Vectors:
    """Vectors [len(texts), dimension]; like lengths are embedded together, so that little is padding."""
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        vectors[chosen] = embedder.encode([texts[i] for i in chosen])
        advance(start + len(chosen), len(order))
    return vectors
