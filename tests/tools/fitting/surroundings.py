"""Write the graph that reads surroundings, and fit weights of them beside those of named features.

    python -m tests.tools.fitting.surroundings

writes ``pipeline/extraction/learned/model/surroundings.onnx``: the first LAYERS layers of the default model
(its licence, Apache-2.0, goes with them), unchanged but for 8-bit matrices. The functions are for
``date_roles`` and ``targets``, which fit named features and surroundings together: surroundings are brought
to mean 0 and deviation SCALE / sqrt(width), so that one penalty suits both.

In cross-validation by documents over the training gold they raised the share of right roles from 0.776 to
0.791 and the F1 of targets from 0.857 to 0.872; on the 12 documents of the gold itself, roles of found dates
from 0.770 to 0.799 and the F1 of targets from 0.888 to 0.891.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx import ValueInfoProto
from safetensors.numpy import load_file

from pipeline.encoder.graph import GraphWriter, write_graph
from pipeline.encoder.weights import WEIGHTS, default_folder, read_config
from pipeline.extraction.learned.surroundings import GRAPH
from pipeline.extraction.learned.surroundings import Array as Surroundings
from tests.tools.fitting.logistic import Array
from tests.tools.fitting.training import REPOSITORY

MODEL = REPOSITORY / "pipeline" / "extraction" / "learned" / "model"
LAYERS = 3  # of 3 to 6 tried, with 4 the best in cross-validation
SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Scaling:
    """How surroundings are brought to one scale: ``means`` and ``divisors`` [width]."""

    means: Array
    divisors: Array

    def matrix(self, rows: Sequence[Surroundings | None]) -> Array:
        """Scaled surroundings [rows, width]; zeros where a row has none."""
        none = np.zeros_like(self.means)
        return np.array([none if row is None else (row - self.means) / self.divisors for row in rows])

    def unscaled(self, weights: Array) -> tuple[Array, Array]:
        """Weights [classes, width] and constants [classes] for surroundings as they are read."""
        plain = weights / self.divisors
        return plain, -plain @ self.means


def scaling(rows: Sequence[Surroundings | None]) -> Scaling:
    """The scaling that the rows' means and deviations give."""
    known = np.array([row for row in rows if row is not None], dtype=np.float64)
    return Scaling(known.mean(axis=0), (known.std(axis=0) + 1e-6) * np.sqrt(known.shape[1]) / SCALE)


def beside(named: Array, rows: Sequence[Surroundings | None]) -> Array:
    """The indicators ``named`` [rows, features] and, in further columns, the rows' scaled surroundings."""
    return np.hstack([named, scaling(rows).matrix(rows)])


def keep(name: str, weights: Array, constants: Array, folder: Path = MODEL) -> None:
    """Write weights [classes, width] and constants [classes] as ``name``.npz, in 16 and 32 bits."""
    np.savez(
        folder / f"{name}.npz", weights=weights.astype(np.float16), constants=constants.astype(np.float32)
    )


def main() -> None:
    """Write the graph."""
    folder = default_folder()
    config = {**read_config(folder / "config.json"), "num_hidden_layers": LAYERS}
    (MODEL / GRAPH).write_bytes(write_graph(load_file(folder / WEIGHTS), config, _states, embedded=True))


def _states(writer: GraphWriter, states: str) -> list[ValueInfoProto]:
    return [writer.output(states, ["n", "tokens", writer.hidden])]


if __name__ == "__main__":
    main()
