"""Many files at once: worker processes that may die or hang without losing the run.

The workers are our own processes, started by command like the sandbox's host and not by multiprocessing,
because that would import the caller's main module in each of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import Pipe
from pathlib import Path
from queue import SimpleQueue

from pipeline.config import Config
from pipeline.documents import Sandbox
from pipeline.errors import PledgebookError
from pipeline.ingest.files import SourceFile
from pipeline.ingest.stages import Outcome, Refused, make

# Less than this is done sooner in the calling process than workers take to start (about 2 s).
POOL_BYTES = 2 << 20
# Analysing the longest text allowed (16 MiB) at 5,000 words a second takes about 9 minutes.
ANALYSE_S = 900
# Outcomes waiting for one that takes long; bounds the memory they take.
WINDOW = 8
PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def outcomes(files: Sequence[SourceFile], config: Config) -> Iterator[tuple[SourceFile, Outcome]]:
    """What is made of each file, in the order given, whatever the number of workers.

    PledgebookError when no file can be read at all.
    """
    workers = min(config.ingest.workers or os.cpu_count() or 1, len(files))
    if workers <= 1 or sum(file.size for file in files) < POOL_BYTES:
        return _here(files, config)
    return _spread(files, config, workers)


def _here(files: Sequence[SourceFile], config: Config) -> Iterator[tuple[SourceFile, Outcome]]:
    with Sandbox(config.read) as sandbox:
        for file in files:
            yield file, make(file, sandbox, config)


def _spread(files: Sequence[SourceFile], config: Config, count: int) -> Iterator[tuple[SourceFile, Outcome]]:
    workers = [Worker(config) for _ in range(count)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)
    due: deque[tuple[SourceFile, Future[Outcome]]] = deque()
    executor = ThreadPoolExecutor(count)
    try:
        for file in files:
            if len(due) >= count * WINDOW:
                yield _next(due)
            due.append((file, executor.submit(_ask, idle, file)))
        while due:
            yield _next(due)
    finally:
        for worker in workers:
            worker.kill()  # ends what its thread is waiting for
        executor.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()


def _next(due: deque[tuple[SourceFile, Future[Outcome]]]) -> tuple[SourceFile, Outcome]:
    file, future = due.popleft()
    return file, future.result()


def _ask(idle: SimpleQueue[Worker], file: SourceFile) -> Outcome:
    worker = idle.get()
    try:
        return worker.make(file)
    finally:
        idle.put(worker)


class Worker:
    """One worker process, started with its first file and whenever it is lost; for one thread at a time."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.deadline_s = config.read.wall_s + ANALYSE_S
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False

    def make(self, file: SourceFile) -> Outcome:
        """What the worker makes of a file; a file that costs two workers their life is refused."""
        for _ in range(2):
            try:
                return self._make(file)
            except TimeoutError:
                return Refused("timeout", f"Not done after {self.deadline_s} s.")
            except (EOFError, OSError):
                self.close()
        return Refused("parser_crash", "The process that analysed the text was lost, twice.")

    def kill(self) -> None:
        """End the process for good, from any thread; the file it was making is refused."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process and collect it; safe to call twice."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            self._connection.close()

    def _make(self, file: SourceFile) -> Outcome:
        if self._process is None:
            self._start()
        self._connection.send(file)
        if not self._connection.poll(self.deadline_s):
            self.close()
            raise TimeoutError
        outcome: Outcome | PledgebookError = self._connection.recv()
        if isinstance(outcome, PledgebookError):
            raise outcome
        return outcome

    def _start(self) -> None:
        if self._killed:
            raise EOFError
        self._connection, other = Pipe()
        with other:
            self._process = subprocess.Popen(
                # -P: a module in the current folder must not stand in for one of ours.
                [sys.executable, "-P", "-m", "pipeline.ingest.worker", str(other.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # the caller's is for machine output
                pass_fds=(other.fileno(),),
                env=os.environ | {"PYTHONPATH": _python_path()},
                start_new_session=True,  # Ctrl-C is for the caller alone, who then ends the workers
            )
        self._connection.send(self.config)


def _python_path() -> str:
    return os.pathsep.join(filter(None, [str(PACKAGE_ROOT), os.environ.get("PYTHONPATH")]))
