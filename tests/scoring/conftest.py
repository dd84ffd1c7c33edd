"""A gold folder with one small document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.loading import load
from tests.scoring.samples import ANNOTATIONS, UNITS


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    """A gold folder with one document."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "n01.txt").write_text(UNITS, encoding="utf-8")
    (folder / "n01.json").write_text(json.dumps(ANNOTATIONS), encoding="utf-8")
    return folder


@pytest.fixture
def document(gold_folder: Path) -> GoldDocument:
    """The one document of the folder."""
    return load(gold_folder).documents[0]


@pytest.fixture
def rewrite(gold_folder: Path) -> Callable[..., Path]:
    """Changes one field of one annotation: rewrite("targets", 0, value="many")."""

    def change(part: str, index: int, **fields: Any) -> Path:
        data = json.loads((gold_folder / "n01.json").read_text(encoding="utf-8"))
        data[part][index].update(fields)
        (gold_folder / "n01.json").write_text(json.dumps(data), encoding="utf-8")
        return gold_folder

    return change
