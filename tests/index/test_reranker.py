from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from pipeline.encoder.weights import WEIGHTS, default_folder
from pipeline.index.layout import Group
from pipeline.index.reranker import Reranker

GROUPS = [
    Group("Harbour charter", ("Members pay for two satellites.", "The board was set up in 2029.")),
    Group("", ("Fishing boats stay in port when the wind is strong.",)),
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Untrained weights: the default encoder's own upper layers, and the cosine as the head."""
    weights = load_file(default_folder() / WEIGHTS)
    layers = {name: array for name, array in weights.items() if name.startswith("encoder.layer.5.")}
    hidden = len(weights["embeddings.LayerNorm.weight"])
    zeros, ones = np.zeros(hidden, np.float32), np.ones(hidden, np.float32)
    head = {"pair": ones, "own": zeros, "ask": zeros, "bias": np.zeros((), np.float32)}
    path = tmp_path_factory.mktemp("reranker") / "untrained.safetensors"
    save_file({**layers, **{f"head.{name}": array for name, array in head.items()}}, path)
    return path


@pytest.fixture(scope="module")
def reranker(trained: Path) -> Reranker:
    return Reranker(cache=trained.parent, trained=trained)


def test_one_value_a_sentence_in_the_order_given(reranker: Reranker) -> None:
    odds = reranker.log_odds("When was the board set up?", GROUPS)
    assert [len(group) for group in odds] == [2, 1]
    assert odds[0][1] > odds[0][0] > odds[1][0]
    assert all(-1.01 < value < 1.01 for group in odds for value in group)


def test_a_group_does_not_depend_on_the_others(reranker: Reranker) -> None:
    together = reranker.log_odds("Who pays for satellites?", GROUPS)
    assert [reranker.log_odds("Who pays for satellites?", [group])[0] for group in GROUPS] == together
    assert reranker.log_odds("Who pays for satellites?", GROUPS[::-1]) == together[::-1]


def test_nothing_to_read_gives_nothing(reranker: Reranker) -> None:
    assert reranker.log_odds("Who?", []) == []
    assert reranker.log_odds("", [Group("", ())]) == [[]]
    assert len(reranker.log_odds("", [Group("", ("", "?"))])[0]) == 2


def test_the_graph_is_kept_for_the_next_time(reranker: Reranker, trained: Path) -> None:
    first = reranker.log_odds("Who pays?", GROUPS)
    (graph,) = trained.parent.rglob("model.onnx")
    written = graph.stat().st_mtime_ns
    assert Reranker(cache=trained.parent, trained=trained, threads=1).log_odds("Who pays?", GROUPS) == first
    assert graph.stat().st_mtime_ns == written
