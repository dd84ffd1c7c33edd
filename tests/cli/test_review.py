from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.cli import main
from pipeline.config import Workspace
from pipeline.documents import read_bytes
from pipeline.extraction import extract
from pipeline.store import Store

ACCORD = """# Harbour Accord

We commit to plant at least 400 trees along the quays by 2031.

Guests should bring 25% more rope in the year 2029, some say.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pledgebook", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        captured = capfd.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return call


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one stored document, whose file lies in corpus/."""
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    place.indexes.mkdir()
    (place.corpus / "accord.md").write_text(ACCORD, encoding="utf-8")
    document = read_bytes(ACCORD.encode(), name="accord.md")
    with Store.open(place.store_path) as store:
        store.put(document, extract(document), (), np.zeros((0, 4), dtype=np.float32), fingerprint="f")
    return tmp_path


def test_a_correction_becomes_a_test_that_fails_until_it_is_heeded(run: Run, workspace: Path) -> None:
    file = workspace / "review.jsonl"
    status, out, err = run("review", "export", file, "commitments", "-w", workspace)
    assert (status, out) == (0, "")
    assert "review import" in err
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    row = next(row for row in rows if "400 trees" in row["quote"])

    row["decision"] = "accept"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("review", "import", file, "-w", workspace)[0] == 0
    status, _, err = run("evaluate", "-w", workspace)
    assert status == 0
    assert "1 of 1 reviewed records hold; their words: 1 same." in err

    row |= {"decision": "edit", "strength": "weak"}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert "1 changed" in run("review", "import", file, "-w", workspace)[2]
    status, _, err = run("evaluate", "-w", workspace)
    assert status == 1
    assert f"accord.md: commitment {row['id']}, corrected" in err
    assert "expected strength “weak”, came “strong”" in err
    assert run("evaluate", "--accept", "-w", workspace)[0] == 0
    assert run("evaluate", "-w", workspace)[0] == 0


def test_a_wrong_row_is_reported_and_nothing_is_written(run: Run, workspace: Path) -> None:
    file = workspace / "review.jsonl"
    file.write_text('{"kind": "target", "source": "accord.md", "quote": "900 trees"}\n', encoding="utf-8")
    status, out, err = run("review", "import", file, "-w", workspace)
    assert (status, out) == (1, "")
    assert "line 1: the quote does not stand in the document; copy its words" in err
    assert "Nothing was imported" in err
    assert not (workspace / "eval").exists()


def test_a_workbook_of_doubtful_records_is_written(run: Run, workspace: Path) -> None:
    status, _, err = run("review", "export", workspace / "r.xlsx", "--below", "0", "-w", workspace)
    assert (status, "0 records to review" in err) == (0, True)
    assert run("review", "export", workspace / "r.csv", "-w", workspace)[0] == 2


def test_what_was_left_out_is_listed_in_every_format(run: Run, workspace: Path) -> None:
    command = ("records", "--unextracted", "-w", workspace)
    rows = [json.loads(line) for line in run(*command, "--format", "jsonl")[1].splitlines()]
    taken = [
        json.loads(line) for line in run("records", "--format", "jsonl", "-w", workspace)[1].splitlines()
    ]
    for row in rows:
        assert row["reason"]
        assert not any(row["start"] <= one["start"] < row["end"] for one in taken)
    status, out, _ = run("records", "commitments", "--unextracted", "--format", "csv", "-w", workspace)
    assert status == 0
    assert any("cue" in row["reason"] for row in csv.DictReader(io.StringIO(out)))
    assert "Guests should" in run("records", "targets", "--unextracted", "-w", workspace)[1] or not rows
    assert run(*command, "--strength", "weak")[0] == 2
