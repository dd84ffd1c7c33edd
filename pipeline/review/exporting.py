"""Records on their way out to be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.review import jsonlines, workbook
from pipeline.review.reviewed import load
from pipeline.review.sheet import to_rows
from pipeline.store.reading import Reader

ENDINGS = (".xlsx", ".jsonl")


def export_review(records: Iterable[Mapping[str, Any]], path: Path, *, store: Reader, kept: Path) -> int:
    """Write ``records``, as ``store`` gives them, to an .xlsx or .jsonl file; gives their number.

    Decisions in the file ``kept`` are filled in. UsageError for another ending or a missing folder.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS or not path.parent.is_dir():
        raise UsageError(f"{path}: name a file that ends in {' or '.join(ENDINGS)}, in a folder that exists.")
    rows = list(to_rows(records, store, load(kept)))
    if ending == ".xlsx":
        sources = dict.fromkeys(document.source for document in store.documents())
        workbook.write(rows, path, sources=list(sources))
    else:
        jsonlines.write(rows, path)
    return len(rows)
