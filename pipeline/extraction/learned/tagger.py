"""The trained tagger: a MiniLM encoder whose head says for every token what part of a promise it is.

Its layers lie beside this module as an 8-bit graph (``model/tagger.onnx``, written by
tests/tools/fitting/tagger.py); the tables of its words come from the package of the default model. Every
sentence is run alone, so its scores depend on nothing but its own words and context.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime

from pipeline.encoder.embeddings import embeddings_of
from pipeline.encoder.weights import default_folder, load_tokenizer
from pipeline.errors import ModelError
from pipeline.extraction.learned.scores import Scores

LONGEST = 256  # tokens of context and sentence together; what is beyond is left to the rules
GRAPH = "tagger.onnx"


class Tagger:
    """Scores sentences; made once a process."""

    def __init__(self, graph: bytes) -> None:
        """Raises ModelError when the graph cannot be run or the package with the words is absent."""
        folder = default_folder()
        self._tokenizer = load_tokenizer(folder, longest=LONGEST)
        self._embeddings = embeddings_of(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as exc:  # onnxruntime documents no common base for its errors
            raise ModelError(f"{GRAPH}: onnxruntime cannot load it ({exc}). Reinstall pledgebook.") from exc

    def read(self, context: str, text: str) -> Scores:
        """The scores of the tokens of ``text``, read behind its ``context``."""
        encoding = self._tokenizer.encode(context, text)
        own = [i for i, part in enumerate(encoding.sequence_ids) if part == 1]
        states = self._embeddings.of([encoding.ids])
        mask = np.ones(states.shape[:2], dtype=np.int32)
        logits = self._session.run(None, {"states": states, "mask": mask})[0][0]
        return Scores(tuple(encoding.offsets[i] for i in own), np.asarray(logits[own], dtype=np.float32))


@cache
def load() -> Tagger:
    """The committed tagger. Raises ModelError when its file or the package with its words is absent."""
    path = files("pipeline.extraction.learned").joinpath("model", GRAPH)
    try:
        graph = path.read_bytes()
    except OSError as exc:
        raise ModelError(f"{GRAPH}: not readable ({exc}). Install the package anew.") from exc
    return Tagger(graph)
