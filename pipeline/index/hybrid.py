"""Hybrid retrieval: dense and keyword rankings joined by reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.index import sparse
from pipeline.index.dense import open_index
from pipeline.index.embed import Embedder, Vectors
from pipeline.schema import Document, Hit
from pipeline.store import Store, StoredDocument

RANK_CONSTANT = 60  # Cormack, Clarke and Büttcher, SIGIR 2009
DEPTH = 60  # how far down each of the two rankings is read
DOCUMENTS_KEPT = 64  # whole documents held in memory for quoting


class Searcher:
    """A store and its vector index, opened once to serve many questions; safe for reading from threads."""

    def __init__(self, store: Store, embedder: Embedder, *, indexes: Path) -> None:
        """``indexes`` is the folder of the vector index, which is rebuilt when it disagrees with the store."""
        self.store = store
        self.embedder = embedder
        self._index = open_index(store, indexes, model_hash=embedder.model_hash)
        self._sources = {document.id: document for document in store.documents()}
        self.document = lru_cache(DOCUMENTS_KEPT)(self._document)

    def search(
        self,
        question: str,
        *,
        k: int,
        documents: Sequence[str] | None = None,
        expansions: Sequence[str] = (),
    ) -> tuple[Hit, ...]:
        """The ``k`` best passages, best first; ``documents`` (ids) are chosen before anything is scored.

        ``expansions`` are further words to look up, such as an acronym's. Ties go by passage id.
        """
        vector = self.embedder.encode([" ".join([question, *expansions])])[0]
        query = sparse.keywords(question, expansions=expansions)
        allowed = None if documents is None else self.store.passage_ids(documents)
        dense = self._index.search(vector, DEPTH, allowed=allowed)
        keyed = sparse.search(self.store, query, limit=DEPTH, documents=documents)
        return self._hits(vector, [i for i, _ in dense], [i for i, _ in keyed], k)

    def sources(self) -> dict[str, StoredDocument]:
        """The documents that can be searched, by id, without their texts."""
        return dict(self._sources)

    def _hits(self, vector: Vectors, dense: list[int], keyed: list[int], k: int) -> tuple[Hit, ...]:
        scores = fuse(dense, keyed)
        best = sorted(scores, key=lambda i: (-scores[i], i))[:k]
        similarities = self._index.similarities(vector, best)
        dense_ranks, sparse_ranks = ({i: n for n, i in enumerate(ids, 1)} for ids in (dense, keyed))
        return tuple(
            Hit(
                passage_id=i,
                passage=passage,
                score=scores[i],
                dense_rank=dense_ranks.get(i),
                sparse_rank=sparse_ranks.get(i),
                similarity=similarities[i],
                text=text,
            )
            for i, passage, text in self.store.passages(best)
        )

    def _document(self, doc: str) -> Document:
        return self.store.document(doc)


def fuse(*rankings: Sequence[int]) -> dict[int, float]:
    """Reciprocal rank fusion: for each id the sum of 1 / (60 + rank) over the rankings that hold it."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, i in enumerate(ranking, 1):
            scores[i] = scores.get(i, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return scores
