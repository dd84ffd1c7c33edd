from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder.weights import default_folder, load_tokenizer
from pipeline.index.onnx_embedder import OnnxEmbedder, encoder_graph
from pipeline.index.torch_embedder import TorchEmbedder

TEXTS = [
    "Members will raise spending to 4% of national income by 2031.",
    "who reports to whom?",
    "Müller's naïve café; 北京 – “quoted” text… ﬁne",
    "word " * 600,
    "",
    "An item\nover two lines\tand a tab",
]


@pytest.fixture(scope="module")
def folder() -> Path:
    return default_folder()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def embedder(folder: Path, cache: Path) -> OnnxEmbedder:
    return OnnxEmbedder(folder, cache=cache)


def test_stays_close_to_sentence_transformers(embedder: OnnxEmbedder, folder: Path) -> None:
    reference = TorchEmbedder(str(folder))
    expected, found = reference.encode(TEXTS), embedder.encode(TEXTS)
    assert (found * expected).sum(axis=1).min() > 0.98
    assert np.abs(found @ found.T - expected @ expected.T).max() < 0.05
    assert reference.dimension == embedder.dimension
    assert reference.model_hash != embedder.model_hash


def test_tokenizer_equals_sentence_transformers(folder: Path) -> None:
    reference = TorchEmbedder(str(folder))._model.tokenize(TEXTS)
    tokenizer = load_tokenizer(folder, longest=256)
    for text, ids, mask in zip(TEXTS, reference["input_ids"], reference["attention_mask"], strict=True):
        assert tokenizer.encode(text).ids == ids[mask.bool()].tolist()


def test_vectors_do_not_depend_on_their_neighbours(embedder: OnnxEmbedder) -> None:
    texts = [f"{text} {number}" for number, text in enumerate(TEXTS * 8)]
    together = embedder.encode(texts)
    order = random.Random(1).sample(range(len(texts)), len(texts))
    shuffled = embedder.encode([texts[row] for row in order])
    np.testing.assert_array_equal(shuffled, together[order])
    np.testing.assert_array_equal(embedder.encode(texts[:1]), together[:1])
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: OnnxEmbedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_graph_is_written_once_and_again_when_damaged(folder: Path, tmp_path: Path) -> None:
    graph = encoder_graph(folder, tmp_path)
    whole, first = graph.read_bytes(), graph.stat().st_mtime_ns
    assert encoder_graph(folder, tmp_path).stat().st_mtime_ns == first
    graph.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert encoder_graph(folder, tmp_path).read_bytes() == whole
    note = tmp_path / "model.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "version": 0}))
    assert encoder_graph(folder, tmp_path).stat().st_mtime_ns > first
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["model.json", "model.onnx"]
