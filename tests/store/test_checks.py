from __future__ import annotations

import sqlite3

import pytest

from pipeline.store import Store
from tests.store.making import document, put


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM blocks WHERE ordinal = 1", "1 of 2 blocks"),
        ("DELETE FROM records WHERE kind = 'date'", "3 of 5 records"),
        ("DELETE FROM passages", "0 of 1 passages"),
        ("DELETE FROM paths", "no path"),
        ("INSERT INTO paths VALUES ('/x', 'x', 'nobody')", "a row of no documents"),
        ("INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')", "keyword index"),
        ("UPDATE passages SET text = 'something else'", "keyword index"),
    ],
)
def test_what_is_wrong_is_found(store: Store, damage: str, said: str) -> None:
    put(store, document("We will."))
    assert store.problems() == ()
    with sqlite3.connect(store.path) as connection:
        connection.execute(damage)
    connection.close()
    assert said in "; ".join(store.problems())
