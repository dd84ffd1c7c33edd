"""The first step of a BERT encoder by itself: tokens to vectors, looked up in the published tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

from pipeline.encoder.weights import WEIGHTS, read_config

Array = npt.NDArray[np.float32]


class Embeddings:
    """The tables of words, positions and types of the model in a folder; a text is always of type 0."""

    def __init__(self, folder: Path) -> None:
        """Reads the tables (46 MB in the default model) of ``folder``."""
        with safe_open(str(folder / WEIGHTS), framework="numpy") as weights:
            word, position, types, self._scale, self._shift = (
                np.asarray(weights.get_tensor(f"embeddings.{name}"), dtype=np.float32)
                for name in (
                    "word_embeddings.weight",
                    "position_embeddings.weight",
                    "token_type_embeddings.weight",
                    "LayerNorm.weight",
                    "LayerNorm.bias",
                )
            )
        self._words = word
        self._positions = position + types[0]
        self._epsilon = float(read_config(folder / "config.json")["layer_norm_eps"])

    def of(self, ids: npt.ArrayLike) -> Array:
        """float32 [n, tokens, hidden] for token numbers [n, tokens]."""
        tokens = np.asarray(ids)
        states = self._words[tokens] + self._positions[: tokens.shape[-1]]
        states -= states.mean(axis=-1, keepdims=True)
        states /= np.sqrt((states**2).mean(axis=-1, keepdims=True) + self._epsilon)
        return np.asarray(states * self._scale + self._shift)


@cache
def embeddings_of(folder: Path) -> Embeddings:
    """The tables of ``folder``, read once a process: several graphs of the same model share them."""
    return Embeddings(folder)
