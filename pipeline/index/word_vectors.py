"""Single words as vectors, from the word table inside the default model: which words mean nearly the same.

A sentence encoder costs milliseconds a text; its table of word pieces gives "procure" and "purchase" a
high cosine for nothing, which finds paraphrases among many sentences before any is encoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from safetensors import safe_open
from tokenizers import Tokenizer

from pipeline.encoder.weights import WEIGHTS, default_folder
from pipeline.index.embed import Vectors, unit

TABLE = "embeddings.word_embeddings.weight"


class WordVectors:
    """Unit vectors of words: the mean of their pieces' rows, the table's own mean taken off."""

    def __init__(self, folder: Path) -> None:
        """Reads the table of the BERT model in ``folder``."""
        with safe_open(str(folder / WEIGHTS), framework="numpy") as weights:
            table = np.asarray(weights.get_tensor(TABLE), dtype=np.float32)
        self._table = unit(table - table.mean(axis=0))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._known: dict[str, Vectors] = {}

    def of(self, words: Sequence[str]) -> Vectors:
        """float32 [len(words), dimension], one unit vector a word in order; letter case does not count."""
        rows = [self._vector(word.lower()) for word in words]
        return np.array(rows, dtype=np.float32).reshape(-1, self._table.shape[1])

    def is_common(self, word: str) -> bool:
        """True for a word with a row of its own in the table: those are the words that texts often have."""
        return len(self._tokenizer.encode(word.lower(), add_special_tokens=False).ids) == 1

    def _vector(self, word: str) -> Vectors:
        vector = self._known.get(word)
        if vector is None:
            pieces = self._tokenizer.encode(word, add_special_tokens=False).ids
            vector = self._known[word] = unit(self._table[pieces].mean(axis=0, keepdims=True))[0]
        return vector


@cache
def load_words() -> WordVectors:
    """The default model's words, read once. Raises ModelError when its package is not installed."""
    return WordVectors(default_folder())
