"""Reviewed records held against today's extraction, found again where their documents have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.codec import record_to_data
from pipeline.config import Workspace
from pipeline.documents.sandbox import Sandbox
from pipeline.errors import PledgebookError, UnknownDocument
from pipeline.evaluate.progress import Progress, silent
from pipeline.extraction.extract import extract
from pipeline.review.anchoring import anchor_all
from pipeline.review.reviewed import Reviewed, load
from pipeline.schema import Document
from pipeline.scoring.reviewing import Verdict, judge_reviewed, without_document
from pipeline.store import Store


def check_reviewed(
    path: Path, folders: Sequence[Path], workspace: Workspace, progress: Progress = silent
) -> tuple[Verdict, ...]:
    """The verdict on every record in the file ``path``, by document, none when there is no such file.

    A document is the file of the same bytes in or below ``folders``, else that of the workspace's store as
    its file is now, else the file or stored document of the same name; without any, its records fail.
    """
    reviewed = load(path)
    groups = [list(members) for _, members in groupby(reviewed, key=lambda one: (one.source, one.sha256))]
    advance = progress("Checking reviewed records") if groups else None
    verdicts: list[Verdict] = []
    with Sandbox(workspace.config().read) as sandbox:
        for done, members in enumerate(groups, start=1):
            verdicts += _check(members, folders, workspace, sandbox)
            if advance:
                advance(done, len(groups))
    return tuple(verdicts)


def _check(
    members: Sequence[Reviewed], folders: Sequence[Path], workspace: Workspace, sandbox: Sandbox
) -> tuple[Verdict, ...]:
    try:
        document = _document(members[0], folders, workspace, sandbox)
    except PledgebookError as exc:
        return without_document(members, f"not checked ({str(exc).rstrip('.')})")
    anchors = anchor_all(document.text, [one.selector for one in members])
    rows = [record_to_data(record, document) for record in extract(document).all()]
    return judge_reviewed(members, anchors, rows, text=document.text, sha256=document.source.sha256)


def _document(one: Reviewed, folders: Sequence[Path], workspace: Workspace, sandbox: Sandbox) -> Document:
    files = list(_files(one.source, folders))
    same = next((path for path in files if _sha256(path) == one.sha256), None)
    if same is not None:
        return sandbox.read(same)
    stored = _stored(one.sha256[:16], workspace)
    if stored is not None:
        place = Path(stored.source.location)
        changed = place.is_file() and _sha256(place) != one.sha256
        return sandbox.read(place) if changed else stored
    if files:
        return sandbox.read(files[0])
    named = _stored(one.source, workspace)
    if named is None:
        raise UnknownDocument(f"{one.source}: no such document; ingest it, or put it into corpus/.")
    return named


def _files(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob(Path(name).name) if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored(name: str, workspace: Workspace) -> Document | None:
    if not workspace.store_path.exists():
        return None
    with Store.open(workspace.store_path, read_only=True) as store:
        try:
            return store.document(name)
        except UnknownDocument:
            return None
