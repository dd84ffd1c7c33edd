from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents.structure import RawBlock
from pipeline.index.dense import DenseIndex, build, open_index
from pipeline.index.embed import HashEmbedder, unit
from pipeline.schema import Document
from pipeline.store import Store
from tests.index.making import make_document, put

MODEL = HashEmbedder.model_hash


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite") as store:
        for name in ("north", "south"):
            put(store, pier(name), HashEmbedder())
        yield store


def pier(name: str) -> Document:
    raw = [
        RawBlock("paragraph", f"The {name} pier opens in spring."),
        RawBlock("note", f"The {name} ferry sails daily."),
    ]
    return make_document(raw, title=name)


def agrees(index: DenseIndex, store: Store) -> bool:
    ids, vectors = store.embeddings(MODEL)
    nearest = [index.search(vector, 1)[0][0] for vector in vectors]
    return len(index) == len(ids) and nearest == ids.tolist()


def generation_file(store: Store, folder: Path) -> Path:
    generation = store.generation()
    assert generation is not None
    return folder / generation.file


def test_an_index_that_agrees_is_read_not_built(store: Store, tmp_path: Path) -> None:
    build(store, tmp_path, model_hash=MODEL)
    first = generation_file(store, tmp_path).stat().st_mtime_ns
    assert agrees(open_index(store, tmp_path, model_hash=MODEL), store)
    assert generation_file(store, tmp_path).stat().st_mtime_ns == first


@pytest.mark.parametrize("damage", ["bit", "short", "long", "missing", "empty"])
def test_a_damaged_file_is_rebuilt(store: Store, tmp_path: Path, damage: str) -> None:
    build(store, tmp_path, model_hash=MODEL)
    path = generation_file(store, tmp_path)
    whole = path.read_bytes()
    damaged = {
        "bit": whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:],
        "short": whole[:-100],
        "long": whole + b"\0",
        "empty": b"",
    }
    path.unlink() if damage == "missing" else path.write_bytes(damaged[damage])
    assert agrees(open_index(store, tmp_path, model_hash=MODEL), store)
    assert path.read_bytes() == whole


def test_a_changed_store_makes_a_new_file_and_drops_the_old(store: Store, tmp_path: Path) -> None:
    build(store, tmp_path, model_hash=MODEL)
    old = generation_file(store, tmp_path)
    put(store, pier("west"), HashEmbedder())
    index = open_index(store, tmp_path, model_hash=MODEL)
    assert agrees(index, store)
    assert len(index) == 6
    assert not old.exists()
    assert generation_file(store, tmp_path).exists()


def test_another_model_finds_none_of_this_ones_vectors(store: Store, tmp_path: Path) -> None:
    build(store, tmp_path, model_hash=MODEL)
    assert len(open_index(store, tmp_path, model_hash="another")) == 0


def test_an_empty_store_gives_an_empty_index(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.sqlite") as store:
        index = open_index(store, tmp_path, model_hash=MODEL)
    assert index.search(np.ones(64, dtype=np.float32), 5) == []


def test_only_allowed_passages_are_searched(store: Store, tmp_path: Path) -> None:
    index = build(store, tmp_path, model_hash=MODEL)
    ids, vectors = store.embeddings(MODEL)
    found = index.search(vectors[0], 10, allowed=[int(ids[3]), int(ids[1])])
    assert {i for i, _ in found} == {int(ids[1]), int(ids[3])}
    assert index.search(vectors[0], 10, allowed=[]) == []
    assert [i for i, _ in index.search(vectors[0], 1, allowed=[999])] == []


def test_similarities_are_those_of_the_search(store: Store, tmp_path: Path) -> None:
    index = build(store, tmp_path, model_hash=MODEL)
    vector = unit(np.random.default_rng(0).normal(size=(1, 64)).astype(np.float32))[0]
    found = dict(index.search(vector, 4))
    assert index.similarities(vector, found) == pytest.approx(found, abs=1e-6)
