"""Documents made by hand or by hypothesis for the tests of the index and of answers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from hypothesis import strategies as st

from pipeline.documents.structure import RawBlock, assemble
from pipeline.index.embed import Embedder
from pipeline.index.passages import cut, searchable
from pipeline.schema import Document, Records, Source, Span
from pipeline.store import Store

WORDS = st.lists(
    st.sampled_from(["Allies", "will", "spend", "2%", "by", "2031", "é"]), min_size=1, max_size=30
)
SENTENCES = st.lists(WORDS.map(lambda words: " ".join(words) + "."), min_size=1, max_size=6).map(" ".join)


def make_document(raw: Sequence[RawBlock], *, title: str = "", date: str | None = None) -> Document:
    text, blocks = assemble(raw)
    digest = hashlib.sha256(f"{title}{text}".encode()).hexdigest()
    source = Source(f"{title or 'untitled'}.txt", f"/{digest}.txt", "text/plain", digest)
    return Document(digest[:16], source, text, blocks, title=title, date=date)


def split(document: Document) -> tuple[Span, ...]:
    """Sentences by full stops: enough for texts made here."""
    spans = []
    for block in document.blocks:
        if block.kind != "furniture":
            for match in re.finditer(r"[^\s.?!][^.?!]*(?:\.\d[^.?!]*)*[.?!]*", document.quote(block.span)):
                span = Span(block.span.start + match.start(), block.span.start + match.end())
                spans.append(span)
    return tuple(spans)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    kinds = st.sampled_from(["heading", "paragraph", "item", "row", "note", "furniture"])
    raw = draw(
        st.lists(
            st.builds(
                RawBlock,
                kind=kinds,
                text=st.one_of(SENTENCES, SENTENCES.map(lambda text: text[:-1] + ":")),
                level=st.integers(0, 2),
                hidden=st.booleans(),
            ),
            max_size=14,
        )
    )
    return make_document(raw, title="A made document")


def put(store: Store, document: Document, embedder: Embedder, *, words: int = 60) -> None:
    """Cut, embed and store a document without records."""
    passages = cut(document, split(document), words=words)
    vectors = embedder.encode([searchable(passage, document) for passage in passages])
    store.put(document, Records(), passages, vectors, fingerprint="made", model_hash=embedder.model_hash)
