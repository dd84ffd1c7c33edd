from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.schema import Document, Fact, Records
from pipeline.store import Store
from pipeline.store.migrations import MIGRATIONS
from tests.store.making import document, put


def fact(doc: Document, entity: str, *, aliases: tuple[str, ...] = (), number: int = 0) -> Fact:
    span = doc.blocks[1].span
    return Fact(
        f"f{number}{doc.id}",
        doc.id,
        span,
        doc.quote(span),
        entity=entity,
        entity_kind="body",
        predicate="does" if number else "named",
        value="sails",
        aliases=aliases,
    )


def test_facts_are_stored_listed_and_removed_with_their_document(store: Store) -> None:
    doc = document("The Board sails.")
    put(store, doc, Records(facts=(fact(doc, "Board", aliases=("B",)), fact(doc, "Board", number=1))))
    assert store.entity_names() == [
        ("Board", "body", ("B",), 1, (doc.id,)),
        ("Board", "body", (), 1, (doc.id,)),
    ]
    assert [(row["entity"], row["predicate"], row["source"]) for row in store.facts(["Board"])] == [
        ("Board", "named", "accord.md"),
        ("Board", "does", "accord.md"),
    ]
    assert len(list(store.facts(predicate="does", doc=doc.id))) == 1
    assert store.problems() == ()
    store.remove(doc.id)
    assert list(store.facts()) == []


def test_a_store_made_before_there_were_facts_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    doc = document("Ships sail.")
    with Store.open(path) as store:
        put(store, doc)
        assert store.problems() == ()
        assert store.entity_names() == []
