"""Graphs kept as files, checksummed, and opened for one text at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import onnxruntime

from pipeline.errors import ModelError
from pipeline.index.files import sha256_of, write_atomically


def cached_graph(cache: Path, write: Callable[[], bytes], *, version: int) -> Path:
    """The graph file in ``cache``; ``write`` makes it when it is absent, damaged or of another version."""
    graph, note = cache / "model.onnx", cache / "model.json"
    if not _agrees(graph, note, version):
        digest = write_atomically(graph, write())
        write_atomically(note, json.dumps({"version": version, "sha256": digest}).encode())
    return graph


def open_graph(graph: Path) -> onnxruntime.InferenceSession:
    """A session over the graph, one thread a call: a core a text beats all cores on one text after the other.

    Raises ModelError when it cannot be loaded.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as exc:  # onnxruntime documents no common base for its errors
        raise ModelError(f"{graph}: onnxruntime cannot load it ({exc}). Reinstall onnxruntime.") from exc


def _agrees(graph: Path, note: Path, version: int) -> bool:
    try:
        data = json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(data == {"version": version, "sha256": sha256_of(graph)})
