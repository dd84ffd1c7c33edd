"""The spaCy pipeline, loaded once a process.

Today it is blank English with our own sentence boundaries. A trained pipeline takes its place behind
:func:`load` alone: the sentence component comes first and presets every boundary, which a parser honours.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast

from pipeline.language.splitting import split

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

SENTENCES = "policy_sentences"
# spaCy's tokenizer takes quadratic time over a run without white space, and refuses texts of a million
# characters: runs longer than any word or address are cut in pieces, and the limit is lifted.
LONG_RUN = re.compile(r"\S{500}")
PIECES = re.compile(r"\S{1,100}|\s")
MAX_LENGTH = 100_000_000


@cache
def load() -> Language:
    """The pipeline for English policy texts; the same object on every call."""
    with _without_torch():
        import spacy
        from spacy.language import Language

    if not Language.has_factory(SENTENCES):
        Language.component(SENTENCES, func=mark_sentences)
    nlp = spacy.blank("en")
    nlp.max_length = MAX_LENGTH
    nlp.tokenizer = guarded(nlp.tokenizer)
    nlp.add_pipe(SENTENCES, first=True)
    return nlp


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keep spaCy from importing torch, as it does where there is one: 3 s and 180 MiB of no use here."""
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # how Python marks a module as not to be had
    try:
        yield
    finally:
        del sys.modules["torch"]


def guarded(tokenizer: Callable[[str], Doc]) -> Callable[[str], Doc]:
    """``tokenizer``, but for texts with a run that it would take too long over: these are cut plainly."""
    from spacy.tokens import Doc

    def tokenise(text: str) -> Doc:
        if LONG_RUN.search(text) is None:
            return tokenizer(text)
        words = PIECES.findall(text)
        return Doc(vocab, words=words, spaces=[False] * len(words))

    vocab = tokenizer("").vocab
    return tokenise


def mark_sentences(doc: Doc) -> Doc:
    """Set the sentence starts of ``doc`` where :func:`pipeline.language.splitting.split` puts them."""
    import numpy as np

    marks = np.full(len(doc), -1, dtype="int32").astype("uint64")
    starts = iter([start for start, _ in split(doc.text)])
    wanted = next(starts, None)
    for index, offset in enumerate(doc.to_array("IDX").tolist()):
        if wanted is not None and offset >= wanted:
            marks[index] = 1
            wanted = next(starts, None)
    doc.from_array(["SENT_START"], cast("Ints2d", marks.reshape(-1, 1)))
    return doc
