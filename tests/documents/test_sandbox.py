"""The sandbox against real files, real limits and a host that is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.config import ReadConfig
from pipeline.documents.sandbox import PACKAGE_ROOT, Sandbox, read
from pipeline.errors import ReadError

TEXT = "We commit to spend 3 % of output on bridges by 2031."


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "bridges.txt"
    path.write_text(TEXT)
    return path


def _children(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listing.split()]


def test_reads_a_file_and_names_its_place(text_file: Path) -> None:
    with Sandbox() as sandbox:
        document = sandbox.read(text_file)
    assert document.text == TEXT
    assert document.source.location == str(text_file)


def test_one_shot_read_and_date_override(text_file: Path) -> None:
    assert read(text_file).text == TEXT
    with Sandbox() as sandbox:
        assert sandbox.read(text_file, date="2029-05").date == "2029-05"


def test_file_names_of_any_bytes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9 \xff\n.txt")
    path.write_text(TEXT)
    with Sandbox() as sandbox:
        assert sandbox.read(path).text == TEXT


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b"\n" * (1 << 20) + b"x"), "too_large"),
        (lambda path: path.mkdir(), "unsupported"),
        (lambda path: os.mkfifo(path), "unsupported"),
        (lambda path: None, "corrupt"),
    ],
    ids=["empty", "larger than the limit", "folder", "pipe", "absent"],
)
def test_what_is_no_readable_file(tmp_path: Path, make, code: str) -> None:
    path = tmp_path / "thing.txt"
    make(path)
    with Sandbox(ReadConfig(file_mib=1)) as sandbox, pytest.raises(ReadError) as caught:
        sandbox.read(path)
    assert caught.value.code == code
    assert str(path) in str(caught.value)


def test_a_refused_file_leaves_the_host_running(tmp_path: Path, text_file: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with Sandbox() as sandbox:
        sandbox.read(text_file)
        host = sandbox._host
        with pytest.raises(ReadError):
            sandbox.read(empty)
        assert sandbox.read(text_file).text == TEXT
        assert sandbox._host is host


def test_a_host_that_dies_costs_one_file(text_file: Path) -> None:
    with Sandbox() as sandbox:
        sandbox.read(text_file)
        assert sandbox._host is not None
        os.kill(sandbox._host.pid, signal.SIGKILL)
        with pytest.raises(ReadError) as caught:
            sandbox.read(text_file)
        assert caught.value.code == "parser_crash"
        assert sandbox.read(text_file).text == TEXT


def test_closing_leaves_no_process(text_file: Path) -> None:
    before = _children(os.getpid())
    sandbox = Sandbox()
    sandbox.read(text_file)
    sandbox.close()
    sandbox.close()
    assert _children(os.getpid()) == before


def test_the_host_ends_with_its_caller(text_file: Path) -> None:
    script = (
        "import sys, os; from pipeline.documents.sandbox import Sandbox\n"
        "s = Sandbox(); s.read(sys.argv[1]); print(s._host.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(text_file)],
        capture_output=True,
        text=True,
        cwd=PACKAGE_ROOT,
        check=False,
    )
    host = Path(f"/proc/{int(run.stdout)}/cmdline")
    deadline = time.monotonic() + 10
    while host.exists() and host.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not host.exists() or not host.read_bytes()


def test_works_from_any_folder_without_its_modules(tmp_path: Path, text_file: Path, monkeypatch) -> None:
    (tmp_path / "pypdf.py").write_text("raise SystemExit('taken from the current folder')")
    monkeypatch.chdir(tmp_path)
    assert read(Path("bridges.txt")).text == TEXT


def test_several_threads_each_with_its_own(text_file: Path) -> None:
    texts: list[str] = []

    def work() -> None:
        with Sandbox() as sandbox:
            texts.extend(sandbox.read(text_file).text for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [TEXT] * 9


def test_an_interrupted_read_does_not_shift_replies(tmp_path: Path, text_file: Path, monkeypatch) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another text.")
    with Sandbox() as sandbox:
        sandbox.read(text_file)
        with monkeypatch.context() as patch:
            patch.setattr("pipeline.documents.sandbox._take", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                sandbox.read(text_file)
        assert sandbox.read(other).text == "Another text."


def _interrupt(*_: object) -> bytes:
    raise KeyboardInterrupt


def test_the_sockets_of_this_process_stay(text_file: Path) -> None:
    with Sandbox() as sandbox:
        sandbox.read(text_file)
    socket.socket().close()
