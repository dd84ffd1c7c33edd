"""A sentence encoder run by onnxruntime, its graph cached and checksummed in the workspace."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding

from pipeline.encoder.weights import hash_of, load_tokenizer, read_config
from pipeline.errors import ModelError
from pipeline.index.embed import Vectors
from pipeline.index.files import sha256_of, write_atomically

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
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a core a text beats all cores on one text after the other
        options.log_severity_level = 3
        graph = cached_graph(folder, cache / weights)
        try:
            self._session = onnxruntime.InferenceSession(
                str(graph), options, providers=["CPUExecutionProvider"]
            )
        except Exception as exc:  # onnxruntime documents no common base for its errors
            raise ModelError(f"{graph}: onnxruntime cannot load it ({exc}). Reinstall onnxruntime.") from exc
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


def cached_graph(folder: Path, cache: Path) -> Path:
    """The model's graph as a file in ``cache``, written when absent, damaged or of another version."""
    graph, note = cache / "model.onnx", cache / "model.json"
    if not _agrees(graph, note):
        from pipeline.encoder.graph import encode_graph

        digest = write_atomically(graph, encode_graph(folder))
        note_data = {"version": GRAPH_VERSION, "sha256": digest}
        write_atomically(note, json.dumps(note_data).encode())
    return graph


def _agrees(graph: Path, note: Path) -> bool:
    try:
        data = json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(data == {"version": GRAPH_VERSION, "sha256": sha256_of(graph)})
