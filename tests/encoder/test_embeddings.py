from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file

from pipeline.encoder.embeddings import Embeddings
from pipeline.encoder.graph import GraphWriter, write_graph
from pipeline.encoder.weights import WEIGHTS, default_folder, read_config


def _states(writer: GraphWriter, states: str) -> list[onnx.ValueInfoProto]:
    writer.add("Identity", [states], "result", domain="")
    return [writer.output("result", ["n", "tokens", writer.hidden])]


def test_states_given_or_looked_up_by_the_graph_give_the_same() -> None:
    folder = default_folder()
    weights = load_file(folder / WEIGHTS)
    config = {**read_config(folder / "config.json"), "num_hidden_layers": 1}
    whole, rest = (
        onnxruntime.InferenceSession(
            write_graph(weights, config, _states, embedded=embedded), providers=["CPUExecutionProvider"]
        )
        for embedded in (False, True)
    )
    ids = np.array([[101, 2057, 2097, 3693, 102]], dtype=np.int32)
    mask = np.ones_like(ids)
    expected = whole.run(None, {"ids": ids, "mask": mask})[0]
    found = rest.run(None, {"states": Embeddings(folder).of(ids), "mask": mask})[0]
    np.testing.assert_allclose(found, expected, atol=0.02)  # 8 bits round a little differently
