"""Which documents the words of a question name: "the Hague declaration", "the 2031 charter"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.index.hybrid import Searcher
from pipeline.index.terms import stems

# What a reader calls a text, whichever kind it was published as.
KINDS = stems(
    "declaration statement communique communiqué factsheet fact sheet summit text document pledge commitment "
    "promise agreement deal pact version edition"
)


def named_documents(name: str, searcher: Searcher, documents: Sequence[str] | None = None) -> frozenset[str]:
    """The ids of those ``documents`` (all when None) whose title, issuer, kind, date or file has all words.

    Where none has, the words for a kind of text are given up.
    """
    ids = [one.id for one in searcher.store.documents()] if documents is None else documents
    return among(stems(name), searcher, ids)


def among(words: frozenset[str], searcher: Searcher, ids: Iterable[str]) -> frozenset[str]:
    """The same by the stems of the words; none when there are none."""
    titles = {doc: _title(searcher, doc) for doc in ids}
    for wanted in (words, words - KINDS):
        found = frozenset(doc for doc, title in titles.items() if wanted and wanted <= title)
        if found:
            return found
    return frozenset()


def _title(searcher: Searcher, doc: str) -> frozenset[str]:
    document = searcher.document(doc)
    name = document.source.name.rpartition(".")[0].replace("-", " ").replace("_", " ")
    date = (document.date or "").replace("-", " ")
    return stems(f"{document.title} {document.issuer or ''} {document.kind} {date} {name}")
