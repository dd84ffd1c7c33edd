from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnknownDocument
from pipeline.schema import Records
from pipeline.store import Store
from tests.store.making import FINGERPRINT, document, put, records


def test_a_document_answers_to_id_prefix_name_and_path(store: Store) -> None:
    doc = put(store, document("We will.", path="/docs/accord.md"))
    put(store, document("We shall.", path="/docs/other.md"))
    for name in (doc.id, doc.id[:6], "accord.md", "/docs/accord.md"):
        assert store.resolve(name) == doc.id


@pytest.mark.parametrize("name", ["", "missing.md", "zz", "%", "_", "'"])
def test_an_unknown_name_says_where_to_look(store: Store, name: str) -> None:
    put(store, document("We will."))
    with pytest.raises(UnknownDocument, match="pledgebook documents"):
        store.document(name)


def test_a_name_of_two_documents_lists_their_ids(store: Store) -> None:
    one = put(store, document("We will.", path="/a/accord.md"))
    two = put(store, document("We shall.", path="/b/accord.md"))
    with pytest.raises(UnknownDocument, match="2 documents answer") as raised:
        store.document("accord.md")
    assert one.id in str(raised.value)
    assert two.id in str(raised.value)


def test_listed_documents_count_what_came_of_them(store: Store) -> None:
    doc = put(store, document("We will."))
    (listed,) = store.documents()
    assert (listed.id, listed.source, listed.title, listed.date) == (doc.id, "accord.md", "Accord", "2026-03")
    assert (listed.passages, listed.records, listed.commitments) == (1, 5, 1)
    assert (listed.flags, listed.notes) == (doc.flags, doc.notes)
    assert (listed.fingerprint, listed.model_hash) == (FINGERPRINT, "m")


@pytest.fixture
def library(store: Store) -> Store:
    """Four documents, one undated, with deadlines in three years."""
    for words, date, actor, actor_name, due in (
        ("Members will build piers.", "2021-06", "Members", "Harbour Council", "../2031"),
        ("Élus will fund ferries.", "2020", "Élus", None, "2029-06/2030-12"),
        ("We will open ports.", None, "We", "Port Ministers", "2035"),
        ("We will map reefs.", "2021-06-13", None, None, ""),
    ):
        doc = document(words, path=f"/docs/{words.split()[-1]}md", date=date)
        put(store, doc, records(doc, actor=actor, actor_name=actor_name, due=due or "unknown"))
    return store


@pytest.mark.parametrize(
    ("chosen", "sources"),
    [
        ({}, ["ferries.md", "piers.md", "reefs.md", "ports.md"]),
        ({"actor": "member"}, ["piers.md"]),
        ({"actor": "HARBOUR"}, ["piers.md"]),
        ({"actor": "élus"}, ["ferries.md"]),
        ({"actor": "%"}, []),
        ({"strength": "strong"}, ["ferries.md", "piers.md", "reefs.md", "ports.md"]),
        ({"strength": "weak"}, []),
        ({"due_before": "2031"}, ["ferries.md"]),
        ({"due_before": "2030-12-31"}, []),
        ({"due_before": "2032-01-01"}, ["ferries.md", "piers.md"]),
        ({"due_before": "2036"}, ["ferries.md", "piers.md", "ports.md"]),
        ({"as_of": "2020-12-31"}, ["ferries.md"]),
        ({"as_of": "2021-06-01"}, ["ferries.md", "piers.md"]),
        ({"as_of": "2021-06"}, ["ferries.md", "piers.md", "reefs.md"]),
        ({"as_of": "2021"}, ["ferries.md", "piers.md", "reefs.md"]),
        ({"text": "PIERS build"}, ["piers.md"]),
        ({"text": "climate"}, ["ferries.md", "piers.md", "reefs.md", "ports.md"]),
        ({"text": "piers reefs"}, []),
        ({"actor": "we", "due_before": "2036", "text": "ports"}, ["ports.md"]),
    ],
)
def test_records_are_chosen_and_ordered_by_date_and_source(
    library: Store, chosen: dict[str, Any], sources: list[str]
) -> None:
    assert [record["source"] for record in library.records("commitment", **chosen)] == sources


def test_records_of_one_document_are_in_text_order_and_whole(store: Store) -> None:
    doc = put(store, document("We will."))
    found = list(store.records(doc=doc.id))
    assert [record["kind"] for record in found] == ["commitment", "target", "date", "date", "link"]
    assert (found[0]["quote"], found[0]["deadline"]["edtf"]) == ("We will.", "../2031")
    assert [record["role"] for record in store.records("date")] == ["deadline", "event"]
    assert list(store.records(doc="other")) == []


def test_targets_and_deadline_dates_are_due_too(store: Store) -> None:
    put(store, document("We will."))
    assert [record["kind"] for record in store.records(due_before="2032")] == ["commitment", "date"]


def keywords(store: Store, query: str, **chosen: Any) -> list[str]:
    found = store.keyword_search(query, limit=10, **chosen)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    return [text for _, _, text in store.passages([passage_id for passage_id, _ in found])]


@pytest.fixture
def words(store: Store) -> Store:
    for number, text in enumerate(
        ("Ferries cost 3.5% of it.", "Café ferries, cafés.", "In 5 years, 3 reefs.", "Invested in harbours.")
    ):
        put(store, document(text, path=f"/docs/{number}.md"), Records())
    return store


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cafe", ["Café ferries, cafés."]),
        ("investing harbour", ["Invested in harbours."]),
        ("3.5", ["Ferries cost 3.5% of it."]),
        ("reefs OR NOT (cost", ["Ferries cost 3.5% of it.", "In 5 years, 3 reefs."]),
        ("zebra", []),
        ("", []),
        ("\x00 ,;", []),
    ],
)
def test_keywords_find_passages_by_their_stems(words: Store, query: str, found: list[str]) -> None:
    assert sorted(keywords(words, query)) == sorted(found)


def test_more_and_rarer_words_rank_higher(words: Store) -> None:
    assert keywords(words, "cafes ferries")[0] == "Café ferries, cafés."


def test_the_choice_of_documents_precedes_the_limit(words: Store) -> None:
    wanted = words.resolve("0.md")
    assert words.keyword_search("ferries", limit=1, documents=[wanted])[0][0] == 1
    assert words.keyword_search("ferries", limit=9, documents=[]) == []


def test_the_context_is_searched_with_less_weight(store: Store) -> None:
    context = put(store, document("Oaks are cut."))
    put(store, document("Trees grow.", path="/docs/b.md"))
    found = store.keyword_search("trees", limit=2)
    assert [passage_id for passage_id, _ in found] == [2, 1]
    assert store.passages([1])[0][1].doc == context.id


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.text() | st.text(alphabet="\"*^():+-{}ANDORNOTEAR \x00²Ⅷ١_.,'", max_size=30))
def test_no_query_is_a_syntax_error(words: Store, query: str) -> None:
    words.keyword_search(query, limit=3)


@pytest.mark.parametrize(("query", "count"), [("ferries", 2), ("ferries cafes", 2), ("nowhere", 0), ('"', 0)])
def test_keyword_counts_agree_with_the_search(words: Store, query: str, count: int) -> None:
    assert words.keyword_count(query) == len(words.keyword_search(query, limit=99)) == count
