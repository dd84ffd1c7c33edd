from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.structure import RawBlock
from pipeline.errors import UsageError
from pipeline.index.embed import HashEmbedder
from pipeline.index.hybrid import KEYED, Searcher, fuse
from pipeline.index.sparse import keywords
from pipeline.store import Store
from tests.index.making import make_document, put

TOPICS = ["ferries sail daily", "tide tables are shared", "dredging starts in May", "pilots train at sea"]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("indexes")
    with Store.open(folder / "store.sqlite") as store:
        for name, date in (("north", "2030-05"), ("south", "2031"), ("west", None)):
            raw = [RawBlock("heading", f"{name} {n}", level=1) for n in range(8)]
            for n, topic in enumerate(TOPICS):
                raw.insert(2 * n + 1, RawBlock("paragraph", f"In the {name}, {topic}."))
            put(store, make_document(raw, title=name, date=date), HashEmbedder())
        yield Searcher(store, HashEmbedder(), indexes=folder)


def ids(searcher: Searcher) -> dict[str, str]:
    return {document.title: document.id for document in searcher.store.documents()}


def test_the_passage_with_the_words_comes_first(searcher: Searcher) -> None:
    best = searcher.search("Are tide tables shared in the south?", k=3)[0]
    assert best.text == "In the south, tide tables are shared."
    assert (best.dense_rank, best.sparse_rank) == (1, 1)
    assert best.similarity > 0.3


def test_hits_fall_in_score_and_are_the_same_each_time(searcher: Searcher) -> None:
    hits = searcher.search("When does dredging start?", k=12)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert hits == searcher.search("When does dredging start?", k=12)


def test_documents_are_chosen_before_anything_is_scored(searcher: Searcher) -> None:
    south = ids(searcher)["south"]
    hits = searcher.search("ferries in the north", k=50, documents=[south])
    assert len(hits) == 4
    assert {hit.passage.doc for hit in hits} == {south}
    assert searcher.search("ferries", k=5, documents=[]) == ()


def test_a_question_without_words_is_still_answered_in_order(searcher: Searcher) -> None:
    assert len(searcher.search("???", k=5)) == 5


def test_as_of_leaves_out_later_and_undated_documents(searcher: Searcher) -> None:
    known = ids(searcher)
    assert searcher.among(None) is None
    assert searcher.among(None, as_of="2030") == [known["north"]]
    assert set(searcher.among(None, as_of="2031-01-01") or []) == {known["north"], known["south"]}
    assert searcher.among([known["south"], known["west"]], as_of="2035") == [known["south"]]
    with pytest.raises(UsageError, match="soon"):
        searcher.among(None, as_of="soon")


def test_frequency_counts_passages_in_any_form_of_the_word(searcher: Searcher) -> None:
    assert searcher.frequency("ferry") == 3
    assert searcher.frequency("submarine") == 0


def test_threads_may_search_at_once(searcher: Searcher) -> None:
    questions = [f"{topic} in the {name}" for topic in TOPICS for name in ("north", "south")] * 3
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: searcher.search(question, k=5), questions))
    assert together == [searcher.search(question, k=5) for question in questions]


def test_keywords_are_topic_words_in_both_spellings() -> None:
    assert keywords("What is the Defence programme for?") == "Defence programme defense program"
    assert (
        keywords("Which defense plan?", expansions=["Harbour League"])
        == "defense plan defence Harbour League"
    )


@given(
    st.dictionaries(st.integers(0, 30), st.floats(-1, 1)),
    st.dictionaries(st.integers(0, 30), st.floats(0, 50)),
)
def test_fusion_prefers_what_is_no_worse_in_both(near: dict[int, float], keyed: dict[int, float]) -> None:
    similarities = {**dict.fromkeys(keyed, 0.0), **near}
    scores = fuse(similarities, keyed)
    assert set(scores) == set(similarities)
    for one in scores:
        for other in scores:
            if similarities[one] >= similarities[other] and keyed.get(one, 0.0) >= keyed.get(other, 0.0):
                assert scores[one] >= scores[other]


def test_a_passage_without_the_words_is_given_the_lowest_keyword_score() -> None:
    assert fuse({1: 0.5, 2: 0.5, 3: 0.5}, {1: 8.0, 2: 2.0}) == {1: 0.5 + KEYED, 2: 0.6, 3: 0.6}
    assert fuse({1: 0.5}, {}) == {1: 0.5}
