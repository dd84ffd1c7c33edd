"""Running the trained components over documents whose sentence starts are set.

What comes out depends on the texts given together and their order alone: they are put in batches by their
length, never by what else a process is doing. Long texts are read in pieces, so that memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

BATCH = 2000  # tokens; the networks take about 10 KiB for each
PIECE = 1000  # tokens; no sentence of running text comes near it
COPIED = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD")


def parse(nlp: Language, docs: Sequence[Doc]) -> None:
    """Give every token of ``docs`` its ``tag_``, ``pos_``, ``morph``, ``lemma_``, ``dep_`` and ``head``.

    No arc reaches over a sentence start. A text of more than PIECE tokens is read in runs of sentences, a
    sentence longer than that in runs of tokens.
    """
    from pipeline.language.products import on_one_thread

    with on_one_thread():
        for batch in _batches([doc for doc in docs if len(doc) <= PIECE]):
            _run(nlp, batch)
        for doc in docs:
            if len(doc) > PIECE:
                _parse_long(nlp, doc)


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    size = 0
    for doc in docs:
        if batch and size + len(doc) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(doc)
        size += len(doc)
    if batch:
        yield batch


def _run(nlp: Language, docs: Sequence[Doc]) -> None:
    for _, component in nlp.pipeline:
        for _ in component.pipe(docs, batch_size=len(docs)):  # type: ignore[attr-defined]
            pass


def _parse_long(nlp: Language, doc: Doc) -> None:
    import numpy as np

    parts = [_part(doc, start, end) for start, end in _cuts(doc)]
    for batch in _batches(parts):
        _run(nlp, batch)
    values = np.concatenate([part.to_array(list(COPIED)) for part in parts])
    doc.from_array(list(COPIED), cast("Ints2d", values))


def _cuts(doc: Doc) -> Iterator[tuple[int, int]]:
    """Ranges of at most PIECE tokens that end before a sentence start where one is in reach."""
    start = stop = 0
    for index, token in enumerate(doc):
        if index - start == PIECE:
            cut = stop if stop > start else index
            yield start, cut
            start = cut
        if token.is_sent_start:
            stop = index
    yield start, len(doc)


def _part(doc: Doc, start: int, end: int) -> Doc:
    from spacy.tokens import Doc

    tokens = doc[start:end]
    return Doc(
        doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[bool(token.is_sent_start) or index == 0 for index, token in enumerate(tokens)],
    )
