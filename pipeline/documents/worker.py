"""The parser host: ``python -m pipeline.documents.worker``, started and fed by pipeline.documents.sandbox.

It imports the reader libraries once and then forks one child a file, because a fork costs milliseconds
and an import of the readers a third of a second. The host itself never parses. Requests are lines of
JSON on standard input: first the settings, then {"path", "name", "date"} for each file. A reply is its
length in 8 bytes, big endian, and that many bytes of JSON: {"document": ...} or {"error": [code, detail]}.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import struct
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from pipeline.config import ReadConfig
from pipeline.documents import limits
from pipeline.errors import FailureCode, ReadError

LENGTH = struct.Struct(">Q")
READY = b"{}"
CHUNK = 1 << 16
# JSON of a document is its text, escaped, and boxes: at most this many times the text itself.
REPLY_FACTOR = 6


def main() -> int:
    """Serve requests until standard input ends; always 0."""
    limits.forbid_network()
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    config = ReadConfig(**json.loads(requests.readline()))
    preload()
    gc.freeze()
    _send(replies, READY)
    for line in requests:
        _send(replies, serve(json.loads(line), config))
    return 0


def preload() -> None:
    """Import every reader, and read one line, so that no child has to load libraries or word lists."""
    import pypdf
    import pypdfium2

    from pipeline.documents import docx, html, markdown, pdf
    from pipeline.documents.read import read_bytes

    assert all((pypdf, pypdfium2, docx, html, markdown, pdf))
    for name in ("warm.txt", "warm.html", "warm.md"):
        read_bytes(b"<p>We commit to reading.</p>", name=name)


def serve(request: Mapping[str, Any], config: ReadConfig) -> bytes:
    """Read one file in a child process; its reply, or the error that describes the child's death."""
    receiving, sending = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(receiving)
        _child(request, config, sending)
    os.close(sending)
    try:
        reply = _receive(receiving, time.monotonic() + config.wall_s, config)
    finally:
        _kill(pid)
        os.close(receiving)
        status, usage = os.wait4(pid, 0)[1:]
    if isinstance(reply, ReadError):
        return _error(reply.code, reply.detail)
    if os.WIFEXITED(status) and reply:
        return reply
    return _error(*_cause(status, usage.ru_maxrss - _present_kib(), config))


def _child(request: Mapping[str, Any], config: ReadConfig, sending: int) -> NoReturn:
    """Parse under limits, write the reply and leave without running any of the host's clean-up."""
    try:
        os.setpgid(0, 0)
        limits.die_with_parent()
        _silence()
        limits.apply(config)
        _write_all(sending, read_file(request, config))
    except MemoryError:
        _write_all(sending, _error("memory", f"More than {config.memory_mib} MiB were needed."))
    finally:
        os._exit(0)


def read_file(request: Mapping[str, Any], config: ReadConfig) -> bytes:
    """The reply for one file, parsed in this process."""
    from pipeline.codec import document_to_data
    from pipeline.documents.read import read_bytes

    path = Path(request["path"])
    try:
        data = path.read_bytes()
        document = read_bytes(data, name=path.name, location=str(path), date=request["date"], config=config)
    except ReadError as exc:
        return _error(exc.code, exc.detail)
    except OSError as exc:
        return _error("corrupt", f"The file cannot be read ({exc.strerror}).")
    return _encode({"document": document_to_data(document)})


def _receive(descriptor: int, deadline: float, config: ReadConfig) -> bytes | ReadError:
    """All a child writes until it closes its end; ReadError when it writes too much or too late."""
    caller = sys.stdin.fileno()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.register(caller, 0)  # asks for no events: only the caller's hanging up is reported
    received = bytearray()
    while len(received) <= REPLY_FACTOR * config.text_mib * limits.MIB:
        ready = dict(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))
        if not ready:
            return ReadError("timeout", f"Not done after {config.wall_s} s.")
        if caller in ready:
            raise SystemExit(0)
        chunk = os.read(descriptor, CHUNK)
        if not chunk:
            return bytes(received)
        received += chunk
    return ReadError("too_large", f"The text is longer than {config.text_mib} MiB.")


def _cause(status: int, peak_kib: int, config: ReadConfig) -> tuple[FailureCode, str]:
    """Why a child ended without a reply: by its limits, or by a fault of the parser."""
    if not os.WIFSIGNALED(status):
        return "parser_crash", "The parser stopped without a result."
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return "timeout", f"Not done after {config.cpu_s} s of computing."
    # C++ code that finds no memory aborts or traps. Half the limit in use tells this from a plain fault.
    if peak_kib * 1024 > config.memory_mib * limits.MIB // 2:
        return "memory", f"More than {config.memory_mib} MiB were needed."
    return "parser_crash", f"The parser was ended by {signal.Signals(number).name}."


def _present_kib() -> int:
    """What the host itself holds, and with it every child from its first moment."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):  # the child may not have reached its own process group yet
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _silence() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)


def _error(code: FailureCode, detail: str) -> bytes:
    return _encode({"error": [code, detail]})


def _encode(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _send(stream: BinaryIO, reply: bytes) -> None:
    stream.write(LENGTH.pack(len(reply)) + reply)
    stream.flush()


if __name__ == "__main__":
    raise SystemExit(main())
