from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import StoreError, UnknownDocument
from pipeline.schema import Passage, Records, Span
from pipeline.store import Store
from tests.store.making import FINGERPRINT, document, passages, put, records, vectors

TABLES = ("documents", "paths", "blocks", "passages", "records")


def counts(store: Store) -> dict[str, int]:
    with sqlite3.connect(store.path) as connection:
        found = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    connection.close()
    return found


def test_a_document_comes_back_as_it_went_in(store: Store) -> None:
    doc = put(store, document("We will plant 400 trees by 2031.\x00 Ünïcödé 🌲"))
    assert store.document(doc.id) == doc
    assert store.problems() == ()


def test_passages_and_vectors_come_back_as_they_went_in(store: Store) -> None:
    doc = put(store, document("We will plant 400 trees."))
    ids, matrix = store.embeddings()
    assert store.passages([99, *ids]) == [(1, passages(doc)[0], "We will plant 400 trees.")]
    assert matrix.tolist() == vectors().tolist()
    assert str(matrix.dtype) == "float32"
    assert store.passage_ids() == store.passage_ids([doc.id]) == [1]
    assert store.passage_ids(["other"]) == []


def test_a_document_without_passages_is_stored(store: Store) -> None:
    doc = document("x")
    store.put(doc, Records(), (), vectors(0), fingerprint=FINGERPRINT)
    ids, matrix = store.embeddings()
    assert (len(ids), matrix.shape) == (0, (0, 0))
    assert store.document(doc.id) == doc
    assert store.problems() == ()


def test_vectors_that_do_not_match_the_passages_are_refused(store: Store) -> None:
    doc = document("x")
    with pytest.raises(ValueError, match="1 passages but 2 embeddings"):
        store.put(doc, Records(), passages(doc), vectors(2), fingerprint=FINGERPRINT)


def test_vectors_of_two_models_are_told_apart(store: Store) -> None:
    put(store, document("one"))
    other = document("two", path="/docs/two.md")
    store.put(other, Records(), passages(other), vectors()[:, :4], fingerprint="f", model_hash="n")
    assert store.embeddings("m")[1].shape == (1, 8)
    assert store.embeddings("n")[1].shape == (1, 4)
    with pytest.raises(StoreError, match="Ingest all of them again"):
        store.embeddings()


def test_what_is_unchanged_is_known_by_content_and_configuration(store: Store) -> None:
    doc = put(store, document("We will."))
    assert store.known(doc.source.sha256, FINGERPRINT) == doc.id
    assert store.known(doc.source.sha256, "another") is None
    assert store.known("0" * 64, FINGERPRINT) is None


def test_putting_a_document_again_changes_no_count(store: Store) -> None:
    doc = put(store, document("We will."))
    before = counts(store)
    put(store, doc)
    assert counts(store) == before
    assert store.problems() == ()


def test_changed_content_takes_the_place_of_the_old(store: Store) -> None:
    old = put(store, document("We will plant oaks."))
    new = put(store, document("We will plant elms."))
    assert [listed.id for listed in store.documents()] == [new.id]
    assert store.keyword_search("oaks", limit=5) == []
    assert {record["doc"] for record in store.records()} == {new.id}
    with pytest.raises(UnknownDocument):
        store.document(old.id)


def test_content_under_two_paths_is_one_document_until_both_change(store: Store) -> None:
    doc = put(store, document("We will.", path="/docs/a.md"))
    store.add_path("/docs/b.md", "b.md", doc.id)
    assert store.documents()[0].paths == ("/docs/a.md", "/docs/b.md")
    put(store, document("We shall.", path="/docs/a.md"))
    assert store.document("b.md").source == replace(doc.source, name="b.md", location="/docs/b.md")
    assert {record["source"] for record in store.records(doc=doc.id)} == {"b.md"}
    put(store, document("We must.", path="/docs/b.md"))
    assert doc.id not in {listed.id for listed in store.documents()}
    assert store.problems() == ()


def test_putting_a_document_again_keeps_its_other_paths(store: Store) -> None:
    doc = put(store, document("We will.", path="/docs/a.md"))
    store.add_path("/docs/b.md", "b.md", doc.id)
    put(store, doc)
    listed = store.documents()[0]
    assert (listed.source, listed.paths) == ("a.md", ("/docs/a.md", "/docs/b.md"))


def test_a_path_moves_from_one_document_to_another(store: Store) -> None:
    doc = put(store, document("We will.", path="/docs/a.md"))
    put(store, document("We shall.", path="/docs/b.md"))
    store.add_path("/docs/b.md", "b.md", doc.id)
    assert [listed.paths for listed in store.documents()] == [("/docs/a.md", "/docs/b.md")]


def test_removing_leaves_nothing_behind_not_even_in_the_file(store: Store) -> None:
    kept = put(store, document("We will plant oaks.", path="/docs/kept.md"))
    doc = document("We will fund zanzibarium.", path="/docs/zanzibarium.md", title="Zanzibarium")
    put(store, doc)
    store.add_path("/docs/other-zanzibarium.md", "other-zanzibarium.md", doc.id)
    assert b"anzibarium" in every_byte(store)
    store.remove(doc.id)
    assert counts(store) == {"documents": 1, "paths": 1, "blocks": 2, "passages": 1, "records": 5}
    assert store.keyword_search("zanzibarium", limit=5) == []
    assert b"anzibarium" not in every_byte(store)
    assert store.document(kept.id) == kept
    assert store.problems() == ()
    with pytest.raises(UnknownDocument):
        store.remove(doc.id)


