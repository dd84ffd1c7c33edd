from __future__ import annotations

from importlib.resources import files

import pytest

from pipeline.errors import ModelError
from pipeline.language import lexicons


def test_every_lexicon_is_readable() -> None:
    names = [p.name for p in files("pipeline.language").joinpath("lexicons").iterdir()]
    assert names
    for name in names:
        assert lexicons.read(name.removesuffix(".toml"))


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_list"):
        lexicons.read("no_such_list")
