from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store import Store
from pipeline.store.migrations import APPLICATION_ID, MIGRATIONS
from tests.store.making import document, put


def pragma(store: Store, name: str) -> object:
    return store._connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_store_is_set_up_to_outlive_a_power_cut(store: Store) -> None:
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "application_id") == APPLICATION_ID
    assert pragma(store, "user_version") == len(MIGRATIONS)


def test_every_table_is_strict(store: Store) -> None:
    tables = store._connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    loose = {name for name, strict in tables if not strict and not name.startswith("sqlite_")}
    assert loose == set()


def test_a_store_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a #1?%20" / "s.sqlite"
    with Store.open(path) as store:
        doc = put(store, document("We will."))
    with Store.open(path, read_only=True) as store:
        assert store.document(doc.id) == doc


def test_reading_what_is_not_there_says_so_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store yet.*pledgebook ingest"):
        Store.open(tmp_path / "s.sqlite", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(b"Minutes of the meeting. " * 99)
    with pytest.raises(StoreError, match=r"s\.sqlite: no SQLite file"):
        Store.open(path, read_only=read_only)
    assert path.read_bytes() == b"Minutes of the meeting. " * 99


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no Pledgebook store"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match=r"newer Pledgebook.*Upgrade"):
        Store.open(path)


def test_a_store_whose_making_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert path.stat().st_size > 0
    with pytest.raises(StoreError, match="older Pledgebook"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert store.documents() == ()


def test_damage_is_reported_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with Store.open(path) as store:
        for number in range(40):
            put(store, document(f"We will plant {number} trees.", path=f"/docs/{number}.md"))
    data = bytearray(path.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged.*ingest again"):
        read_all(path)


def read_all(path: Path) -> None:
    with Store.open(path) as store:
        store.documents()
        store.embeddings()


def test_a_folder_in_the_place_of_the_store_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "indexes").write_text("")
    with pytest.raises(StoreError, match="Choose another folder"):
        Store.open(tmp_path / "indexes" / "s.sqlite")
