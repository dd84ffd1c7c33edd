"""Which sentences a question needs, read together with it: a cross-encoder run by onnxruntime.

The first half of its layers is the default encoder's, from the installed package; the second half and
the head were trained on questions about policy texts (tests/tools/fitting/reranker.py) and lie beside
this module. The question and each sentence are the means of their tokens' states, at unit norm; their
product, weighted, and each by itself give a sentence's log-odds.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.weights import WEIGHTS, default_folder, hash_of, load_tokenizer, read_config
from pipeline.index.embed import Vectors
from pipeline.index.files import sha256_of
from pipeline.index.layout import WHOLE, Group, Layout, lay_out

if TYPE_CHECKING:
    import onnx
    import onnxruntime

    from pipeline.encoder.graph import GraphWriter

TRAINED = Path(__file__).with_suffix(".safetensors")
GRAPH_VERSION = 1  # raised by hand whenever pipeline.encoder.graph changes what it writes


class Reranker:
    """The trained model; its files are read and its graph is made at the first use."""

    def __init__(self, *, cache: Path, trained: Path = TRAINED, threads: int = 0) -> None:
        """``cache`` is the folder for graphs made from models, ``trained`` the file of trained weights.

        ``threads`` 0 means one a core.
        """
        self._cache = cache
        self._trained = trained
        self._threads = threads or os.cpu_count() or 1
        self._session: onnxruntime.InferenceSession | None = None

    def log_odds(self, question: str, groups: Sequence[Group]) -> list[list[float]]:
        """For each group the log-odds of its sentences, in order.

        Each input is run alone, so that nothing depends on what else is asked. Raises ModelError when the
        model cannot be loaded.
        """
        if self._session is None:
            self._open()
        layouts = [list(lay_out(self._tokenizer, question, group)) for group in groups]
        flat = [layout for several in layouts for layout in several]
        with ThreadPoolExecutor(self._threads) as pool:
            found = iter(list(pool.map(self._of_input, flat)))
        return [[value for _ in several for value in next(found)] for several in layouts]

    def _open(self) -> None:
        from safetensors import safe_open

        from pipeline.index.graphs import cached_graph, open_graph

        folder = default_folder()
        with safe_open(str(self._trained), framework="numpy") as trained:
            self._head = {name: trained.get_tensor(f"head.{name}") for name in ("pair", "own", "ask", "bias")}
        self._tokenizer = load_tokenizer(folder, longest=WHOLE)
        cache = self._cache / f"reranker-{hash_of(folder)}-{(sha256_of(self._trained) or '')[:16]}"
        graph = cached_graph(cache, lambda: reranker_graph(folder, self._trained), version=GRAPH_VERSION)
        self._session = open_graph(graph)

    def _of_input(self, layout: Layout) -> list[float]:
        assert self._session is not None
        ids, types = (np.array([row], dtype=np.int32) for row in (layout.ids, layout.types))
        states = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids), "types": types})[0][0]
        asked, *sentences = (_unit(states[start:end].mean(axis=0)) for start, end in layout.parts)
        head = self._head
        constant = float(asked @ head["ask"] + head["bias"])
        return [constant + float((asked * each) @ head["pair"] + each @ head["own"]) for each in sentences]


def reranker_graph(folder: Path, trained: Path) -> bytes:
    """The serialised graph: the encoder in ``folder`` with the layers in the file ``trained`` for its own.

    Inputs "ids", "mask" and "types": int32 [n, tokens]. Output "states": float32 [n, tokens, hidden].
    """
    from safetensors.numpy import load_file

    from pipeline.encoder.graph import write_graph

    layers = {name: array.astype(np.float32) for name, array in load_file(trained).items()}
    weights = {**load_file(folder / WEIGHTS), **layers}
    return write_graph(weights, read_config(folder / "config.json"), _states, types=True)


def _states(writer: GraphWriter, states: str) -> list[onnx.ValueInfoProto]:
    """Head of a graph that gives the last layer's states."""
    writer.add("Identity", [states], "states", domain="")
    return [writer.output("states", ["n", "tokens", writer.hidden])]


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
