"""Any sentence-transformers model as an Embedder, for those the graph writer does not know."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.encoder.weights import WEIGHTS, hash_of
from pipeline.errors import ModelError
from pipeline.index.embed import Vectors, unit

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the library below is first imported


class TorchEmbedder:
    """An Embedder over sentence-transformers, on the processor; never fetches a model."""

    def __init__(self, model: str) -> None:
        """``model`` is a folder or the name of a model already on this machine, else ModelError."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model, device="cpu", local_files_only=True)
        except (OSError, ValueError) as exc:
            raise ModelError(
                f"{model}: no such sentence-transformers model here ({exc}). Give a folder."
            ) from exc
        folder = Path(model)
        known = (folder / WEIGHTS).is_file()
        self.model_hash = hash_of(folder) if known else hashlib.sha256(model.encode()).hexdigest()[:16]
        self.dimension = self.encode([""]).shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(list(texts), show_progress_bar=False, convert_to_numpy=True)
        return unit(np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1))
