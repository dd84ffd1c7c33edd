"""The FAISS index: a checksummed cache of the store's embeddings, rebuilt whenever the two disagree.

Order of writing (DESIGN.md section 6): file written, fsynced, renamed, folder fsynced; then one
transaction records it. A crash in between leaves a file nobody refers to, which the next build removes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from pipeline.index.embed import Vectors
from pipeline.index.files import write_atomically
from pipeline.store import Store

PATTERN = "vectors-*.faiss"

Ids = npt.NDArray[np.int64]


class DenseIndex:
    """Inner products with unit vectors under the store's passage ids, by exhaustive search."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index
        self._ids = frozenset(faiss.vector_to_array(index.id_map).tolist())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: Vectors, k: int, *, allowed: Iterable[int] | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, similarity) of the ``k`` nearest to ``vector`` [dimension], best first.

        ``allowed`` restricts the search itself, not its result. Ties go by id.
        """
        chosen = None if allowed is None else np.fromiter(allowed, dtype=np.int64)
        size = min(k, len(self) if chosen is None else len(chosen))
        if size == 0:
            return []
        # faiss keeps a bare pointer to the selector, so the name must live as long as the search.
        selector = None if chosen is None else faiss.IDSelectorBatch(chosen)
        parameters = faiss.SearchParameters()
        parameters.sel = selector
        similarities, ids = self._index.search(vector.reshape(1, -1), size, params=parameters)
        found = [(int(i), float(s)) for i, s in zip(ids[0], similarities[0], strict=True) if i >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def similarities(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """The similarity of ``vector`` to each of the passages ``ids``; 0 for those not in the index."""
        return {i: float(self._index.reconstruct(i) @ vector) if i in self._ids else 0.0 for i in ids}


def open_index(store: Store, folder: Path, *, model_hash: str) -> DenseIndex:
    """The index in ``folder`` when it agrees with the store and the model, else a new one built."""
    generation = store.generation()
    if generation is not None and generation.model_hash == model_hash:
        data = _bytes_of(folder / generation.file)
        current = generation.content_version == store.content_version()
        if current and hashlib.sha256(data).hexdigest() == generation.sha256:
            index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
            shape = (generation.count, generation.dimension)
            if isinstance(index, faiss.IndexIDMap2) and (index.ntotal, index.d) == shape:
                return DenseIndex(index)
    return build(store, folder, model_hash=model_hash)


def build(store: Store, folder: Path, *, model_hash: str) -> DenseIndex:
    """Write the store's embeddings of one model to a new file, record it, remove the files before it."""
    version = store.content_version()  # read first: what is put in meanwhile makes this build outdated
    ids, vectors = store.embeddings(model_hash)
    index = _index_of(ids, vectors)
    data = faiss.serialize_index(index).tobytes()
    path = folder / f"vectors-{hashlib.sha256(data).hexdigest()[:16]}.faiss"
    digest = write_atomically(path, data)
    store.put_generation(
        path.name,
        sha256=digest,
        count=index.ntotal,
        dimension=index.d,
        model_hash=model_hash,
        content_version=version,
    )
    for other in folder.glob(PATTERN):
        if other != path:
            other.unlink(missing_ok=True)
    return DenseIndex(index)


def _index_of(ids: Ids, vectors: Vectors) -> faiss.IndexIDMap2:
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1] or 1))
    if len(ids):
        index.add_with_ids(np.ascontiguousarray(vectors), ids)
    return index


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
