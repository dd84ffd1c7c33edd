"""What must hold of a whole store, whatever happened to the processes that wrote it."""

from __future__ import annotations

import sqlite3

_COUNTS = """SELECT documents.id,
        block_count AS blocks_due, (SELECT count(*) FROM blocks WHERE doc = documents.id) AS blocks,
        passage_count AS passages_due, (SELECT count(*) FROM passages WHERE doc = documents.id) AS passages,
        record_count AS records_due, (SELECT count(*) FROM records WHERE doc = documents.id) AS records,
        fact_count AS facts_due, (SELECT count(*) FROM facts WHERE doc = documents.id) AS facts,
        (SELECT count(*) FROM paths WHERE doc = documents.id) AS paths
    FROM documents"""


def problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong, in words: SQLite's own checks, the keyword index, and each document's parts."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"{row[0]}: a row of no {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    found += _keyword_problems(connection)
    for row in connection.execute(_COUNTS):
        found += [
            f"document {row['id']}: {row[part]} of {row[part + '_due']} {part}"
            for part in ("blocks", "passages", "records", "facts")
            if row[part] != row[part + "_due"]
        ]
        if not row["paths"]:
            found.append(f"document {row['id']}: no path")
    return tuple(found)


def _keyword_problems(connection: sqlite3.Connection) -> list[str]:
    try:
        # Rank 1 compares the index with the passages it was made from (SQLite FTS5, section 6.4).
        connection.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as exc:
        return [f"keyword index: {exc}"]
    return []
