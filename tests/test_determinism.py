"""The same documents give the same records, whatever the workers, the order of files or what came before;
and work and memory grow with what is read, not faster. Calls are counted, time is never measured.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from pipeline.codec import record_to_data
from pipeline.config import Config, IngestConfig
from pipeline.documents import read_bytes
from pipeline.extraction import extract
from pipeline.ingest import pool
from pipeline.ingest.files import SourceFile
from pipeline.ingest.pool import outcomes
from pipeline.ingest.stages import Made
from pipeline.language import parsing
from pipeline.schema import Document

PARAGRAPH = (
    "We commit to plant at least {n} trees along the quays of port {n} by 2031, and will report to the "
    "Council. Members agreed in 2024 to cut emissions by 40 percent. The Office reports to the Board.\n\n"
    "Members have committed to:\n\n- building {n} piers by 2029;\n- opening the dock; and\n- fair fees.\n\n"
)
NAMES = ("accord.md", "pact.md", "fund.txt", "plan.md", "pledge.txt")


def text_of(first: int, count: int) -> str:
    return "".join(PARAGRAPH.format(n=number) for number in range(first, first + count))


def document_of(count: int, first: int = 10) -> Document:
    return read_bytes(f"# Harbour Accord\n\n{text_of(first, count)}".encode(), name="accord.md")


def digest(document: Document) -> str:
    """A hash over everything that is printed of the records of a document."""
    rows = [record_to_data(record, document) for record in extract(document).all()]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[SourceFile]:
    folder = tmp_path_factory.mktemp("files")
    made = []
    for number, name in enumerate(NAMES):
        path = folder / name
        path.write_text(f"# Paper {number}\n\n{text_of(7 * number, number + 1)}", encoding="utf-8")
        made.append(SourceFile(path, str(path), f"{number:064}", path.stat().st_size))
    return made


def digests(files: list[SourceFile], workers: int) -> dict[str, str]:
    """By file name, a hash of the document, its records and its passages."""
    config = Config(ingest=IngestConfig(workers=workers))
    found = {}
    for file, outcome in outcomes(files, config):
        assert isinstance(outcome, Made), outcome
        rows = [record_to_data(record, outcome.document) for record in outcome.records.all()]
        whole = json.dumps([outcome.document.text, rows, outcome.texts], sort_keys=True)
        found[file.name] = hashlib.sha256(whole.encode()).hexdigest()
    return found


@pytest.fixture(scope="module")
def expected(files: list[SourceFile]) -> dict[str, str]:
    """What one process makes of the files, in their order."""
    return digests(files, workers=1)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 4])
def test_records_do_not_depend_on_the_number_of_workers(
    files: list[SourceFile], expected: dict[str, str], monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(
        pool, "POOL_BYTES", 0
    )  # workers however little there is; each hashes in its own order
    assert digests(files, workers) == expected


def test_records_do_not_depend_on_the_order_of_files(
    files: list[SourceFile], expected: dict[str, str]
) -> None:
    assert digests(files[::-1], workers=1) == expected
    assert digests(files[3:4], workers=1) == {files[3].name: expected[files[3].name]}


def test_reading_again_gives_the_same_whatever_was_read_in_between() -> None:
    document = document_of(6)
    first = digest(document)
    digest(document_of(3, first=500))
    assert digest(document) == first


@pytest.mark.parametrize("tokens", [40, 100_000])
def test_records_do_not_depend_on_the_size_of_batches(monkeypatch: pytest.MonkeyPatch, tokens: int) -> None:
    document = document_of(8)
    first = digest(document)
    monkeypatch.setattr(parsing, "BATCH", tokens)
    assert digest(document) == first


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those in C included."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_extraction_takes_work_in_proportion_to_the_length() -> None:
    small, large = document_of(8), document_of(32)
    extract(small)  # models and patterns are loaded once
    few, many = (calls(lambda document=document: extract(document)) for document in (small, large))  # type: ignore[misc]
    assert many < 1.3 * 4 * few


@pytest.mark.slow
def test_memory_stays_flat_over_a_run() -> None:
    after_few, after_many = (memory_after(count) for count in (4, 12))
    assert after_many < after_few + 256 * 1024  # three times the documents, and hardly anything more is kept


def memory_after(count: int) -> int:
    """Bytes kept after ``count`` documents have been read and extracted, one after another."""
    extract(document_of(4))
    gc.collect()
    tracemalloc.start()
    try:
        for document in documents(count):
            extract(document)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def documents(count: int) -> Iterator[Document]:
    for number in range(count):
        yield document_of(3, first=10 + number)
