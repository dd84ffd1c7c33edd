"""What the words in and around a date say of it: states of an encoder, and weights for them.

The lower layers of the default model lie beside this module as an 8-bit graph (``model/surroundings.onnx``,
written by tests/tools/fitting/surroundings.py from the package's weights, untrained). Every sentence is run
alone, so its states depend on nothing but its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt
import onnxruntime

from pipeline.encoder.embeddings import embeddings_of
from pipeline.encoder.weights import default_folder, load_tokenizer
from pipeline.errors import ModelError
from pipeline.schema import Span

LONGEST = 256  # tokens; what stands beyond has no surroundings
GRAPH = "surroundings.onnx"
REACH = 4  # tokens on either side
KEPT = 256  # sentences whose states are kept, for one that holds two dates is asked about twice

Array = npt.NDArray[np.float32]
Offsets = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What surroundings add to the log-odds of each class: ``weights`` [classes, width], ``constants``."""

    weights: npt.NDArray[np.float32]
    constants: npt.NDArray[np.float32]

    def of(self, text: str, span: Span) -> list[float]:
        """The addend of each class for ``span`` of ``text``; zeros where it has no surroundings."""
        around = surroundings(text, span)
        if around is None:
            return [0.0] * len(self.constants)
        return [float(value) for value in self.weights @ around + self.constants]


def surroundings(text: str, span: Span) -> Array | None:
    """Mean states of the tokens of ``span``, of those before, of those behind, and of all, joined: [width].

    None where the sentence is too long to be read as far as ``span``.
    """
    offsets, states = _read(text)
    inside = [i for i, (start, end) in enumerate(offsets) if start < span.end and end > span.start]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    before, behind = states[max(0, first - REACH) : first], states[last : last + REACH]
    return np.concatenate([_mean(part) for part in (states[first:last], before, behind, states)])


def _mean(states: Array) -> Array:
    """The mean state; zeros of none."""
    return np.asarray(states.sum(axis=0) / max(1, len(states)))


@lru_cache(maxsize=KEPT)
def _read(text: str) -> tuple[Offsets, Array]:
    """Where the tokens of ``text`` stand, and their states [tokens, hidden]."""
    return _reader().read(text)


class Reader:
    """Runs the layers over sentences; made once a process."""

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

    def read(self, text: str) -> tuple[Offsets, Array]:
        """Where the tokens of ``text`` stand, without those that open and close it, and their states."""
        encoding = self._tokenizer.encode(text)
        states = self._embeddings.of([encoding.ids])
        mask = np.ones(states.shape[:2], dtype=np.int32)
        found = self._session.run(None, {"states": states, "mask": mask})[0][0]
        return encoding.offsets[1:-1], np.asarray(found[1:-1], dtype=np.float32)


@cache
def _reader() -> Reader:
    return Reader(_content(GRAPH))


@cache
def load(name: str) -> Weights:
    """The committed weights ``name`` ("dates"). Raises ModelError when they are absent."""
    with np.load(BytesIO(_content(f"{name}.npz"))) as arrays:
        return Weights(arrays["weights"].astype(np.float32), arrays["constants"].astype(np.float32))


def _content(name: str) -> bytes:
    try:
        return files("pipeline.extraction.learned").joinpath("model", name).read_bytes()
    except OSError as exc:
        raise ModelError(f"{name}: not readable ({exc}). Install the package anew.") from exc
