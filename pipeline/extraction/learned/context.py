"""What a sentence is read with: the kind of its block, and the stem over it or what it refers back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.language import Sentence
from pipeline.schema import Document

LONGEST = 160  # code points of the words before; what comes later in them matters little
REFERRING = re.compile(r"\W*(?:this|these|such|it|they)\b", re.IGNORECASE)


def contexts(document: Document, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """For each sentence "kind: words".

    The words are the last sentence of its lead-in when it opens an item; the sentence before it in the
    same block when it begins by pointing back ("This includes"); else none: reading costs by the word.
    """
    last_of = {sentence.block: index for index, sentence in enumerate(sentences)}
    return tuple(_contexts(document, sentences, last_of))


def _contexts(document: Document, sentences: Sequence[Sentence], last_of: dict[int, int]) -> Iterator[str]:
    before: Sentence | None = None
    for sentence in sentences:
        block = document.blocks[sentence.block]
        if before is None or before.block != sentence.block:
            place = last_of.get(block.lead_in) if block.lead_in is not None else None
            governing = None if place is None else sentences[place]
        else:
            governing = before if REFERRING.match(sentence.text) else None
        yield f"{block.kind}: {governing.text[:LONGEST] if governing else ''}"
        before = sentence
