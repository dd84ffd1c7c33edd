"""A sentence encoder run by onnxruntime, its graph cached and checksummed in the workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from pipeline.errors import ModelError
from pipeline.index.embed import Vectors, hash_of
from pipeline.index.files import sha256_of, write_atomically

GRAPH_VERSION = 1  # raised by hand whenever pipeline.index.graph changes what it writes
BATCH_TOKENS = 1024  # measured fastest: the activations of a batch then stay in a core's cache


class OnnxEmbedder:
    """An Embedder over the model in ``folder``; results equal sentence-transformers' to cosine 0.9999."""

    def __init__(self, folder: Path, *, cache: Path, threads: int = 0) -> None:
        """``threads`` 0 means one a core. Raises ModelError when the model cannot be loaded."""
        self.model_hash = hash_of(folder)
        self._tokenizer = load_tokenizer(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Threads that spin while they wait would take the cores from parsers at work beside them.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        graph = cached_graph(folder, cache / self.model_hash)
        try:
            self._session = onnxruntime.InferenceSession(
                str(graph), options, providers=["CPUExecutionProvider"]
            )
        except Exception as exc:  # onnxruntime documents no common base for its errors
            raise ModelError(f"{graph}: onnxruntime cannot load it ({exc}). Reinstall onnxruntime.") from exc
        self.dimension: int = self._session.get_outputs()[0].shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order; texts are cut at the model's longest input."""
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        vectors = np.empty((len(encodings), self.dimension), dtype=np.float32)
        for rows in batches([len(encoding.ids) for encoding in encodings]):
            ids, mask = padded([encodings[row] for row in rows])
            vectors[rows] = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return vectors


def load_tokenizer(folder: Path) -> Tokenizer:
    """The model's tokenizer, cutting at the sentence encoder's longest input and adding no padding."""
    config = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(int(config["max_seq_length"]))
    tokenizer.no_padding()
    return tokenizer


def cached_graph(folder: Path, cache: Path) -> Path:
    """The model's graph as a file in ``cache``, written when absent, damaged or of another version."""
    graph, note = cache / "model.onnx", cache / "model.json"
    if not _agrees(graph, note):
        from pipeline.index.graph import encode_graph

        digest = write_atomically(graph, encode_graph(folder))
        note_data = {"version": GRAPH_VERSION, "sha256": digest}
        write_atomically(note, json.dumps(note_data).encode())
    return graph


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows by falling length, in runs of at most BATCH_TOKENS tokens counting the padding."""
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    start = 0
    while start < len(order):
        size = max(1, BATCH_TOKENS // max(1, lengths[order[start]]))
        yield order[start : start + size]
        start += size


def padded(encodings: Sequence[Encoding]) -> tuple[np.ndarray, np.ndarray]:
    """Token ids and their mask, int32 [len(encodings), longest], zero after each text's end."""
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = np.zeros((len(encodings), longest), dtype=np.int32)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return ids, mask


def _agrees(graph: Path, note: Path) -> bool:
    try:
        data = json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(data == {"version": GRAPH_VERSION, "sha256": sha256_of(graph)})
