"""Kill a running ingest at random moments, look at what is left each time, run it again, and count.

    python tests/tools/kill_trials.py --trials 1000

A warmed process forks the ingest of a small folder with the real reader, extraction, store and index (the
embedder is the hash embedder) and ends it with SIGKILL after a random time. What is left is copied and
examined: SQLite's own checks, every document whole and as an undisturbed run makes it, no finished
document lost, the vector index in agreement or rebuilt. Then a file may change, and the ingest runs again
on what was left, until it completes and must equal an undisturbed run. Prints the tally as JSON; exits 1
when anything was wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from pipeline.config import Config, IngestConfig, ReadConfig, Workspace  # noqa: E402 - the path comes first
from pipeline.documents import read_bytes  # noqa: E402
from pipeline.index.dense import open_index  # noqa: E402
from pipeline.index.embed import HashEmbedder  # noqa: E402
from pipeline.ingest import Failed, Ingested, ingest, pool  # noqa: E402
from pipeline.schema import Document  # noqa: E402
from pipeline.store import Store  # noqa: E402

ACTORS = ("Members", "The Harbour Council", "We", "Port Ministers", "The Secretariat")
VERBS = ("will build", "commit to mapping", "agree to fund", "intend to dredge", "will continue to share")
THINGS = ("new piers", "tide tables", "ferries", "charts of all reefs", "training places", "safe anchorages")
VERSIONS = 2
BAD_FILE = "empty.md"
MOMENTS_S = 0.04  # about what storing a document and building the index take


@dataclass(slots=True)
class Trials:
    """The folder of documents, what an undisturbed run makes of each version, and the tally so far."""

    corpus: Path
    chance: random.Random
    config: Config
    expected: dict[tuple[str, int], str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    duration_s: float = 0.0
    tally: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class HereReader:
    """Reads in this process what was written by this very script: spares starting the parser host."""

    def __init__(self, config: ReadConfig) -> None:
        self.config = config

    def __enter__(self) -> HereReader:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, path: Path) -> Document:
        return read_bytes(path.read_bytes(), name=path.name, location=str(path), config=self.config)


def words(name: str, version: int) -> str:
    """The generated text of one document: a heading, a dated line and twelve promises in two lists."""
    chance = random.Random(f"{name} {version}")
    lines = [f"# Accord of {name}, version {version}", "", "Adopted on 4 May 2031.", ""]
    for section in ("Ports", "Ships"):
        lines += [f"## {section}", "", "Members have agreed to:", ""]
        lines += [f"- {chance.choice(('fund', 'build', 'share'))} {chance.choice(THINGS)};" for _ in range(3)]
        for _ in range(3):
            what = f"at least {chance.randint(2, 900)} {chance.choice(THINGS)} by 20{chance.randint(32, 60)}"
            lines += ["", f"{chance.choice(ACTORS)} {chance.choice(VERBS)} {what}."]
        lines.append("")
    return "\n".join(lines)


def write(trials: Trials, name: str, version: int) -> None:
    """Put one version of a document in the folder."""
    (trials.corpus / name).write_text(words(name, version), encoding="utf-8")
    trials.versions[name] = version


def run(trials: Trials, folder: Path, report: int | None = None) -> None:
    """One ingest; the names of finished documents go to the descriptor ``report``, a line each."""
    for event in ingest(
        [trials.corpus], workspace=Workspace(folder), config=trials.config, embedder=HashEmbedder()
    ):
        if report is not None and isinstance(event, Ingested):
            os.write(report, f"{Path(event.path).name}\n".encode())
        if isinstance(event, Failed) and Path(event.path).name != BAD_FILE:
            raise RuntimeError(f"{event.path}: {event.code} {event.message}")


def contents(store: Store) -> dict[str, str]:
    """File name -> hash over all that is stored of the document, passage numbers aside."""
    found = {}
    ids, vectors = store.embeddings()
    rows = {int(passage_id): vector.tobytes() for passage_id, vector in zip(ids, vectors, strict=True)}
    for listed in store.documents():
        passages = store.passages(store.passage_ids([listed.id]))
        basis = (
            store.document(listed.id),
            [(passage, text, rows[passage_id]) for passage_id, passage, text in passages],
            list(store.records(doc=listed.id)),
        )
        found[listed.source] = hashlib.sha256(repr(basis).encode()).hexdigest()
    return found


def prepare(trials: Trials, files: int) -> None:
    """Run undisturbed over each version: warms this process, and tells what to expect."""
    (trials.corpus / BAD_FILE).touch()
    for version in reversed(range(VERSIONS)):
        for number in range(files):
            write(trials, f"accord-{number:02}.md", version)
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            run(trials, Path(folder))
            trials.duration_s = time.perf_counter() - started
            with Store.open(Workspace(Path(folder)).store_path) as store:
                trials.expected |= {(name, version): digest for name, digest in contents(store).items()}


def killed(trials: Trials, folder: Path) -> tuple[bool, set[str]]:
    """Fork an ingest and kill it at a random moment; whether that came in time, and what was finished."""
    receiving, sending = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(receiving)
        status = 1
        try:
            run(trials, folder, sending)
            status = 0
        finally:
            os._exit(status)
    os.close(sending)
    with os.fdopen(receiving) as lines:
        said = wait(trials, lines)
        os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
        said += lines.readlines()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        trials.faults.append("an ingest failed")
    return os.WIFSIGNALED(status), {line.strip() for line in said if line.endswith("\n")}


def wait(trials: Trials, lines: TextIO) -> list[str]:
    """Wait for a random time within a run, or for a random event and then moments; the events read."""
    if trials.chance.random() < 0.3:
        time.sleep(trials.chance.uniform(0, 1.1) * trials.duration_s)
        return []
    count = trials.chance.randint(1, len(trials.versions))
    said = list(itertools.islice(lines, count))
    time.sleep(trials.chance.uniform(0, MOMENTS_S))
    return said


def examine(trials: Trials, folder: Path, finished: dict[str, int]) -> None:
    """Judge a copy of what a killed ingest left, so that looking does not mend it."""
    with copied(folder) as copy:
        path = Workspace(copy).store_path
        if not path.exists():
            trials.tally["killed before there was a store"] += 1
            trials.faults += [f"lost {name}" for name in finished]
            return
        with Store.open(path) as store:
            trials.faults += store.problems()
            found = contents(store)
            judge(trials, found, finished)
            before = store.generation()
            index = open_index(store, path.parent, model_hash=HashEmbedder.model_hash)
            agreed = before == store.generation()
            trials.tally["index agreed" if agreed else "index rebuilt"] += 1
            if len(index) != len(store.passage_ids()):
                trials.faults.append(f"index of {len(index)}, store of {len(store.passage_ids())} passages")
            trials.tally["documents seen whole"] += len(found)


def judge(trials: Trials, found: dict[str, str], finished: dict[str, int]) -> None:
    """Every document must be one of its versions; one that was finished must be there, and no older."""
    for name, digest in found.items():
        if digest not in {trials.expected[name, version] for version in range(VERSIONS)}:
            trials.faults.append(f"{name} is not as an undisturbed run makes it")
    for name, version in finished.items():
        current = version == trials.versions[name]
        if name not in found or (current and found[name] != trials.expected[name, version]):
            trials.faults.append(f"lost {name}")


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of a workspace, removed afterwards."""
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(folder, Path(place) / "copy"))


