"""The record of truth: documents, passages with embeddings, records and failures in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.errors import REMEDIES, FailureCode, UnknownDocument
from pipeline.schema import Document, Passage, Records
from pipeline.store import rows
from pipeline.store.connection import transaction
from pipeline.store.reading import Reader
from pipeline.store.rows import Generation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Store(Reader):
    """An open store; a context manager. Any number of readers, one writer at a time.

    Every method that changes something is one transaction: it happens wholly or not at all, also when
    the process is killed. All methods raise StoreError when SQLite fails. Reading from several threads is
    allowed, writing from one only.
    """

    def put(
        self,
        document: Document,
        records: Records,
        passages: Sequence[Passage],
        embeddings: NDArray[np.float32],
        *,
        fingerprint: str,
        model_hash: str = "",
    ) -> None:
        """Store a document with all that was made from it, in place of what its path held before.

        ``embeddings`` is [len(passages), dimension], row by row. A document of the same content is
        replaced and keeps its other paths; one of other content that this path held is deleted unless
        another path still holds it; a failure of the path is cleared.
        """
        if len(embeddings) != len(passages):
            raise ValueError(f"{len(passages)} passages but {len(embeddings)} embeddings")
        with self._transaction():
            paths = self._all("SELECT path, name FROM paths WHERE doc = ?", document.id)
            self._execute("DELETE FROM documents WHERE id = ?", document.id)
            self._insert_document(document, records, passages, fingerprint, model_hash)
            self._insert_passages(document, passages, embeddings)
            self._insert("paths", [{**row, "doc": document.id} for row in paths])
            self._link(document.source.location, document.source.name, document.id)

    def add_path(self, path: str, name: str, doc: str) -> None:
        """Record that the file at ``path`` holds the same content as the stored document ``doc``."""
        if self._all("SELECT 1 FROM paths WHERE path = ? AND doc = ?", path, doc):
            return
        with self._transaction():
            self._link(path, name, doc)

    def remove(self, doc: str) -> None:
        """Delete everything of a document, given by its id; UnknownDocument when there is none.

        Its words are wiped from the keyword index and the file, its vectors from the vector index when
        that is next opened.
        """
        with self._transaction():
            if not self._execute("DELETE FROM documents WHERE id = ?", doc).rowcount:
                raise UnknownDocument(f"{doc!r}: no such document in {self._place}.")
            # Deleted words stay legible in the keyword index's older segments until those are merged.
            self._execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")
        self._execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def put_failure(
        self,
        path: str,
        *,
        sha256: str,
        code: FailureCode,
        message: str,
        fingerprint: str,
        remedy: str | None = None,
    ) -> None:
        """Record that the file at ``path`` gave no document; ``remedy`` defaults to the code's.

        A document that the path held before is deleted unless another path holds it: nothing is quoted
        from a file that no longer says it.
        """
        failure: rows.Row = {
            "path": path,
            "sha256": sha256,
            "code": code,
            "message": message,
            "remedy": remedy or REMEDIES[code],
            "fingerprint": fingerprint,
            "failed_at": _now(),
        }
        with self._transaction():
            self._unlink(path)
            self._execute("DELETE FROM failures WHERE path = ?", path)
            self._insert("failures", [failure])

    def put_generation(
        self,
        file: str,
        *,
        sha256: str,
        count: int,
        dimension: int,
        model_hash: str,
        content_version: int,
    ) -> Generation:
        """Record a finished build of the vector index and forget the builds before it.

        ``content_version`` is that of the store when its embeddings were read.
        """
        generation: rows.Row = {
            "file": file,
            "sha256": sha256,
            "count": count,
            "dimension": dimension,
            "model_hash": model_hash,
            "content_version": content_version,
            "created_at": _now(),
        }
        with self._transaction():
            self._execute("DELETE FROM generations")
            self._insert("generations", [generation])
            number = self._all("SELECT max(generation) AS number FROM generations")[0]["number"]
        return Generation(number, **generation)

    def _insert_document(
        self,
        document: Document,
        records: Records,
        passages: Sequence[Passage],
        fingerprint: str,
        model_hash: str,
    ) -> None:
        recorded = [rows.record_row(r, document, ordinal=i) for i, r in enumerate(records.all())]
        facts = [rows.fact_row(f, document, ordinal=i) for i, f in enumerate(records.facts)]
        row = rows.document_row(document) | {
            "fingerprint": fingerprint,
            "model_hash": model_hash,
            "passage_count": len(passages),
            "record_count": len(recorded),
            "fact_count": len(facts),
            "ingested_at": _now(),
        }
        self._insert("documents", [row])
        self._insert("blocks", [rows.block_row(document.id, i, b) for i, b in enumerate(document.blocks)])
        self._insert("records", recorded)
        self._insert("facts", facts)

    def _insert_passages(
        self, document: Document, passages: Sequence[Passage], embeddings: NDArray[np.float32]
    ) -> None:
        self._insert(
            "passages",
            [
                rows.passage_row(passage, ordinal=i, text=document.quote(passage.span), embedding=embedding)
                for i, (passage, embedding) in enumerate(zip(passages, embeddings, strict=True))
            ],
        )

    def _link(self, path: str, name: str, doc: str) -> None:
        self._unlink(path, kept=doc)
        self._insert("paths", [{"path": path, "name": name, "doc": doc}])
        self._execute("DELETE FROM failures WHERE path = ?", path)

    def _unlink(self, path: str, *, kept: str | None = None) -> None:
        """Forget a path, and the document that only it held; the document ``kept`` is left as it is."""
        held = self._all("SELECT doc FROM paths WHERE path = ? AND doc IS NOT ?", path, kept)
        self._execute("DELETE FROM paths WHERE path = ?", path)
        for (doc,) in held:
            others = self._all("SELECT path, name FROM paths WHERE doc = ? ORDER BY path", doc)
            if others:
                rename = "UPDATE documents SET location = ?, name = ? WHERE id = ? AND location = ?"
                self._execute(rename, *others[0], doc, path)
            else:
                self._execute("DELETE FROM documents WHERE id = ?", doc)

    def _transaction(self) -> AbstractContextManager[None]:
        return transaction(self._connection, self._place)

    def _insert(self, table: str, values: Sequence[rows.Row]) -> None:
        """Insert rows, which all have the same keys."""
        if not values:
            return
        columns, marks = ", ".join(values[0]), ", ".join(f":{name}" for name in values[0])
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        self._connection.executemany(statement, values)

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
