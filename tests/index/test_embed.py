from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder.weights import model_folder
from pipeline.errors import ModelError
from pipeline.index.embed import Embedder, HashEmbedder, load, runs_as_graph
from pipeline.index.onnx_embedder import OnnxEmbedder


def test_default_model_runs_as_graph_and_ranks_by_meaning(tmp_path: Path) -> None:
    embedder = load(cache=tmp_path)
    assert isinstance(embedder, OnnxEmbedder)
    question, near, far = embedder.encode(
        [
            "Who oversees procurement?",
            "The committee supervises the buying of equipment.",
            "Rivers flood in spring.",
        ]
    )
    assert question @ near > question @ far + 0.2


def test_unknown_model_names_itself(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        load("no-such-model", cache=tmp_path)


@pytest.mark.parametrize(
    ("config", "pooling"),
    [
        ('{"model_type": "mpnet", "hidden_act": "gelu"}', '{"pooling_mode_mean_tokens": true}'),
        ('{"model_type": "bert", "hidden_act": "relu"}', '{"pooling_mode_mean_tokens": true}'),
        ('{"model_type": "bert", "hidden_act": "gelu"}', '{"pooling_mode_cls_token": true}'),
    ],
)
def test_other_architectures_are_left_to_sentence_transformers(
    tmp_path: Path, config: str, pooling: str
) -> None:
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "config.json").write_text(config)
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(pooling)
    assert not runs_as_graph(tmp_path)


def test_a_folder_without_files_is_no_graph_model(tmp_path: Path) -> None:
    assert model_folder(str(tmp_path)) == tmp_path
    assert not runs_as_graph(tmp_path)


def test_hash_embedder_is_an_embedder_with_unit_rows() -> None:
    embedder: Embedder = HashEmbedder()
    vectors = embedder.encode(["a pledge by 2035", "", "A PLEDGE, by 2035"])
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(vectors[0], vectors[2])
