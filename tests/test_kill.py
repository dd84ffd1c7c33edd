"""kill -9 at random moments of an ingest; the trials themselves are tests/tools/kill_trials.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "tools" / "kill_trials.py"


def trials(*options: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.stdout, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["faults"] == [], result
    assert done.returncode == 0
    return result


@pytest.mark.slow
def test_fifty_kills_leave_the_store_whole_and_lose_nothing_finished() -> None:
    result = trials("--trials", "50", "--read-here")
    assert result["trials"] == 50
    assert result["documents seen whole"] > 50
    assert result["series completed"] > 1


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_kills_with_parser_hosts_and_worker_processes(workers: str) -> None:
    assert trials("--trials", "3", "--files", "3", "--workers", workers)["trials"] == 3
