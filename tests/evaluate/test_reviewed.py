from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.codec import record_to_data
from pipeline.config import Workspace
from pipeline.documents import read_bytes
from pipeline.evaluate import evaluate
from pipeline.evaluate.reviewed import check_reviewed
from pipeline.extraction import extract
from pipeline.review.fields import values
from pipeline.review.reviewed import Reviewed, save
from pipeline.review.selectors import selector_of
from pipeline.schema import Document, Records
from pipeline.scoring import gate
from pipeline.store import Store

TEXT = "# Harbour pact\n\nWe commit to cut emissions by 2030.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    place = Workspace(tmp_path)
    for folder in (place.corpus, place.indexes, place.eval):
        folder.mkdir()
    (place.corpus / "pact.md").write_text(TEXT, encoding="utf-8")
    return place


@pytest.fixture
def document(workspace: Workspace) -> Document:
    return read_bytes(TEXT.encode(), name="pact.md")


@pytest.fixture
def accepted(document: Document) -> Reviewed:
    (record,) = extract(document).commitments
    row = record_to_data(record, document)
    selector = selector_of(document.text, record.span)
    return Reviewed("c1", "commitment", "accept", "pact.md", document.source.sha256, selector, values(row))


def check(workspace: Workspace, *reviewed: Reviewed) -> list[tuple[str, bool]]:
    save(workspace.eval / "reviewed.jsonl", reviewed)
    verdicts = check_reviewed(workspace.eval / "reviewed.jsonl", [workspace.corpus], workspace)
    return [(one.state, one.holds) for one in verdicts]


def test_records_are_checked_on_the_file_of_the_same_bytes(workspace: Workspace, accepted: Reviewed) -> None:
    (workspace.corpus / "a").mkdir()
    (workspace.corpus / "a" / "pact.md").write_text("Another text of the same name.", encoding="utf-8")
    assert check(workspace, accepted) == [("same", True)]


def test_in_a_changed_file_they_are_found_again(workspace: Workspace, accepted: Reviewed) -> None:
    (workspace.corpus / "pact.md").write_text(TEXT.replace("\n\n", "\n\nA preamble.\n\n"), encoding="utf-8")
    assert check(workspace, accepted) == [("moved", True)]


def test_without_a_file_the_stored_document_serves(
    workspace: Workspace, accepted: Reviewed, document: Document
) -> None:
    import numpy as np

    (workspace.corpus / "pact.md").unlink()
    with Store.open(workspace.store_path) as store:
        store.put(document, Records(), (), np.zeros((0, 4), dtype=np.float32), fingerprint="f")
    assert check(workspace, accepted, replace(accepted, id="c2", sha256="0" * 64)) == [("same", True)] * 2


def test_a_document_that_is_nowhere_fails_and_is_named(workspace: Workspace, accepted: Reviewed) -> None:
    (workspace.corpus / "pact.md").unlink()
    assert check(workspace, accepted) == [("missing", False)]
    (verdict,) = check_reviewed(workspace.eval / "reviewed.jsonl", [], workspace)
    assert "pact.md: no such document; ingest it" in verdict.line()


def test_evaluate_checks_them_even_without_a_gold_folder_and_the_gate_knows_what_was_pinned(
    workspace: Workspace, accepted: Reviewed
) -> None:
    broken = replace(accepted, id="c2", fields={"strength": "moderate"})
    save(workspace.eval / "reviewed.jsonl", [accepted, broken])
    path = workspace.eval / "baseline.json"
    evaluation = evaluate(workspace.eval / "gold", workspace=workspace)
    assert [one.holds for one in evaluation.reviewed] == [True, False]
    assert [one.reviewed.id for one in gate.broken(evaluation, None)] == ["c2"]
    gate.accept(path, evaluation)
    baseline = gate.load(path, evaluation.name)
    assert baseline is not None
    assert baseline.broken == {"c2"}
    assert gate.broken(evaluation, baseline) == ()
    assert evaluate(workspace.eval / "gold", workspace=workspace, suite="answers").reviewed == ()


def test_pinning_another_suite_keeps_what_is_known(workspace: Workspace, accepted: Reviewed) -> None:
    save(workspace.eval / "reviewed.jsonl", [replace(accepted, fields={"strength": "moderate"})])
    path = workspace.eval / "baseline.json"
    evaluation = evaluate(workspace.eval / "gold", workspace=workspace)
    gate.accept(path, evaluation)
    gate.accept(path, replace(evaluation, suites=("answers",), reviewed=()))
    baseline = gate.load(path, evaluation.name)
    assert baseline is not None
    assert baseline.broken == {"c1"}
