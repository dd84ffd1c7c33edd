"""What the worker says about children that end in each way."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pipeline.documents.sandbox import PACKAGE_ROOT

# Serves one request with a child that runs BEHAVIOUR where it would read a file.
SERVE = """
import os, signal, sys, time
from pipeline.config import ReadConfig
from pipeline.documents import worker
def behave(request, config):
    BEHAVIOUR
    return b''
worker.read_file = behave
config = ReadConfig(cpu_s=1, wall_s=2, memory_mib=128, text_mib=1)
sys.stdout.buffer.write(worker.serve({"path": "", "date": None}, config))
"""


def _serve(behaviour: str) -> dict[str, list[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE.replace("BEHAVIOUR", behaviour)],
        cwd=PACKAGE_ROOT,
        stdin=subprocess.PIPE,  # stays open: its end would tell the worker that the caller is gone
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    reply = process.stdout.read()
    process.communicate()
    return json.loads(reply)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("while True: pass", "timeout"),
        ("time.sleep(60)", "timeout"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "parser_crash"),
        ("os.abort()", "parser_crash"),
        ("return bytes(1 << 30)", "memory"),
        ("hoard = bytearray(os.urandom(100 << 20)); os.abort()", "memory"),
        ("return b'x' * (8 << 20)", "too_large"),
        ("raise KeyError('unforeseen')", "parser_crash"),
        ("sys.exit()", "parser_crash"),
        ("pass", "parser_crash"),
    ],
)
def test_every_end_of_a_child_has_its_code(behaviour: str, code: str) -> None:
    assert _serve(behaviour)["error"][0] == code


def test_a_whole_reply_passes() -> None:
    assert _serve("return b'{\"document\": {}}'") == {"document": {}}
