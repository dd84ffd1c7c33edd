from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.config import Workspace
from pipeline.errors import UsageError
from pipeline.scoring.gate import Change
from pipeline.scoring.results import Evaluation
from pipeline.serving import evaluating
from tests.serving.test_terminal import printed

QUIET = Console(stderr=True)


@pytest.fixture(scope="module")
def evaluation(repository: Path) -> Evaluation:
    """The extraction suite over the bundled gold, for real."""
    return evaluating.run(
        Workspace(repository), QUIET, gold=None, suite="extraction", passages=None, questions=None
    )


def test_the_table_fits_80_columns_and_names_every_part(evaluation: Evaluation) -> None:
    text = printed(evaluating.figures_table(evaluation, ()))
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "…" not in text
    for part in ("extraction commitment", "extraction target", "extraction date", "all fields f1"):
        assert part in text


def test_reports_are_one_page_and_the_same_figures_as_json(evaluation: Evaluation, tmp_path: Path) -> None:
    page = evaluating.write_reports(Workspace(tmp_path), evaluation, ())
    data = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert data["gold"] == evaluation.name
    html = page.read_text(encoding="utf-8")
    assert "<script src" not in html
    assert "http-equiv" not in html


def test_a_pinned_baseline_passes_against_itself_and_names_what_gets_worse(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path)
    assert evaluating.gate(workspace, evaluation, pin=False) == ()
    assert evaluating.gate(workspace, evaluation, pin=True) == ()
    changes = evaluating.gate(workspace, evaluation, pin=False)
    assert changes
    assert not any(change.regression for change in changes)
    measure = changes[0].measure
    line = evaluating.regression_line(Change(measure, before=0.8, after=0.6, interval=(-0.3, -0.1)))
    assert line.startswith(f"{measure.name} got worse: 0.800 to 0.600")


def test_what_cannot_be_evaluated_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--gold DIR"):
        evaluating.run(Workspace(tmp_path), QUIET, gold=None, suite=None, passages=None, questions=None)
    with pytest.raises(UsageError, match="--questions"):
        evaluating.run(
            Workspace(tmp_path), QUIET, gold=None, suite=None, passages=tmp_path / "p.jsonl", questions=None
        )
