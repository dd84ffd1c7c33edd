"""The tables, as a literal list of migrations; ``PRAGMA user_version`` counts those applied.

A migration is never edited once released: a change is a further entry. Each runs in one transaction with
the raising of the version, so a process killed in between leaves the store as it was.
"""

from __future__ import annotations

import sqlite3

from pipeline.errors import StoreError

APPLICATION_ID = 0x504C4447  # "PLDG" in the file's header: how a store is told from any other SQLite file

_FIRST = (
    """CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO meta VALUES ('content_version', 0)",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        location TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        title TEXT NOT NULL,
        issuer TEXT,
        kind TEXT NOT NULL,
        date TEXT,
        first_day TEXT,
        language TEXT,
        pages INTEGER,
        page_labels TEXT NOT NULL,
        text TEXT NOT NULL,
        flags TEXT NOT NULL,
        notes TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        model_hash TEXT NOT NULL,
        block_count INTEGER NOT NULL,
        passage_count INTEGER NOT NULL,
        record_count INTEGER NOT NULL,
        ingested_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX documents_sha256 ON documents (sha256)",
    """CREATE TABLE paths (
        path TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paths_doc ON paths (doc)",
    """CREATE TABLE failures (
        path TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        remedy TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        failed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE blocks (
        doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        page INTEGER,
        label TEXT,
        section TEXT NOT NULL,
        lead_in INTEGER,
        level INTEGER NOT NULL,
        hidden INTEGER NOT NULL,
        boxes TEXT NOT NULL,
        PRIMARY KEY (doc, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        first_block INTEGER NOT NULL,
        last_block INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        sentences TEXT NOT NULL,
        text TEXT NOT NULL,
        context TEXT NOT NULL,
        lead_in_start INTEGER,
        lead_in_stop INTEGER,
        hidden INTEGER NOT NULL,
        embedding BLOB NOT NULL,
        UNIQUE (doc, ordinal)
    ) STRICT""",
    # External content: the words are stored once, in passages; the triggers keep the two in step within
    # the transaction that changes them.
    """CREATE VIRTUAL TABLE passages_fts USING fts5 (
        text, context, content='passages', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER passages_inserted AFTER INSERT ON passages BEGIN
        INSERT INTO passages_fts (rowid, text, context) VALUES (new.id, new.text, new.context);
        UPDATE meta SET value = value + 1 WHERE key = 'content_version';
    END""",
    """CREATE TRIGGER passages_deleted AFTER DELETE ON passages BEGIN
        INSERT INTO passages_fts (passages_fts, rowid, text, context)
        VALUES ('delete', old.id, old.text, old.context);
        UPDATE meta SET value = value + 1 WHERE key = 'content_version';
    END""",
    """CREATE TABLE records (
        id TEXT PRIMARY KEY,
        doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        actor TEXT,
        actor_name TEXT,
        strength TEXT,
        status TEXT,
        deadline_edtf TEXT,
        deadline_last_day TEXT,
        area TEXT,
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX records_doc ON records (doc)",
    """CREATE TABLE generations (
        generation INTEGER PRIMARY KEY AUTOINCREMENT,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        count INTEGER NOT NULL,
        dimension INTEGER NOT NULL,
        model_hash TEXT NOT NULL,
        content_version INTEGER NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT""",
    f"PRAGMA application_id = {APPLICATION_ID}",
)

# What documents say of named bodies, instruments and events. Documents stored before have none: without
# their fingerprint the next ingest makes them anew.
_FACTS = (
    """CREATE TABLE facts (
        id TEXT PRIMARY KEY,
        doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        entity TEXT NOT NULL,
        entity_kind TEXT NOT NULL,
        aliases TEXT NOT NULL,
        predicate TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX facts_doc ON facts (doc)",
    "CREATE INDEX facts_entity ON facts (entity)",
    "CREATE INDEX facts_predicate ON facts (predicate)",
    "ALTER TABLE documents ADD COLUMN fact_count INTEGER NOT NULL DEFAULT 0",
    "UPDATE documents SET fingerprint = ''",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _FACTS)


def check(connection: sqlite3.Connection, place: str) -> int:
    """The number of migrations the file has had; StoreError when it is no store or too new a one."""
    application_id = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    if application_id != APPLICATION_ID and not _is_blank(connection, application_id, version):
        raise StoreError(
            f"{place}: an SQLite file, but no Pledgebook store. Move it away, or choose another workspace."
        )
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{place}: made by a newer Pledgebook (store version {version}, known up to {len(MIGRATIONS)}). "
            "Upgrade Pledgebook, or ingest into another workspace."
        )
    return version


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, one transaction a migration; two processes may do so at once."""
    for number, statements in enumerate(MIGRATIONS, start=1):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if _pragma(connection, "user_version") < number:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")


def _is_blank(connection: sqlite3.Connection, application_id: int, version: int) -> bool:
    # A process killed before its first migration was complete leaves such a file behind.
    tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    return application_id == version == 0 and tables is None


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
