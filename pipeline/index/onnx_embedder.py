"""A sentence encoder run by onnxruntime, its graph cached and checksummed in the workspace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from tokenizers import Encoding

from pipeline.encoder.weights import hash_of, load_tokenizer, read_config
from pipeline.index.embed import Vectors
from pipeline.index.graphs import cached_graph, open_graph

GRAPH_VERSION = 2  # raised by hand whenever pipeline.encoder.graph changes what it writes


class OnnxEmbedder:
    """An Embedder over the model in ``folder``, in 8 bits: cosine to sentence-transformers' about 0.995."""

    def __init__(self, folder: Path, *, cache: Path, threads: int = 0) -> None:
        """``threads`` 0 means one a core. Raises ModelError when the model cannot be loaded."""
        weights = hash_of(folder)
        self.model_hash = f"{weights}-int8"
        self._threads = threads or os.cpu_count() or 1
        longest = int(read_config(folder / "sentence_bert_config.json")["max_seq_length"])
        self._tokenizer = load_tokenizer(folder, longest=longest)
        self._session = open_graph(encoder_graph(folder, cache / weights))
        self.dimension: int = self._session.get_outputs()[0].shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order; texts are cut at the model's longest input.

        Each text is run alone: nothing is spent on padding, and its vector cannot depend on neighbours.
        """
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        vectors = np.empty((len(encodings), self.dimension), dtype=np.float32)
        if len(encodings) == 1:
            vectors[0] = self._vector(encodings[0])
        elif encodings:
            with ThreadPoolExecutor(self._threads) as pool:
                vectors[:] = list(pool.map(self._vector, encodings))
        return vectors

    def _vector(self, encoding: Encoding) -> Vectors:
        ids = np.array([encoding.ids], dtype=np.int32)
        found: Vectors = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return found


def encoder_graph(folder: Path, cache: Path) -> Path:
    """The graph of the sentence encoder in ``folder`` as a file in ``cache``."""

    def write() -> bytes:
        from pipeline.encoder.graph import encode_graph

        return encode_graph(folder)

    return cached_graph(cache, write, version=GRAPH_VERSION)
