"""Reading files that nobody vouches for: each is parsed in a killable process, never in this one.

A :class:`Sandbox` owns one parser host (:mod:`pipeline.documents.worker`), which forks one child a file
under the limits of :class:`pipeline.config.ReadConfig`. What comes back is JSON of bounded size. Whatever a
file does to its parser, the caller sees a Document or a ReadError.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import stat
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.codec import document_from_data
from pipeline.config import ReadConfig
from pipeline.documents.worker import CHUNK, LENGTH, REPLY_FACTOR
from pipeline.errors import PledgebookError, ReadError
from pipeline.schema import Document

MIB = 1 << 20
START_S = 60.0  # for importing the readers on a cold and busy disk
GRACE_S = 5.0  # what the host may take beyond a file's own wall clock limit
PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class HostDied(Exception):
    """The parser host closed its pipes, or did not answer in time."""


class Sandbox:
    """Reads files in a process of its own; a context manager, for one thread at a time.

    Every thread or process that reads takes its own Sandbox. The host starts with the first file and is
    started anew when it is lost.
    """

    def __init__(self, config: ReadConfig | None = None) -> None:
        self.config = config or ReadConfig()
        self._host: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the host and everything it started; safe to call twice."""
        host, self._host = self._host, None
        if host is not None:
            _end(host)

    def read(self, path: Path | str, *, date: str | None = None) -> Document:
        """The document in the file at ``path``; ReadError, with the path as its place, when there is none.

        ``date`` (EDTF) overrules the date found in the file. PledgebookError when no host can be started.
        """
        path = Path(path).absolute()
        _check_file(path, self.config)
        try:
            reply = self._ask({"path": str(path), "date": date})
        except HostDied as exc:
            self.close()
            raise ReadError("parser_crash", "The reading process was lost.", place=str(path)) from exc
        except BaseException:
            self.close()  # a reply to an interrupted request must not be taken for the next one's
            raise
        if "error" in reply:
            code, detail = reply["error"]
            raise ReadError(code, detail, place=str(path))
        return document_from_data(reply["document"])

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._host is None:
            self._host = _start(self.config)
        _put(self._host, request)
        limit = REPLY_FACTOR * self.config.text_mib * MIB + CHUNK
        reply = _take(self._host, time.monotonic() + self.config.wall_s + GRACE_S, limit)
        decoded: dict[str, Any] = json.loads(reply.decode("utf-8", "surrogatepass"))
        return decoded


def read(path: Path | str, *, config: ReadConfig | None = None) -> Document:
    """The document in one file, as :meth:`Sandbox.read` gives it; take a Sandbox for many files."""
    with Sandbox(config) as sandbox:
        return sandbox.read(path)


def _check_file(path: Path, config: ReadConfig) -> None:
    try:
        status = path.stat()
    except (OSError, ValueError) as exc:
        raise ReadError("corrupt", f"The file cannot be read ({exc}).", place=str(path)) from exc
    if not stat.S_ISREG(status.st_mode):
        raise ReadError("unsupported", "This is not a regular file.", place=str(path))
    if status.st_size > config.file_mib * MIB:
        raise ReadError("too_large", f"The file is larger than {config.file_mib} MiB.", place=str(path))


def _start(config: ReadConfig) -> subprocess.Popen[bytes]:
    """A parser host that has its settings and has said that it is ready."""
    host = subprocess.Popen(
        # -P: a module in the current folder must not stand in for one of ours.
        [sys.executable, "-P", "-m", "pipeline.documents.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=os.sep,
        env=_environment(),
        start_new_session=True,
    )
    try:
        _put(host, asdict(config))
        _take(host, time.monotonic() + START_S, CHUNK)
    except HostDied as exc:
        assert host.stderr is not None
        host.kill()
        said = host.stderr.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        _end(host)
        raise PledgebookError(f"The reading process does not start {said}. Install pledgebook anew.") from exc
    except BaseException:
        _end(host)
        raise
    return host


def _environment() -> dict[str, str]:
    """What the host needs to find the same modules, and nothing else of the caller's environment."""
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def _put(host: subprocess.Popen[bytes], data: dict[str, Any]) -> None:
    assert host.stdin is not None
    try:
        host.stdin.write(json.dumps(data).encode() + b"\n")
        host.stdin.flush()
    except OSError as exc:
        raise HostDied from exc


def _take(host: subprocess.Popen[bytes], deadline: float, limit: int) -> bytes:
    """One reply; HostDied when it does not come in time, ends early or is longer than ``limit`` bytes."""
    (length,) = LENGTH.unpack(_take_bytes(host, LENGTH.size, deadline))
    if length > limit:
        raise HostDied
    return _take_bytes(host, length, deadline)


def _take_bytes(host: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
    assert host.stdout is not None
    descriptor, received = host.stdout.fileno(), bytearray()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while len(received) < count:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise HostDied
        chunk = os.read(descriptor, min(CHUNK, count - len(received)))
        if not chunk:
            raise HostDied
        received += chunk
    return bytes(received)


def _end(host: subprocess.Popen[bytes]) -> None:
    """Kill the host and its session, close its pipes and collect it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(host.pid, signal.SIGKILL)
    for stream in (host.stdin, host.stdout, host.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    host.wait()