def series(trials: Trials, limit: int) -> None:
    """Kill and run again on the same store until it completes or there were ``limit`` trials."""
    finished: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while trials.tally["trials"] < limit and not trials.faults:
            was_killed, done = killed(trials, folder)
            finished |= {document: trials.versions[document] for document in done}
            if not was_killed:
                break
            trials.tally["trials"] += 1
            examine(trials, folder, finished)
            if trials.chance.random() < 0.3:
                changed = trials.chance.choice(sorted(trials.versions))
                write(trials, changed, 1 - trials.versions[changed])
        run(trials, folder)
        with Store.open(Workspace(folder).store_path) as store:
            expected = {document: trials.expected[document, v] for document, v in trials.versions.items()}
            if contents(store) != expected or store.problems():
                trials.faults.append("the completed run differs from an undisturbed one")
        trials.tally["series completed"] += 1


def main() -> int:
    """Run the trials that the command line asks for; 1 when anything was wrong."""
    options = argparse.ArgumentParser(description="Kill a running ingest at random moments.")
    options.add_argument("--trials", type=int, default=1000)
    options.add_argument("--files", type=int, default=8)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, default=1, help="more than 1: through worker processes")
    options.add_argument("--read-here", action="store_true", help="do not start a parser host each time")
    chosen = options.parse_args()
    if chosen.read_here:
        pool.Sandbox = HereReader
    if chosen.workers > 1:
        pool.POOL_BYTES = 0
    with tempfile.TemporaryDirectory() as corpus:
        config = Config(ingest=IngestConfig(workers=chosen.workers))
        trials = Trials(Path(corpus), random.Random(chosen.seed), config)
        prepare(trials, chosen.files)
        while trials.tally["trials"] < chosen.trials and not trials.faults:
            series(trials, chosen.trials)
    result = {**trials.tally, "faults": trials.faults, "undisturbed_s": round(trials.duration_s, 2)}
    sys.stdout.write(f"{json.dumps(result, indent=1)}\n")
    return 1 if trials.faults else 0


if __name__ == "__main__":
    sys.exit(main())
