from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ReadConfig, Workspace
from pipeline.errors import GoldError
from pipeline.evaluate import evaluate
from pipeline.evaluate.material import prepare
from pipeline.scoring import gate
from pipeline.scoring.loading import load
from pipeline.scoring.report import table_rows, to_html
from pipeline.scoring.results import Evaluation


@pytest.fixture(scope="module")
def whole(workspace: Workspace) -> Evaluation:
    """All suites, run once."""
    return evaluate(workspace.eval / "gold", workspace=workspace)


def values(evaluation: Evaluation) -> dict[str, Any]:
    return {row["measure"]: row["value"] for row in table_rows(evaluation)}


def test_all_suites_are_scored(whole: Evaluation) -> None:
    assert whole.name == "eval/gold"
    assert whole.suites == ("extraction", "retrieval", "answers")
    assert [judged.read_from for judged in whole.documents] == ["harbour-pact.md", "units"]
    scored = values(whole)
    assert scored["extraction.date.f1"] > 0.5
    assert scored["extraction.commitment.recall"] > 0.5
    assert scored["retrieval.document.recall@10"] == scored["retrieval.corpus.recall@10"] == 1.0


def test_questions_are_asked_of_the_document_and_of_all(whole: Evaluation) -> None:
    for judged in whole.documents:
        assert {scope: len(replies) for scope, replies in judged.replies.items()} == {
            "document": len(judged.gold.questions),
            "corpus": len(judged.gold.questions),
        }
    assert {scope: len(times) for scope, times in whole.latencies_ms.items()} == {"document": 3, "corpus": 3}
    assert whole.documents[1].replies["corpus"][0].supports_cited == (True,)
    assert "Where is the office that monitors water quality?" in to_html(whole)


def test_the_same_run_gives_the_same_figures(workspace: Workspace, whole: Evaluation) -> None:
    again = evaluate(workspace.eval / "gold", workspace=workspace)
    assert table_rows(again) == table_rows(whole)
    gate.accept(workspace.eval / "baseline.json", whole)
    baseline = gate.load(workspace.eval / "baseline.json", whole.name)
    assert baseline is not None
    assert not any(change.regression for change in gate.compare(again, baseline))


@pytest.mark.parametrize("suite", ["extraction", "retrieval", "answers"])
def test_one_suite_gives_its_own_figures(workspace: Workspace, whole: Evaluation, suite: Any) -> None:
    one = evaluate(workspace.eval / "gold", workspace=workspace, suite=suite)
    expected = {name: value for name, value in values(whole).items() if name.startswith(suite)}
    assert values(one) == expected


def test_further_questions_can_be_given(workspace: Workspace, tmp_path: Path) -> None:
    question = {
        "doc": "n01",
        "question": "How many shore-power links will be built?",
        "type": "quantity",
        "answer": "Two.",
        "must_include": ["two"],
        "support": [{"unit": "u004", "quote": "Build two shore-power links"}],
    }
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps(question) + "\n", encoding="utf-8")
    more = evaluate(workspace.eval / "gold", workspace=workspace, suite="retrieval", questions=file)
    assert more.counts["n01"]["retrieval.document.questions"] == 2
    with pytest.raises(GoldError, match=r"none\.jsonl: no such file or folder"):
        evaluate(workspace.eval / "gold", workspace=workspace, questions=tmp_path / "none.jsonl")


def test_real_predictions_score_as_the_reference_script_says(shared: Path, tmp_path: Path) -> None:
    for name in ("d02", "d10", "d12"):
        for suffix in (".json", ".txt"):
            shutil.copy(shared / "gold" / f"{name}{suffix}", tmp_path)
    shutil.copy(shared / "gold" / "sources.json", tmp_path)
    rows = [
        {**row, "doc": material.gold.name}
        for material in prepare(load(tmp_path).documents, [shared / "corpus"], ReadConfig())
        for row in material.rows()
    ]
    (tmp_path / "predicted").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    script = [sys.executable, shared / "tools" / "score.py", "extraction", tmp_path, tmp_path / "predicted"]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    ours = values(evaluate(tmp_path, workspace=Workspace(shared), suite="extraction"))
    for kind, figures in theirs.items():
        for name in ("precision", "recall", "f1", "all_fields_f1"):
            assert ours[f"extraction.{kind}.{name}"] == pytest.approx(figures[name], abs=1e-4)
        for name, value in figures["fields"].items():
            assert ours[f"extraction.{kind}.field.{name}"] == pytest.approx(value, abs=1e-4)
