from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.index.reranker import Reranker
from pipeline.store import Store
from tests.answers.league import CHARTER, WEATHER
from tests.index.making import make_document, put


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Two documents of 2031 and 2033 under the real default model."""
    folder = tmp_path_factory.mktemp("league")
    embedder = load(cache=folder / "models")
    with Store.open(folder / "store.sqlite") as store:
        put(store, make_document(CHARTER, title="Charter", date="2031"), embedder)
        put(store, make_document(WEATHER, title="Storm warnings", date="2033-02"), embedder)
        reranker = Reranker(cache=folder / "models")
        yield Searcher(store, embedder, indexes=folder, reranker=reranker)