def every_byte(store: Store) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(store.path.parent.iterdir()))


def test_a_failure_takes_the_place_of_a_document_and_the_other_way_round(store: Store) -> None:
    doc = put(store, document("We will."))
    path = doc.source.location
    store.put_failure(path, sha256="ab", code="encrypted", message="Locked.", fingerprint=FINGERPRINT)
    assert store.documents() == ()
    failure = store.failures()[0]
    assert (failure.path, failure.code, failure.message) == (path, "encrypted", "Locked.")
    assert failure.remedy.startswith("Remove the password")
    assert store.failure(path) == failure
    put(store, doc)
    assert store.failures() == ()
    assert store.failure(path) is None


def test_a_failure_of_one_path_leaves_the_document_to_the_other(store: Store) -> None:
    doc = put(store, document("We will.", path="/docs/a.md"))
    store.add_path("/docs/b.md", "b.md", doc.id)
    store.put_failure(
        "/docs/a.md", sha256="ab", code="corrupt", message="", fingerprint="f", remedy="Mend it."
    )
    assert store.documents()[0].paths == ("/docs/b.md",)
    assert store.failures()[0].remedy == "Mend it."


@pytest.mark.parametrize("change", ["put", "remove", "failure"])
def test_every_change_of_passages_outdates_the_index(store: Store, change: str) -> None:
    doc = put(store, document("We will."))
    before = store.content_version()
    if change == "put":
        put(store, doc)
    elif change == "remove":
        store.remove(doc.id)
    else:
        store.put_failure(doc.source.location, sha256="", code="empty", message="", fingerprint="f")
    assert store.content_version() > before


def test_what_changes_no_passage_leaves_the_index_valid(store: Store) -> None:
    doc = put(store, document("We will."))
    before = store.content_version()
    store.add_path("/docs/b.md", "b.md", doc.id)
    store.put_failure("/docs/c.md", sha256="", code="empty", message="", fingerprint="f")
    assert store.content_version() == before


def test_passage_ids_are_never_used_twice(store: Store) -> None:
    doc = put(store, document("We will."))
    (first,) = store.passage_ids()
    store.remove(doc.id)
    put(store, document("We shall."))
    assert store.passage_ids() == [first + 1]


def test_the_latest_generation_is_kept(store: Store) -> None:
    assert store.generation() is None
    facts = {"sha256": "ab", "count": 3, "dimension": 8, "model_hash": "m", "content_version": 7}
    first = store.put_generation("one.faiss", **facts)
    second = store.put_generation("two.faiss", **facts)
    assert store.generation() == second
    assert (second.generation, second.file, second.count) == (first.generation + 1, "two.faiss", 3)


def test_a_failed_transaction_changes_nothing(store: Store) -> None:
    old = put(store, document("We will."))
    new = document("We shall.")
    one = records(new).commitments[0]
    with pytest.raises(StoreError):
        put(store, new, Records((one, one)))
    assert store.document("accord.md") == old
    assert store.problems() == ()


def test_a_span_outside_the_text_is_refused_whole(store: Store) -> None:
    doc = document("We will.")
    outside = Passage(doc.id, Span(0, 999), 0, 1, ())
    with pytest.raises(ValueError, match="reaches past"):
        store.put(doc, Records(), (outside,), vectors(), fingerprint="f")
    assert store.documents() == ()


def test_a_second_writer_waits_and_then_says_why(store: Store) -> None:
    rival = sqlite3.connect(store.path, isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    with (
        Store.open(store.path, busy_s=0.05) as late,
        pytest.raises(StoreError, match="in use by another ingest"),
    ):
        put(late, document("We will."))
    rival.execute("COMMIT")
    rival.close()
    put(store, document("We will."))


def test_readers_see_what_was_committed_while_a_writer_writes(store: Store) -> None:
    put(store, document("We will."))
    rival = sqlite3.connect(store.path, isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    rival.execute("DELETE FROM documents")
    with Store.open(store.path, read_only=True) as reader:
        assert len(reader.documents()) == 1
    rival.execute("ROLLBACK")
    rival.close()


def test_a_read_only_store_cannot_be_changed(store: Store) -> None:
    with (
        Store.open(store.path, read_only=True) as reader,
        pytest.raises(StoreError, match="cannot be opened"),
    ):
        put(reader, document("We will."))


def test_text_that_is_no_unicode_is_refused_whole(store: Store) -> None:
    with pytest.raises(StoreError, match="no valid Unicode"):
        put(store, document("We will.", title="\ud800"))
    assert store.documents() == ()


def test_what_was_closed_is_one_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        put(store, document("We will."))
    assert [path.name for path in tmp_path.iterdir()] == ["s.sqlite"]
