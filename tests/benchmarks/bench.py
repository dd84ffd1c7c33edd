"""Measure what README.md states: `make bench` (or: python tests/benchmarks/bench.py [CORPUS_DIR...]).

Without arguments it reads the folder `shared/corpus` beside the checkout, hostile files left out, or the
bundled corpus when that is absent. Prints a Markdown table. Machines are noisy: quote ratios and medians.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.review.selectors import Selector

REPOSITORY = Path(__file__).resolve().parents[2]
QUESTIONS = (
    "By when must Allies invest 5% of GDP, and how is it split?",
    "Who does the Defence Industrial Production Board report to?",
    "How much climate finance will developed countries mobilise?",
    "What did leaders commit to on methane?",
    "Which countries will join the partnership?",
    "How many fighter jets did Norway order?",
)
COMMAND = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def main(folders: Sequence[str]) -> None:
    corpora = [Path(folder) for folder in folders] or _corpora()
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Path(scratch)
        _report("`import pipeline`", _best(["-c", "import pipeline"]), "s")
        _report("`pledgebook --help`", _best([*COMMAND[1:], "--help"]), "s")
        _ingest(corpora, workspace)
        _extraction(workspace)
        _review(workspace)
        _profile(workspace)
        _pdf(corpora)
        _ask(workspace)


def _corpora() -> list[Path]:
    shared = REPOSITORY.parent / "shared" / "corpus"
    if not shared.is_dir():
        return [REPOSITORY / "corpus"]
    return [shared / name for name in ("summits", "factsheets", "html", "pdf")]


def _report(what: str, figure: float, unit: str) -> None:
    shown = f"{figure:,.2f}" if figure < 100 else f"{figure:,.0f}"
    sys.stdout.write(f"| {what} | {shown} {unit} |\n")
    sys.stdout.flush()


def _best(arguments: list[str], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def _ingest(corpora: Sequence[Path], workspace: Path) -> None:
    command = [*COMMAND, "ingest", *map(str, corpora), "--workspace", str(workspace)]
    for label in ("ingest, cold", "ingest, nothing changed"):
        start = time.perf_counter()
        with (
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process,
            _peak_memory(process.pid) as peak,
        ):
            process.wait()
        _report(label, time.perf_counter() - start, "s")
        _report(f"{label}: peak memory of all processes", peak[0] / 2**20, "MiB")


@contextmanager
def _peak_memory(pid: int) -> Iterator[list[int]]:
    """The highest sum of proportional set sizes over a process and its descendants, in bytes."""
    peak, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.25):
            peak[0] = max(peak[0], sum(map(_pss, _family(pid))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _extraction(workspace: Path) -> None:
    from pipeline.config import Workspace
    from pipeline.extraction import extract
    from pipeline.language import analyse
    from pipeline.store import Store

    with Store.open(Workspace(workspace).store_path, read_only=True) as store:
        documents = [store.document(listed.id) for listed in store.documents()]
    words = sum(len(document.text.split()) for document in documents)
    extract(documents[0], analyse(documents[0]))
    parsing = extracting = 0.0
    for document in documents:
        start = time.process_time()
        sentences = analyse(document)
        parsed = time.process_time()
        extract(document, sentences)
        parsing += parsed - start
        extracting += time.process_time() - parsed
    _report("documents", len(documents), "")
    _report("words", words, "")
    _report("sentences and parse, one core", words / parsing, "words/s")
    _report("records from the parse, tagger included, one core", words / extracting, "words/s")
    _report("extraction, parse included, one core", words / (parsing + extracting), "words/s")


def _review(workspace: Path) -> None:
    """A review of all records out and in again, their anchoring in changed texts, and what was left out."""
    from pipeline.config import Workspace
    from pipeline.review.anchoring import anchor_all
    from pipeline.review.exporting import export_review
    from pipeline.review.importing import import_review
    from pipeline.review.reviewed import load
    from pipeline.serving.leftout import unextracted_rows
    from pipeline.store import Store

    file, kept = workspace / "review.xlsx", workspace / "reviewed.jsonl"
    with Store.open(Workspace(workspace).store_path, read_only=True) as store:
        records = list(store.records(kind="commitment"))
        with _timed("review of {} records: export to a workbook", len(records)):
            export_review(records, file, store=store, kept=kept)
        lines = workspace / "review.jsonl"
        export_review(records, lines, store=store, kept=kept)
        lines.write_text(lines.read_text(encoding="utf-8").replace('"decision": ""', '"decision": "accept"'))
        with _timed("review of {} records: import", len(records)):
            import_review(lines, kept, store)
        texts = {listed.sha256: store.document(listed.id).text for listed in store.documents()}
        by_text: dict[str, list[Selector]] = {}
        for one in load(kept):
            by_text.setdefault(texts[one.sha256], []).append(one.selector)
        with _timed("review of {} records: found again where every 'will' was changed", len(records)):
            for text, selectors in by_text.items():
                anchor_all(text.replace("will", "would"), selectors)
        with _timed("`records --unextracted` over {} documents", len(texts)):
            sum(1 for _ in unextracted_rows(store))


def _profile(workspace: Path) -> None:
    command = [*COMMAND[1:], "profile", "Defence Industrial Production Board", "--workspace", str(workspace)]
    _report("`profile` from a cold shell", _best(command), "s")


@contextmanager
def _timed(what: str, count: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    _report(what.format(f"{count:,}"), time.perf_counter() - start, "s")


def _pdf(corpora: Sequence[Path]) -> None:
    from pypdf import PdfReader

    from pipeline.documents import read_bytes

    paths = [path for corpus in corpora for path in sorted(corpus.rglob("*.pdf"))]
    pages = sum(len(PdfReader(path).pages) for path in paths)
    start = time.process_time()
    for path in paths:
        for page in PdfReader(path).pages:
            page.extract_text()
    bare = time.process_time() - start
    start = time.process_time()
    for path in paths:
        read_bytes(path.read_bytes(), name=path.name)
    ours = time.process_time() - start
    _report("PDF: bare pypdf text", pages / bare, "pages/s")
    _report("PDF: read with blocks, boxes and second opinion", pages / ours, "pages/s")


def _ask(workspace: Path) -> None:
    place = ["--workspace", str(workspace)]
    cold = _best([*COMMAND[1:], "ask", QUESTIONS[0], "--json", *place])
    _report("`ask` from a cold shell", cold, "s")
    from pipeline.config import Workspace
    from pipeline.serving.asking import Asker

    times = []
    with Asker.open(Workspace(workspace)) as asker:
        asker.ask(QUESTIONS[0])
        for question in _new_questions():
            start = time.perf_counter()
            asker.ask(question)
            times.append((time.perf_counter() - start) * 1000)
    _report("`ask` warm, each question new, median", statistics.median(times), "ms")
    _report("`ask` warm, each question new, 95th percentile", statistics.quantiles(times, n=20)[-1], "ms")


def _new_questions() -> list[str]:
    """Questions not asked before, so that nothing is in a cache: one about each annotated excerpt."""
    folder = REPOSITORY.parent / "shared" / "gold" / "questions"
    files = sorted(folder.glob("*.jsonl"))
    first_lines = [path.read_text(encoding="utf-8").partition("\n")[0] for path in files]
    return [json.loads(line)["question"] for line in first_lines] or list(QUESTIONS[1:])


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main(sys.argv[1:])
