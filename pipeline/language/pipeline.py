"""The spaCy pipeline: our own tagger, morphology, lemmas and dependency parser, loaded once a process.

The trained weights lie in ``model/`` beside this module; ``model/README.md`` tells how they were made and how
good they are. Sentence boundaries are set before, by :mod:`pipeline.language.sentences`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = Path(__file__).with_name("model")
# spaCy's tokenizer takes quadratic time over a run without white space, and refuses texts of a million
# characters: runs longer than any word or address are cut in pieces, and the limit is lifted.
LONG_RUN = re.compile(r"\S{500}")
PIECES = re.compile(r"\S{1,100}|\s")
MAX_LENGTH = 100_000_000


@cache
def load() -> Language:
    """The pipeline for English policy texts; the same object on every call, read from disk, never fetched.

    Takes about a second. ModelError when the weights are missing or damaged.
    """
    with _without_torch():
        import spacy
        from thinc.api import set_current_ops

        from pipeline.language.products import Products
    set_current_ops(Products())
    try:
        nlp = spacy.load(MODEL)
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(f"language model {MODEL}: not readable ({exc}). Install the package anew.") from exc
    nlp.max_length = MAX_LENGTH
    nlp.tokenizer = guarded(nlp.tokenizer)
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
