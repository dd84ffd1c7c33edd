"""Our figures are those of the reference script ../shared/tools/score.py on the same predictions."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.scoring.answering import count_replies, judge
from pipeline.scoring.gold import Gold, GoldDocument
from pipeline.scoring.loading import load
from pipeline.scoring.matching import FIELDS, KINDS, match
from pipeline.scoring.measures import MEASURES, total
from tests.scoring.samples import perfect_rows, spoiled_answers, spoiled_rows

ROUNDING = 0.5e-4 + 1e-9  # the script prints four digits
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture(scope="module")
def gold(shared: Path) -> Gold:
    return load(shared / "gold")


def reference(shared: Path, suite: str, rows: Iterable[dict[str, Any]], folder: Path) -> dict[str, Any]:
    predicted = folder / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, shared / "tools" / "score.py", suite, shared / "gold", predicted]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def extracted(document: GoldDocument, folder: Path, seed: int) -> list[dict[str, Any]]:
    data = json.loads((folder / f"{document.name}.json").read_text(encoding="utf-8"))
    rows = list(perfect_rows(data, (folder / f"{document.name}.txt").read_text(encoding="utf-8")))
    return list(spoiled_rows(document, rows, seed)) if seed else rows


def assert_close(ours: float | None, theirs: float | None, what: str) -> None:
    assert (ours is None) == (theirs is None), what
    if ours is not None and theirs is not None:
        assert abs(ours - theirs) <= ROUNDING, f"{what}: {ours} against {theirs}"


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_extraction(shared: Path, gold: Gold, tmp_path: Path, seed: int) -> None:
    rows = {d.name: extracted(d, gold.folder, seed) for d in gold.documents}
    totals = total(o.counts() for d in gold.documents for o in match(d, rows[d.name]))
    theirs = reference(shared, "extraction", [row for one in rows.values() for row in one], tmp_path)
    for kind in KINDS:
        at = f"extraction.{kind}"
        assert totals[f"{at}.gold"] == theirs[kind]["gold"]
        assert totals[f"{at}.predicted"] == theirs[kind]["predicted"]
        for name in ("precision", "recall", "f1", "all_fields_f1"):
            assert_close(BY_NAME[f"{at}.{name}"].value(totals), theirs[kind][name], f"{at}.{name}")
        for name in FIELDS[kind]:
            ours = BY_NAME[f"{at}.field.{name}"].value(totals)
            assert_close(ours, theirs[kind]["fields"][name], f"{at}.field.{name}")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_answers(shared: Path, gold: Gold, tmp_path: Path, seed: int) -> None:
    rows = {d.name: list(spoiled_answers(d, seed)) for d in gold.documents}
    replies = [r for d in gold.documents for r in judge(d, {row["question"]: row for row in rows[d.name]})]
    totals = count_replies(replies, scope="document")
    theirs = reference(shared, "answers", [row for one in rows.values() for row in one], tmp_path)
    for name in ("answerable", "answered", "unanswerable"):
        assert totals[f"answers.document.{name}"] == theirs[name]
    names = {
        "contains_facts": "answer_contains_facts",
        "all_support_cited": "all_support_cited",
        "correct_and_cited": "correct_and_cited",
        "citation_precision": "citation_precision",
        "abstains": "abstains_when_unanswerable",
    }
    for name, their_name in names.items():
        assert_close(BY_NAME[f"answers.document.{name}"].value(totals), theirs[their_name], name)
