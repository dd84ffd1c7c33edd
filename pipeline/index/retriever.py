"""The searcher as a LangChain retriever, for pipelines built around that interface."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from pipeline.index.hybrid import Searcher
from pipeline.schema import Document, Hit


class PledgebookRetriever(BaseRetriever):
    """Retrieves passages word for word, best first, each with its place in the document."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    k: int = 8
    documents: list[str] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        hits = self.searcher.search(query, k=self.k, documents=self.documents)
        return [as_langchain(hit, self.searcher.document(hit.passage.doc)) for hit in hits]


def as_langchain(hit: Hit, document: Document) -> LangChainDocument:
    """The passage's words as ``page_content``; where they stand, and how well they fit, as metadata."""
    block = document.blocks[hit.passage.first_block]
    metadata = {
        "doc": document.id,
        "source": document.source.name,
        "title": document.title,
        "date": document.date,
        "page": block.page,
        "paragraph": block.label,
        "section": list(block.section),
        "start": hit.passage.span.start,
        "end": hit.passage.span.end,
        "score": hit.score,
    }
    return LangChainDocument(id=str(hit.passage_id), page_content=hit.text, metadata=metadata)
