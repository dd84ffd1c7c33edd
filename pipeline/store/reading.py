"""Reading the store: listings, records, passages, vectors and keyword search."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pipeline.errors import StoreError, UnknownDocument
from pipeline.schema import Document, EntityKind, Passage, Predicate, RecordKind, Strength
from pipeline.store import rows
from pipeline.store.checks import problems
from pipeline.store.connection import BUSY_S, connect, translated
from pipeline.store.edtf import bounds
from pipeline.store.match import match_expression
from pipeline.store.rows import Failure, Generation, StoredDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LISTED = """SELECT documents.*,
        (SELECT json_group_array(path) FROM paths WHERE doc = documents.id) AS paths,
        (SELECT count(*) FROM records WHERE doc = documents.id AND kind = 'commitment') AS commitments
    FROM documents ORDER BY name, id"""
_RECORDS = """SELECT records.body, documents.name FROM records JOIN documents ON documents.id = records.doc
    WHERE {conditions}
    ORDER BY documents.date IS NULL, documents.date, documents.name, documents.id, records.start,
             records.ordinal"""
# Only those asked for are put into the query: with one that may be off, SQLite would use no index.
_CONDITIONS = {
    "kind": "records.kind = :kind",
    "doc": "records.doc = :doc",
    "strength": "records.strength = :strength",
    "actor": "(contains(records.actor, :actor) OR contains(records.actor_name, :actor))",
    "due_before": "records.deadline_last_day < :due_before",
    "as_of": "documents.first_day <= :as_of",
}
_NAMES = """SELECT entity, entity_kind, aliases, count(*), json_group_array(DISTINCT doc) FROM facts
    GROUP BY entity, entity_kind, aliases ORDER BY entity, entity_kind, aliases"""
_FACTS = """SELECT facts.body, documents.name FROM facts JOIN documents ON documents.id = facts.doc
    WHERE {conditions} ORDER BY documents.date IS NULL, documents.date, documents.name, documents.id,
             facts.ordinal"""
_FACT_CONDITIONS = {
    "entities": "facts.entity IN (SELECT value FROM json_each(:entities))",
    "predicate": "facts.predicate = :predicate",
    "doc": "facts.doc = :doc",
}
_KEYWORD = """SELECT rowid AS id, -bm25(passages_fts, :text_weight, :context_weight) AS score
    FROM passages_fts WHERE passages_fts MATCH :match {only}
    ORDER BY score DESC, id LIMIT :limit"""
_ONLY_DOCUMENTS = """AND rowid IN
    (SELECT id FROM passages WHERE doc IN (SELECT value FROM json_each(:documents)))"""
# A view of the keyword index, made anew in every connection (SQLite FTS5, section 8).
_VOCABULARY = """CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_words
    USING fts5vocab (main, passages_fts, row)"""

_SAID = ("actor", "actor_name", "action", "instrument", "area", "of", "from", "to")  # besides the quotes


class Reader:
    """What can be asked of an open store; a context manager. Several threads may ask at once."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._place = str(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, busy_s: float = BUSY_S) -> Self:
        """The store at ``path``, made when it is not there unless ``read_only``.

        ``busy_s`` is how long a change waits for another process's. StoreError when the file is no
        store, is damaged, or was made by a newer version; it is then left as it is.
        """
        return cls(connect(path, read_only=read_only, busy_s=busy_s), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._connection.close()

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents without their text, by name."""
        return tuple(rows.stored_document(row) for row in self._all(_LISTED))

    def document(self, name: str) -> Document:
        """The whole document that answers to an id, a file name, a path or a unique prefix of the id."""
        doc = self.resolve(name)
        row = self._all("SELECT * FROM documents WHERE id = ?", doc)[0]
        blocks = self._all("SELECT * FROM blocks WHERE doc = ? ORDER BY ordinal", doc)
        return rows.document(row, tuple(rows.block(block) for block in blocks))

    def resolve(self, name: str) -> str:
        """The id that ``name`` stands for; UnknownDocument when none does, or more than one."""
        for query in (
            "SELECT id FROM documents WHERE id = ?",
            "SELECT DISTINCT doc FROM paths WHERE ? IN (name, path) ORDER BY doc",
            "SELECT id FROM documents WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id",
        ):
            found = [row[0] for row in self._all(query, name)] if name else []
            if len(found) == 1:
                return str(found[0])
            if found:
                raise UnknownDocument(
                    f"{name}: {len(found)} documents answer to this. Give one id: {', '.join(found[:8])}."
                )
        raise UnknownDocument(
            f"{name!r}: no such document in {self._place}. List them with 'pledgebook documents'."
        )

    def known(self, sha256: str, fingerprint: str) -> str | None:
        """The id of the document made from these bytes under this configuration, or None."""
        found = self._all(
            "SELECT id FROM documents WHERE sha256 = ? AND fingerprint = ?", sha256, fingerprint
        )
        return str(found[0]["id"]) if found else None

    def failures(self) -> tuple[Failure, ...]:
        """All files that gave no document, by path."""
        return tuple(Failure(**dict(row)) for row in self._all("SELECT * FROM failures ORDER BY path"))

    def failure(self, path: str) -> Failure | None:
        """The failure of one file, or None."""
        found = self._all("SELECT * FROM failures WHERE path = ?", path)
        return Failure(**dict(found[0])) if found else None

    # Records, passages, embeddings

    def records(
        self,
        kind: RecordKind | None = None,
        *,
        doc: str | None = None,
        actor: str | None = None,
        strength: Strength | None = None,
        due_before: str | None = None,
        as_of: str | None = None,
        text: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Records as the JSON objects of DESIGN.md section 4, by document date, source and place.

        ``doc`` is an id; ``actor`` a part of the actor's words or name in any case; ``due_before`` an
        EDTF date: deadlines whose last day lies before its first; ``as_of`` an EDTF date: documents dated
        on or before its last day (undated ones are left out); ``text`` words that must all occur.
        """
        chosen = {
            "kind": kind,
            "doc": doc,
            "actor": actor,
            "strength": strength,
            "due_before": due_before and (bounds(due_before)[0] or due_before),
            "as_of": as_of and (bounds(as_of)[1] or as_of),
        }
        asked = {name: value for name, value in chosen.items() if value is not None}
        conditions = " AND ".join(_CONDITIONS[name] for name in asked) or "TRUE"
        words = (text or "").casefold().split()
        for row in self._all(_RECORDS.format(conditions=conditions), **asked):
            record = json.loads(row["body"]) | {"source": row["name"]}
            if not words or _says(record, words):
                yield record

    def entity_names(self) -> list[tuple[str, EntityKind, tuple[str, ...], int, tuple[str, ...]]]:
        """(name, kind, short forms, number of facts, ids of documents) of all that is named, by name."""
        return [
            (row[0], row[1], tuple(json.loads(row[2])), row[3], tuple(sorted(json.loads(row[4]))))
            for row in self._all(_NAMES)
        ]

    def facts(
        self,
        entities: Sequence[str] | None = None,
        *,
        predicate: Predicate | None = None,
        doc: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """What documents say of entities, given by their full names as stored, by document date and place.

        JSON objects like those of :meth:`records`, with the fields of :class:`pipeline.schema.Fact`.
        """
        chosen = {"entities": _json_list(entities), "predicate": predicate, "doc": doc}
        asked = {name: value for name, value in chosen.items() if value is not None}
        conditions = " AND ".join(_FACT_CONDITIONS[name] for name in asked) or "TRUE"
        for row in self._all(_FACTS.format(conditions=conditions), **asked):
            yield json.loads(row["body"]) | {"source": row["name"]}

    def passages(self, ids: Sequence[int]) -> list[tuple[int, Passage, str]]:
        """(id, passage, text) of each id, in the order given; ids that are gone are left out."""
        query = "SELECT * FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        found = {row["id"]: row for row in self._all(query, rows.dumps([int(i) for i in ids]))}
        return [(i, rows.passage(found[i]), found[i]["text"]) for i in map(int, ids) if i in found]

    def passage_ids(self, documents: Sequence[str] | None = None) -> list[int]:
        """The ids of all passages, or of those of some documents (given by id), ascending."""
        query = """SELECT id FROM passages WHERE :documents IS NULL
            OR doc IN (SELECT value FROM json_each(:documents)) ORDER BY id"""
        return [row["id"] for row in self._all(query, documents=_json_list(documents))]

    def embeddings(self, model_hash: str | None = None) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids [n], vectors [n, dimension]) of all passages by id, or of those embedded by one model.

        [0, 0] for an empty store; StoreError when the vectors are of several lengths.
        """
        import numpy as np

        query = """SELECT passages.id, embedding FROM passages JOIN documents ON documents.id = doc
            WHERE :model_hash IS NULL OR model_hash = :model_hash ORDER BY passages.id"""
        found = self._all(query, model_hash=model_hash)
        if len({len(row["embedding"]) for row in found}) > 1:
            raise StoreError(f"{self._place}: documents of several models. Ingest all of them again.")
        ids = np.array([row["id"] for row in found], dtype=np.int64)
        vectors = np.frombuffer(b"".join(row["embedding"] for row in found), dtype="<f4")
        return ids, vectors.reshape(len(found), -1 if found else 0)

    def keyword_search(
        self,
        query: str,
        *,
        limit: int,
        documents: Sequence[str] | None = None,
        weights: tuple[float, float] = (1.0, 0.5),
    ) -> list[tuple[int, float]]:
        """(passage id, BM25 score) of the passages that hold any word of ``query``, best first.

        Higher is better; ties go by id. ``documents`` (ids) restricts the search itself, not its result.
        ``weights`` are those of a passage's text and of its context. Any string is a valid query.
        """
        match = match_expression(query)
        if match is None:
            return []
        chosen = {
            "match": match,
            "limit": limit,
            "documents": _json_list(documents),
            "text_weight": weights[0],
            "context_weight": weights[1],
        }
        query = _KEYWORD.format(only="" if documents is None else _ONLY_DOCUMENTS)
        return [(row["id"], row["score"]) for row in self._all(query, **chosen)]

    def keyword_count(self, query: str) -> int:
        """The number of passages that hold any word of ``query``; any string is a valid query."""
        match = match_expression(query)
        if match is None:
            return 0
        return int(self._all("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?", match)[0][0])

    def vocabulary(self) -> dict[str, int]:
        """The stems of the passages' words (SQLite's Porter stemmer), each with its number of passages."""
        self._all(_VOCABULARY)
        return {row["term"]: row["doc"] for row in self._all("SELECT term, doc FROM temp.passage_words")}

    def content_version(self) -> int:
        """A counter raised in every transaction that changes passages: an index made earlier is stale."""
        return int(self._all("SELECT value FROM meta WHERE key = 'content_version'")[0]["value"])

    def generation(self) -> Generation | None:
        """The latest build of the vector index, or None."""
        found = self._all("SELECT * FROM generations ORDER BY generation DESC LIMIT 1")
        return Generation(**dict(found[0])) if found else None

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the store, in words; empty when it is whole. Reads all of it."""
        with translated(self._place):
            return problems(self._connection)

    def _all(self, query: str, *values: object, **named: object) -> list[sqlite3.Row]:
        with translated(self._place):
            return self._connection.execute(query, named or values).fetchall()


def _says(record: dict[str, Any], words: Sequence[str]) -> bool:
    lead_in = record.get("lead_in") or {}
    parts = (record["quote"], lead_in.get("quote"), *map(record.get, _SAID))
    said = " ".join(part for part in parts if part).casefold()
    return all(word in said for word in words)


def _json_list(values: Sequence[str] | None) -> str | None:
    return None if values is None else rows.dumps(list(values))
