"""Records of files or of standard input, straight through: read, extract, print; nothing is stored."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.codec import record_to_data
from pipeline.config import ReadConfig
from pipeline.documents import Sandbox, read_bytes
from pipeline.errors import PledgebookError, UsageError
from pipeline.extraction import extract
from pipeline.schema import Document

STDIN = "-"


def records_of(
    files: Sequence[str], *, lines: bool, date: str | None, config: ReadConfig
) -> Iterator[dict[str, Any] | PledgebookError]:
    """The records of each file in turn, as JSON-ready rows; a file that cannot be read yields its error.

    With ``lines`` every non-blank line is a document of its own and its number, from 1, is added as
    ``line``. ``date`` (EDTF) takes the place of the documents' own date.
    """
    for name in files:
        if name != STDIN and not Path(name).is_file():
            raise UsageError(f"{name}: no such file. Name a file, or - for standard input.")
    read = _read_lines if lines else _read_files
    for found, extra in read(files, date, config):
        if isinstance(found, PledgebookError):
            yield found
            continue
        for record in extract(found).all():
            yield record_to_data(record, found) | extra


_Read = Iterator[tuple[Document | PledgebookError, dict[str, int]]]


def _read_files(files: Sequence[str], date: str | None, config: ReadConfig) -> _Read:
    with Sandbox(config) as sandbox, tempfile.TemporaryDirectory() as folder:
        for name in files:
            path = Path(name)
            if name == STDIN:
                path = Path(folder) / "stdin"
                path.write_bytes(sys.stdin.buffer.read())
            try:
                document = sandbox.read(path)
            except PledgebookError as exc:
                yield exc, {}
            else:
                yield (replace(document, date=date) if date else document), {}


def _read_lines(files: Sequence[str], date: str | None, config: ReadConfig) -> _Read:
    for name in files:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
        source = "stdin" if name == STDIN else Path(name).name
        for number, line in enumerate(data.splitlines(), start=1):
            if line.strip():
                yield _line(line, source, date, config), {"line": number}


def _line(line: bytes, name: str, date: str | None, config: ReadConfig) -> Document | PledgebookError:
    try:
        return read_bytes(line, name=name, date=date, media_type="text/plain", config=config)
    except PledgebookError as exc:
        return exc
