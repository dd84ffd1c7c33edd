"""The real factsheets, read by the real readers: what the first users asked must come out right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.answers.answer import answer
from pipeline.documents.read import read_bytes
from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.index.passages import cut, searchable
from pipeline.index.reranker import Reranker
from pipeline.language.sentences import analyse
from pipeline.schema import Records
from pipeline.store import Store


@pytest.fixture(scope="module")
def factsheets(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("factsheets")
    embedder = load(cache=folder / "models")
    with Store.open(folder / "store.sqlite") as store:
        for path in sorted((shared / "corpus" / "factsheets").glob("*.txt")):
            document = read_bytes(path.read_bytes(), name=path.name, location=str(path))
            passages = cut(document, [sentence.span for sentence in analyse(document)], words=120)
            vectors = embedder.encode([searchable(passage, document) for passage in passages])
            hash_ = embedder.model_hash
            store.put(document, Records(), passages, vectors, fingerprint="made", model_hash=hash_)
        reranker = Reranker(cache=folder / "models")
        yield Searcher(store, embedder, indexes=folder, reranker=reranker)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("By when must Allies invest 5% of GDP, and how is it split?", ["2035", "3.5%", "1.5%"]),
        (
            "Which working groups does the DIPB have?",
            ["Industrial Capacity", "Supply Chain Security", "Standardisation and Interoperability"],
        ),
        ("Who does the Defence Industrial Production Board report to?", ["CNAD"]),
    ],
)
def test_answers_hold_the_facts(factsheets: Searcher, question: str, facts: list[str]) -> None:
    found = answer(question, factsheets)
    assert found.answered
    assert all(fact in found.text for fact in facts)


def test_the_pledge_comes_with_its_stem_and_eight_bullets(factsheets: Searcher) -> None:
    question = "What did Allies commit to under the NATO Industrial Capacity Expansion Pledge?"
    found = answer(question, factsheets)
    stem = "Under the Pledge, Allies have committed to:"
    assert stem in found.text
    assert sum(citation.lead_in == stem for citation in found.citations) == 8


def test_what_the_factsheets_do_not_tell_is_not_answered(factsheets: Searcher) -> None:
    found = answer("How many fighter jets did Norway order?", factsheets)
    assert not found.answered
    assert found.citations
