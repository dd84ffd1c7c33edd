"""How the store's SQLite file is opened, locked and closed; SQLite's errors end here as StoreError."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store import migrations

BUSY_S = 10.0  # how long a writer waits for another; one document's transaction takes milliseconds


def connect(path: Path, *, read_only: bool, busy_s: float = BUSY_S) -> sqlite3.Connection:
    """An autocommit connection to the store at ``path``, brought up to date; StoreError says what to do.

    WAL with synchronous=FULL: readers never wait, and what was committed outlives a power cut.
    """
    if read_only and not path.exists():
        raise StoreError(f"{path}: there is no store yet. Run 'pledgebook ingest' first.")
    with translated(str(path)):
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro" if read_only else "rwc"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=busy_s,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _set_up(connection, str(path), read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _set_up(connection: sqlite3.Connection, place: str, *, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    connection.create_function("contains", 2, _contains, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    version = migrations.check(connection, place)
    if read_only:
        if version < len(migrations.MIGRATIONS):
            raise StoreError(f"{place}: made by an older Pledgebook. Run 'pledgebook ingest' to update it.")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what is removed shall not be legible in the file
    if version < len(migrations.MIGRATIONS):
        migrations.migrate(connection)


@contextmanager
def transaction(connection: sqlite3.Connection, place: str) -> Iterator[None]:
    """All or nothing: committed at the end of the block, rolled back on any exception."""
    with translated(place):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn SQLite's errors, and text it cannot hold, into a StoreError naming place and remedy."""
    try:
        yield
    except sqlite3.Error as exc:
        raise StoreError(f"{place}: {_explain(exc)}") from exc
    except UnicodeEncodeError as exc:
        raise StoreError(f"{place}: text that is no valid Unicode cannot be stored ({exc}).") from exc
    except OSError as exc:
        raise StoreError(
            f"{place}: cannot be used as a store ({exc.strerror}). Choose another folder."
        ) from exc


def _explain(exc: sqlite3.Error) -> str:
    message = str(exc)
    if "locked" in message or "busy" in message:
        return "in use by another ingest. Wait until it has finished, then try again."
    if "not a database" in message:
        return "no SQLite file. Move it away, then run 'pledgebook ingest' again."
    if "malformed" in message or "corrupt" in message:
        return f"damaged ({message}). Delete it with its -wal and -shm files, then ingest again."
    if "full" in message:
        return "the disk is full. Free some space, then run the command again; what was stored is kept."
    if "readonly" in message or "unable to open" in message:
        return f"cannot be opened ({message}). Check that you may read and write the file and its folder."
    return f"the store failed ({message})."


def _contains(text: str | None, part: str) -> bool:
    # SQLite's own LIKE folds the case of ASCII letters only.
    return text is not None and part.casefold() in text.casefold()
