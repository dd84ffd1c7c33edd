"""Hybrid retrieval: the passages nearest by vector and those with the question's words, scored together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.index import sparse
from pipeline.index.dense import open_index
from pipeline.index.embed import Embedder, RememberingEmbedder, Vectors
from pipeline.index.reranker import Reranker
from pipeline.index.word_vectors import WordVectors, load_words
from pipeline.schema import Hit
from pipeline.store import Store
from pipeline.store.edtf import bounds

# What the best BM25 counts beside a cosine of 1. Chosen on the questions for fitting, over all their excerpts
# (95 of 100 supports stand in the ten passages found first, by reciprocal rank fusion 94), and on 400 of the
# ObliQA dev questions (MAP@10 0.737, by reciprocal rank fusion 0.698); 0.25 to 0.6 do nearly as well.
KEYED = 0.4
DEPTH = 60  # how far down each of the two rankings is read
DOCUMENTS_KEPT = 256  # whole documents held in memory for quoting
WORDS_KEPT = 10_000  # words whose frequency is held in memory


class Searcher:
    """A store and its vector index, opened once to serve many questions; safe for reading from threads.

    It sees the store as it was when opened. ``document`` gives a whole document by id, ``records`` its
    records as JSON objects, ``frequency`` the number of passages that hold a word, ``vocabulary`` all stems
    with theirs; all are remembered. ``documents`` and ``passages`` are how many there are.
    """

    def __init__(
        self, store: Store, embedder: Embedder, *, indexes: Path, reranker: Reranker | None = None
    ) -> None:
        """``indexes`` is the vector index's folder; an index that disagrees with the store is rebuilt.

        Without a ``reranker`` answers go by words and vectors alone.
        """
        self.store = store
        self.embedder = RememberingEmbedder(embedder)
        self.reranker = reranker
        self._index = open_index(store, indexes, model_hash=embedder.model_hash)
        self._first_days = {document.id: bounds(document.date)[0] for document in store.documents()}
        self.document = lru_cache(DOCUMENTS_KEPT)(store.document)
        self.frequency = lru_cache(WORDS_KEPT)(self._frequency)
        self.records = lru_cache(DOCUMENTS_KEPT)(self._records)
        self.vocabulary = cache(store.vocabulary)
        self.documents = len(self._first_days)
        self.passages = len(store.passage_ids())

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
        return self._hits(vector, [i for i, _ in dense], dict(keyed), k)

    def among(self, documents: Sequence[str] | None, *, as_of: str | None = None) -> list[str] | None:
        """The ids of ``documents`` (all when None) dated on or before the last day of ``as_of`` (EDTF).

        None means all documents; with ``as_of`` given, undated ones are left out. UsageError when it is
        no date.
        """
        if as_of is None:
            return None if documents is None else list(documents)
        last = bounds(as_of)[1]
        if last is None:
            raise UsageError(f"{as_of!r} is no date. Write it as 2024, 2024-07 or 2024-07-10.")
        chosen = self._first_days if documents is None else documents
        return [doc for doc in chosen if (self._first_days.get(doc) or "9999") <= last]

    def _hits(self, vector: Vectors, dense: list[int], keyed: Mapping[int, float], k: int) -> tuple[Hit, ...]:
        similarities = self._index.similarities(vector, {*dense, *keyed})
        scores = fuse(similarities, keyed)
        best = sorted(scores, key=lambda i: (-scores[i], i))[:k]
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

    @property
    def words(self) -> WordVectors:
        """Vectors of single words, read at first use."""
        return load_words()

    def _records(self, doc: str) -> tuple[dict[str, Any], ...]:
        return tuple(self.store.records(doc=doc))

    def _frequency(self, word: str) -> int:
        """The number of passages that hold ``word`` in any of its forms and spellings."""
        return self.store.keyword_count(sparse.keywords(word) or word)


def fuse(similarities: Mapping[int, float], keyed: Mapping[int, float]) -> dict[int, float]:
    """For each id its cosine, and KEYED times its BM25 as a share of the best.

    One that the keyword search does not name is given the lowest BM25 named: it may have had nearly that.
    """
    best, least = max(keyed.values(), default=0.0), min(keyed.values(), default=0.0)
    if best <= 0:
        return dict(similarities)
    # Divided first: KEYED / best would be infinite for the smallest of floats.
    return {i: cosine + KEYED * (keyed.get(i, least) / best) for i, cosine in similarities.items()}
