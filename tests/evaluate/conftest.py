"""A workspace with two small gold documents: one with its source file, one with units only."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.config import Workspace
from tests.scoring.samples import ANNOTATIONS, UNITS

SOURCE = """---
title: Harbour pact
date: 2024-05-02
---

# Harbour pact

The ports will cut emissions by at least 40% by 2030.
They will cut emissions, and they plan to publish a report each year.

The ports agree to:

- Build two shore-power links in 2026.

Delegates met on 2 May 2024.
"""
SECOND_UNITS = """# n02: River accord (2023-11-20)
u000 | h | River accord
u001 | p | The river states commit to restore 300 kilometres of banks by 2028.
u002 | p | A joint office in Basel will monitor water quality.
"""
SECOND: dict[str, Any] = {
    "doc": "n02",
    "commitments": [],
    "targets": [],
    "dates": [{"unit": "u001", "quote": "2028", "edtf": "2028", "role": "deadline"}],
    "questions": [
        {
            "question": "Where is the office that monitors water quality?",
            "type": "what",
            "answer": "In Basel.",
            "must_include": ["Basel"],
            "support": [{"unit": "u002", "quote": "A joint office in Basel will monitor water quality"}],
        }
    ],
}


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace; its gold lies in eval/gold."""
    root = tmp_path_factory.mktemp("workspace")
    gold = root / "eval" / "gold"
    for folder in (root / "corpus", root / "indexes", gold):
        folder.mkdir(parents=True)
    (root / "corpus" / "harbour-pact.md").write_text(SOURCE, encoding="utf-8")
    for name, units, data in (("n01", UNITS, ANNOTATIONS), ("n02", SECOND_UNITS, SECOND)):
        (gold / f"{name}.txt").write_text(units, encoding="utf-8")
        (gold / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    sources = {"n01": {"file": "harbour-pact.md"}}
    (gold / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
    return Workspace(root)
