from __future__ import annotations

import contextlib
import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import app, main
from tests.test_codec import COMMITMENT, COMMON, TARGET

ACCORD = """---
title: Harbour Accord of the Coastal League
date: 2026-03-04
---
# Harbour Accord

We, the leaders of the Coastal League, met in Port Alder on 4 March 2026.

Members have committed to:

- planting at least 400 trees along the quays by 2031;
- cutting port emissions by 40 percent by 2035; and
- publishing a yearly report.

The Harbour Office reports to the Council of Mayors.
"""
PLAIN = "Quay Fund\n\nThe Quay Fund will provide $12 million to small ports in 2027.\n"


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["pledgebook", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        captured = capfd.readouterr()
        return Result(int(left.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two good documents and one bad file, ingested through the command."""
    folder = tmp_path_factory.mktemp("workspace")
    files = folder / "files"
    files.mkdir()
    (files / "accord.md").write_text(ACCORD, encoding="utf-8")
    (files / "fund.txt").write_text(PLAIN, encoding="utf-8")
    (files / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    done = subprocess.run([*command, "ingest", str(files), "-w", str(folder)], capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert "2 documents ingested" in done.stderr
    assert "1 failed" in done.stderr
    return folder


def test_help_of_every_command_says_what_it_does(run: Run) -> None:
    names = [
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    ]
    assert {"init", "ingest", "documents", "failures", "records", "ask", "extract", "show", "evaluate"} < {
        *names
    }
    for name in names:
        result = run(name, "--help")
        assert (result.status, result.err) == (0, "")
        assert f"pledgebook {name}" in result.out


def test_light_commands_import_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli\n"
        "heavy = {'spacy', 'torch', 'faiss', 'onnxruntime', 'sentence_transformers', 'langchain_core',"
        " 'pypdf', 'numpy', 'rich'} & set(sys.modules)\n"
        "sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_init_makes_the_rooms_and_is_content_when_they_are_there(run: Run, tmp_path: Path) -> None:
    for said in ("made a workspace", "already"):
        result = run("init", tmp_path / "new")
        assert (result.status, result.out) == (0, "")
        assert said in result.err
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"corpus", "indexes", "eval"}


def test_a_second_ingest_finds_nothing_to_do_but_still_reports_the_bad_file(
    run: Run, workspace: Path
) -> None:
    result = run("ingest", workspace / "files", "-w", workspace)
    assert result.status == 3
    assert "0 documents ingested" in result.err
    assert "2 unchanged, 1 failed" in result.err


def test_documents_and_failures_list_what_is_there_and_why_not(run: Run, workspace: Path) -> None:
    documents = run("documents", "-w", workspace, "--format", "jsonl").rows()
    assert [row["source"] for row in documents] == ["accord.md", "fund.txt"]
    assert documents[0]["date"] == "2026-03-04"
    (failure,) = run("failures", "-w", workspace, "--format", "jsonl").rows()
    assert str(failure["path"]).endswith("broken.pdf")
    assert failure["code"] == "corrupt"
    assert failure["remedy"]
    table = run("failures", "-w", workspace).out
    assert "corrupt" in table


def test_records_as_json_lines_hold_the_contract_and_true_offsets(run: Run, workspace: Path) -> None:
    rows = run("records", "commitments", "-w", workspace, "--format", "jsonl").rows()
    text = run("show", "accord.md", "--span", "0:1", "-w", workspace)
    assert text.status == 0
    assert len(rows) >= 4
    for row in rows:
        assert set(row) == COMMON | COMMITMENT
        span = f"{row['start']}:{row['end']}"
        assert run("show", row["doc"], "--span", span, "-w", workspace).out == f"{row['quote']}\n"
    targets = run("records", "targets", "-w", workspace, "--format", "jsonl").rows()
    assert {400, 40, 12_000_000} <= {row["value"] for row in targets if isinstance(row["value"], int)}
    assert all(set(row) == COMMON | TARGET for row in targets)


def test_record_filters_narrow_the_table(run: Run, workspace: Path) -> None:
    command = ["records", "commitments", "-w", workspace, "--format", "jsonl"]

    def quotes(*options: str) -> list[object]:
        return [row["quote"] for row in run(*command, *options).rows()]

    assert len(quotes("--document", "fund.txt")) == 1
    assert quotes("--document", "fund.txt") == quotes("--actor", "quay fund")
    assert all("trees" in str(quote) for quote in quotes("--text", "trees quays"))
    assert quotes("--due-before", "2033")
    assert len(quotes("--due-before", "2033")) < len(quotes())
    assert quotes("--strength", "weak") == []


@pytest.mark.parametrize("format", ["csv", "md", "xlsx", "parquet"])
def test_records_go_to_files_in_the_format_of_their_ending(
    run: Run, workspace: Path, tmp_path: Path, format: str
) -> None:
    result = run("records", "-w", workspace, "-o", tmp_path / f"table.{format}")
    assert (result.status, result.out) == (0, "")
    assert (tmp_path / f"table.{format}").stat().st_size > 100


def test_csv_on_stdout_is_clean(run: Run, workspace: Path) -> None:
    result = run("records", "-w", workspace, "--format", "csv")
    assert result.err == ""
    assert all(row["quote"] for row in csv.DictReader(io.StringIO(result.out)))


def test_ask_answers_with_a_source_and_refuses_what_is_not_there(run: Run, workspace: Path) -> None:
    told = json.loads(run("ask", "Who does the Harbour Office report to?", "--json", "-w", workspace).out)
    assert told["answered"] is True
    assert "Council of Mayors" in told["answer"]
    assert told["citations"][0]["source"] == "accord.md"
    silent = json.loads(run("ask", "How many lighthouses did Norway buy?", "--json", "-w", workspace).out)
    assert silent["answered"] is False
    assert silent["reason"]


def test_ask_reads_questions_from_a_file_and_names_a_bad_line(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    path = tmp_path / "questions.jsonl"
    asked = [
        {"doc": "fund.txt", "question": "How much will the Quay Fund provide?"},
        {"question": "Who met?"},
    ]
    path.write_text("\n\n".join(map(json.dumps, asked)) + "\n")
    rows = run("ask", "--questions", path, "-w", workspace).rows()
    assert [row["question"] for row in rows] == [line["question"] for line in asked]
    assert rows[0]["doc"] == "fund.txt"
    assert "$12 million" in str(rows[0]["answer"])
    path.write_text('{"question": "Who?"}\n\n{"quest": 1}\n')
    result = run("ask", "--questions", path, "-w", workspace)
    assert result.status == 2
    assert f"{path}:3:" in result.err


def test_extract_prints_records_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fund.txt").write_text(PLAIN, encoding="utf-8")
    rows = run("extract", tmp_path / "fund.txt").rows()
    assert {row["kind"] for row in rows} >= {"commitment", "target", "date"}
    assert not (tmp_path / "indexes").exists()


def test_extract_takes_each_line_as_a_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text(
        "We will build two piers next year.\n\nThe sea is calm.\nWe will rest.\n"
    )
    rows = run("extract", "--lines", "--date", "2026-05-01", tmp_path / "lines.txt").rows()
    assert {row["line"] for row in rows if row["kind"] == "commitment"} == {1, 4}
    assert [row["edtf"] for row in rows if row["kind"] == "date"] == ["2027"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["records", "--document", "nowhere.md"], "nowhere.md"),
        (["records", "-o", "table.doc"], "table.doc"),
        (["records", "--format", "xlsx"], "--output"),
        (["show", "accord.md", "--span", "9:3"], "9:3"),
        (["show", "accord.md", "--span", "0:999999"], "999999"),
        (["ingest", "no/such/folder"], "no/such/folder"),
        (["ask"], "QUESTION"),
        (["ask", "Who?", "--llm", "small"], "provider:model"),
        (["records", "--strength", "firm"], "firm"),
        (["remove", "nowhere.md"], "nowhere.md"),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_thing_and_status_2(
    run: Run, workspace: Path, arguments: list[str], named: str
) -> None:
    result = run(*arguments, "-w", workspace)
    assert result.status == 2
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert named in result.err


def test_a_folder_without_a_store_says_what_to_run(run: Run, tmp_path: Path) -> None:
    for command in (["documents"], ["records"], ["ask", "Who?"], ["show", "x"]):
        result = run(*command, "-w", tmp_path)
        assert result.status == 2
        assert "pledgebook ingest" in result.err
    assert list(tmp_path.iterdir()) == []


def test_remove_deletes_a_document_and_its_records(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fund.txt").write_text(PLAIN, encoding="utf-8")
    assert run("ingest", tmp_path / "fund.txt", "-w", tmp_path).status == 0
    assert run("remove", "fund.txt", "-w", tmp_path).status == 0
    assert run("documents", "-w", tmp_path, "--format", "jsonl").out == ""
    assert run("records", "-w", tmp_path, "--format", "jsonl").out == ""


def test_ctrl_c_is_one_line_and_keeps_what_was_finished(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number:04}.txt").write_text(f"Fund {number}\n\nThe fund will plant {number} trees.\n")
    # A run of the tests in the background of a shell hands down that interrupts are ignored.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    program = f"{heard}from pipeline.cli import main; main()"
    command = [sys.executable, "-c", program, "ingest", str(folder)]
    with subprocess.Popen([*command, "-w", str(tmp_path)], stderr=subprocess.PIPE, text=True) as process:
        store = tmp_path / "indexes" / "pledgebook.sqlite"
        while process.poll() is None and not (store.exists() and _documents(store)):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said == "pledgebook: interrupted; what was finished is kept.\n"
    assert 0 < _documents(store) < 1500


def _documents(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
