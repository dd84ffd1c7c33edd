"""The limits, each set on a real process and broken by it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.documents.sandbox import PACKAGE_ROOT

BOUND = (
    "from pipeline.documents import limits; from pipeline.config import ReadConfig; "
    "limits.apply(ReadConfig(cpu_s=1, memory_mib=64));"
)


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=PACKAGE_ROOT,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        (BOUND + "bytearray(256 << 20)", 1, "MemoryError"),
        (BOUND + "bytearray(16 << 20); print('kept')", 0, "kept"),
        (BOUND + "\nwhile True: pass", -24, ""),
        (BOUND + "import tempfile; tempfile.TemporaryFile()", 1, "No usable temporary directory"),
    ],
    ids=["memory", "within memory", "computing time", "writing a file"],
)
def test_limits_bind(code: str, status: int, said: str) -> None:
    run = _run(code)
    assert run.returncode == status
    assert said in run.stdout + run.stderr


def test_no_network() -> None:
    run = _run(
        "from pipeline.documents import limits; limits.forbid_network(); import socket, urllib.request\n"
        "for call in (socket.socket, lambda: urllib.request.urlopen('http://127.0.0.1:9')):\n"
        "    try: call()\n"
        "    except PermissionError as exc: print(exc)\n"
        "    except OSError as exc: print(exc.reason)"
    )
    assert run.stdout.splitlines() == ["the parser process has no network"] * 2, run.stderr
