from __future__ import annotations

from pathlib import Path

from pipeline.documents.structure import RawBlock
from pipeline.index.embed import HashEmbedder
from pipeline.index.hybrid import Searcher
from pipeline.index.retriever import PledgebookRetriever
from pipeline.store import Store
from tests.index.making import make_document, put


def test_passages_come_as_langchain_documents_with_their_place(tmp_path: Path) -> None:
    raw = [
        RawBlock("heading", "Harbours", level=1),
        RawBlock("paragraph", "Members dredge channels.", page=2),
        RawBlock("heading", "Tides", level=1),
        RawBlock("paragraph", "Members share tide tables.", page=3),
    ]
    document = make_document(raw, title="Plan", date="2031")
    with Store.open(tmp_path / "store.sqlite") as store:
        put(store, document, HashEmbedder())
        searcher = Searcher(store, HashEmbedder(), indexes=tmp_path)
        (found,) = PledgebookRetriever(searcher=searcher, k=1).invoke("Who shares tide tables?")
    assert found.page_content == "Members share tide tables."
    place = found.metadata
    assert document.text[place["start"] : place["end"]] == found.page_content
    assert (place["doc"], place["title"], place["date"]) == (document.id, "Plan", "2031")
    assert (place["page"], place["section"]) == (3, ["Tides"])
    assert place["score"] > 0
