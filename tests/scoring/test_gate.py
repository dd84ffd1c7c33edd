from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.scoring import gate
from pipeline.scoring.measures import Counts
from pipeline.scoring.results import Evaluation, figures

NAME = "eval/gold"


def evaluation(pairs: dict[str, float], *, sha256: str = "a" * 64) -> Evaluation:
    """Commitments only: ten gold and ten predicted a document, so F1 is pairs / 10."""
    counts: dict[str, Counts] = {
        name: {
            "extraction.commitment.gold": 10.0,
            "extraction.commitment.predicted": 10.0,
            "extraction.commitment.pairs": found,
        }
        for name, found in pairs.items()
    }
    return Evaluation(NAME, sha256, "0.1.0", "f" * 16, ("extraction",), counts, figures(counts))


STEADY = {f"d{i:02}": 8.0 for i in range(12)}


def pin(path: Path, pinned: Evaluation) -> gate.Baseline:
    gate.accept(path, pinned)
    baseline = gate.load(path, NAME)
    assert baseline is not None
    return baseline


def regressions(after: Evaluation, baseline: gate.Baseline) -> list[str]:
    return [change.measure.name for change in gate.compare(after, baseline) if change.regression]


def test_nothing_changed(tmp_path: Path) -> None:
    baseline = pin(tmp_path / "baseline.json", evaluation(STEADY))
    changes = gate.compare(evaluation(STEADY), baseline)
    assert {change.after - change.before for change in changes} == {0.0}
    assert not any(change.regression for change in changes)


@pytest.mark.parametrize(
    ("worse_documents", "loss", "expected"),
    [
        (12, 1.0, True),
        (8, 1.0, True),
        (4, 1.0, True),
        (2, 4.0, False),  # too few documents to be significant, as the module says
        (0, 0.0, False),
        (12, -1.0, False),
        (12, 0.005, False),  # certain, but within the tolerance
    ],
)
def test_a_drop_fails_when_it_is_certain(
    tmp_path: Path, worse_documents: int, loss: float, expected: bool
) -> None:
    baseline = pin(tmp_path / "baseline.json", evaluation(STEADY))
    after = {
        name: found - loss if i < worse_documents else found for i, (name, found) in enumerate(STEADY.items())
    }
    found = regressions(evaluation(after), baseline)
    assert ("extraction.commitment.f1" in found) is expected
    assert "extraction.commitment.precision" not in found


def test_other_gold_is_refused(tmp_path: Path) -> None:
    baseline = pin(tmp_path / "baseline.json", evaluation(STEADY))
    with pytest.raises(GoldError, match="--accept"):
        gate.compare(evaluation(STEADY, sha256="b" * 64), baseline)


def test_accepting_says_what_it_lowers(tmp_path: Path) -> None:
    path = tmp_path / "eval" / "baseline.json"
    assert gate.accept(path, evaluation(STEADY)) == ()
    lowered = gate.accept(path, evaluation(STEADY | {"d00": 7.0}))
    assert "extraction.commitment.f1" in [change.measure.name for change in lowered]
    assert gate.accept(path, evaluation(STEADY)) == ()
    assert [file.name for file in path.parent.iterdir()] == ["baseline.json"]


def test_accepting_new_gold_replaces_the_old_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    gate.accept(path, evaluation(STEADY))
    gate.accept(path, evaluation({"n01": 3.0}, sha256="b" * 64))
    baseline = gate.load(path, NAME)
    assert baseline is not None
    assert (baseline.sha256, list(baseline.counts)) == ("b" * 64, ["n01"])


def test_suites_that_were_not_run_stay_pinned(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    gate.accept(path, evaluation(STEADY))
    answers: dict[str, Counts] = {
        name: {"answers.document.answerable": 4.0, "answers.document.correct": 2.0} for name in STEADY
    }
    other = replace(evaluation(STEADY), suites=("answers",), counts=answers, figures=figures(answers))
    baseline = pin(path, other)
    assert not regressions(evaluation(STEADY), baseline)
    pinned = json.loads(path.read_text(encoding="utf-8"))["baselines"][NAME]["figures"]
    assert pinned["extraction.commitment.f1"] == 0.8
    assert pinned["answers.document.correct_and_cited"] == 0.5


def test_each_gold_set_has_its_own_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    gate.accept(path, evaluation(STEADY))
    gate.accept(path, replace(evaluation({"x": 1.0}), name="elsewhere"))
    assert gate.load(path, "unknown") is None
    assert gate.load(tmp_path / "none.json", NAME) is None
    baseline = gate.load(path, NAME)
    assert baseline is not None
    assert baseline.counts == evaluation(STEADY).counts


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"schema": 99}', '{"schema": 1, "baselines": {"eval/gold": {}}}']
)
def test_bad_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"baseline\.json: .*--accept"):
        gate.load(path, NAME)
