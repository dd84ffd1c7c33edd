from __future__ import annotations

import json
from pathlib import Path

from pipeline.config import Workspace
from pipeline.evaluate import evaluate_passages
from pipeline.scoring.report import table_rows

PASSAGES = {
    "2.1": "A licence must be renewed every five years.",
    "2.2": "",
    "2.3": "Inspectors may enter a warehouse at any time of day.",
    "2.4": "The fee for a fishing boat is forty crowns.",
}
JUDGEMENTS = [
    ("How often is a licence renewed?", ["2.1"]),
    ("What does a fishing boat pay?", ["2.4", "9.9"]),
    ("What is not judged?", []),
]


def test_rankings_are_scored_against_the_judgements(workspace: Workspace, tmp_path: Path) -> None:
    passages, questions = tmp_path / "p.jsonl", tmp_path / "q.jsonl"
    lines = [json.dumps({"id": name, "text": text}) for name, text in PASSAGES.items()]
    passages.write_text("\n".join(lines), encoding="utf-8")
    lines = [json.dumps({"question": text, "relevant": relevant}) for text, relevant in JUDGEMENTS]
    questions.write_text("\n".join(lines), encoding="utf-8")
    stages: dict[str, tuple[int, int]] = {}

    def progress(stage: str):  # type: ignore[no-untyped-def] # a closure of two lines
        return lambda done, total: stages.__setitem__(stage, (done, total))

    evaluation = evaluate_passages(passages, questions, workspace=workspace, progress=progress)
    values = {row["measure"]: row["value"] for row in table_rows(evaluation)}
    names = ("recall@10", "map@10", "ndcg@10", "recall@1", "recall@3", "recall@5")
    assert list(values) == [f"retrieval.passages.{name}" for name in names]
    # Both passages come first; the unknown id is relevant and never found.
    assert values["retrieval.passages.recall@10"] == values["retrieval.passages.map@10"] == 0.75
    assert evaluation.suites == ("retrieval",)
    assert len(evaluation.counts) == len(evaluation.latencies_ms["passages"]) == 2
    assert stages == {"Embedding passages": (3, 3), "Searching": (2, 2)}
