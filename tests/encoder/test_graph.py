from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from safetensors.numpy import load_file

from pipeline.encoder.graph import GraphWriter, write_graph
from pipeline.encoder.weights import WEIGHTS, default_folder, load_tokenizer, read_config

FIRST, SECOND = "Members will raise spending.", "The fund supports ports."


def _scored(writer: GraphWriter, states: str) -> list[onnx.ValueInfoProto]:
    writer.dense(states, "scorer", "scores")
    return [writer.output("scores", ["n", "tokens", 2])]


@pytest.fixture(scope="module")
def session() -> Any:
    folder = default_folder()
    random = np.random.default_rng(1)
    scorer = {
        "scorer.weight": random.normal(0, 0.1, (2, 384)).astype(np.float32),
        "scorer.bias": np.array([0.0, 5.0], dtype=np.float32),
    }
    config = {**read_config(folder / "config.json"), "num_hidden_layers": 2}
    graph = write_graph({**load_file(folder / WEIGHTS), **scorer}, config, _scored, types=True)
    return onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])


def test_a_head_of_ones_own_scores_every_token(session: Any) -> None:
    scores, same = (_run(session, second_type=1) for _ in range(2))
    assert scores.shape[2] == 2
    assert (scores[..., 1] > scores[..., 0]).all()  # the bias is added
    np.testing.assert_array_equal(scores, same)


def test_the_types_of_tokens_count(session: Any) -> None:
    assert np.abs(_run(session, second_type=1) - _run(session, second_type=0)).max() > 1e-3


def _run(session: Any, *, second_type: int) -> np.ndarray:
    encoding = load_tokenizer(default_folder(), longest=64).encode(FIRST, SECOND)
    ids = np.array([encoding.ids], dtype=np.int32)
    types = np.array([encoding.type_ids], dtype=np.int32) * second_type
    scores: np.ndarray = session.run(None, {"ids": ids, "mask": np.ones_like(ids), "types": types})[0]
    return scores
