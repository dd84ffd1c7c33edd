from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipeline.config import Config, IngestConfig
from pipeline.errors import PledgebookError
from pipeline.ingest import pool
from pipeline.ingest.files import SourceFile
from pipeline.ingest.pool import Worker, outcomes
from pipeline.ingest.stages import Made, Refused
from tests.ingest.making import write

pytestmark = pytest.mark.slow  # every worker imports spaCy


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(Config())
    yield made
    made.close()


def source_files(folder: Path, *names: str) -> list[SourceFile]:
    return [
        SourceFile(path, str(path), f"{number:064}", path.stat().st_size)
        for number, path in enumerate(write(folder, *names))
    ]


def test_a_lost_worker_is_replaced(worker: Worker, tmp_path: Path) -> None:
    (file,) = source_files(tmp_path, "a.md")
    first = worker.make(file)
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()
    second = worker.make(file)
    assert isinstance(first, Made)
    assert isinstance(second, Made)
    assert (first.document, first.records) == (second.document, second.records)


def test_a_file_that_costs_two_workers_their_life_is_refused(worker: Worker, tmp_path: Path) -> None:
    (file,) = source_files(tmp_path, "a.md")
    killed: set[int] = set()
    killer = Thread(target=kill_two, args=(worker, killed))
    killer.start()
    outcome = worker.make(file)
    killer.join()
    assert isinstance(outcome, Refused)
    assert (outcome.code, len(killed)) == ("parser_crash", 2)


def kill_two(worker: Worker, killed: set[int]) -> None:
    while len(killed) < 2:
        process = worker._process
        if process is not None and process.pid not in killed:
            process.kill()
            killed.add(process.pid)
        time.sleep(0.001)


def test_a_worker_that_hangs_is_given_up(worker: Worker, tmp_path: Path) -> None:
    (file,) = source_files(tmp_path, "a.md")
    worker.deadline_s = 0.01
    outcome = worker.make(file)
    assert isinstance(outcome, Refused)
    assert (outcome.code, worker._process) == ("timeout", None)


def test_when_no_file_can_be_read_the_run_ends_and_says_so(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdf.py").write_text("raise ImportError('broken installation')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (file,) = source_files(tmp_path, "a.md")
    with pytest.raises(PledgebookError, match="does not start"):
        worker.make(file)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    """The workers that the pool makes, which it here uses however little there is to do."""
    made: list[Worker] = []

    class Noted(Worker):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            made.append(self)

    monkeypatch.setattr(pool, "Worker", Noted)
    monkeypatch.setattr(pool, "POOL_BYTES", 0)
    return made


def test_outcomes_come_in_the_order_of_the_files(workers: list[Worker], tmp_path: Path) -> None:
    files = source_files(tmp_path, *(f"{number}.md" for number in range(6)))
    files.insert(2, SourceFile(tmp_path / "gone.md", "gone", size=1))
    found = list(outcomes(files, Config(ingest=IngestConfig(workers=2))))
    assert [file for file, _ in found] == files
    assert [isinstance(outcome, Made) for _, outcome in found] == [file.key != "gone" for file in files]
    assert len(workers) == 2


def test_breaking_off_ends_the_workers(
    workers: list[Worker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "WINDOW", 2)
    files = source_files(tmp_path, *(f"{number}.md" for number in range(12)))
    running = outcomes(files, Config(ingest=IngestConfig(workers=2)))
    next(running)
    pids = [worker._process.pid for worker in workers if worker._process]
    assert pids
    running.close()  # type: ignore[attr-defined]  # a generator, though the signature need not say so
    assert [worker._process for worker in workers] == [None, None]
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_little_work_is_done_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "Worker", None)
    files = source_files(tmp_path, "a.md", "b.md")
    assert len(list(outcomes(files, Config(ingest=IngestConfig(workers=2))))) == 2
