"""The run over all files: skip what is known, make the rest, store each in one transaction, then index."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Config, Workspace
from pipeline.errors import REMEDIES, FailureCode
from pipeline.ingest.events import Event, Failed, Found, Indexed, Ingested, Unchanged
from pipeline.ingest.files import SourceFile, check_paths, find_files
from pipeline.store import Store, StoredDocument

if TYPE_CHECKING:
    from pipeline.index.embed import Embedder
    from pipeline.ingest.stages import Made


def ingest(
    paths: Sequence[Path],
    *,
    workspace: Workspace,
    config: Config | None = None,
    embedder: Embedder | None = None,
    retry: bool = False,
) -> Iterator[Event]:
    """Bring the store up to date with files and folders; progress is what it yields, in the order of files.

    Files whose content and configuration are as before are skipped, failed ones too unless ``retry``;
    documents whose files are gone are kept. Every document is stored in one transaction, so stopping at
    any moment loses at most the file at hand, and running again completes. ``config`` defaults to the
    workspace's, ``embedder`` to the configured model. UsageError at once when a path does not exist.
    """
    check_paths(paths)
    return _Run(workspace, config or workspace.config(), embedder).events(paths, retry=retry)


def remove(names: Sequence[str], *, workspace: Workspace) -> Iterator[StoredDocument]:
    """Delete documents, given by id, unique prefix, file name or path, with everything made of them.

    Yields each as it was listed. UnknownDocument, before anything is deleted, when one has no answer.
    """
    with Store.open(workspace.store_path, read_only=True) as store:
        chosen = {store.resolve(name) for name in names}
        listed = [document for document in store.documents() if document.id in chosen]
    with Store.open(workspace.store_path) as store:
        for document in listed:
            store.remove(document.id)
            yield document
        for _ in _index(store, workspace):
            pass


class _Run:
    """One run of ingest: what stays the same from file to file."""

    def __init__(self, workspace: Workspace, config: Config, embedder: Embedder | None) -> None:
        self.workspace = workspace
        self.config = config
        self.fingerprint = config.fingerprint()
        self._embedder = embedder

    def events(self, paths: Sequence[Path], *, retry: bool) -> Iterator[Event]:
        with Store.open(self.workspace.store_path) as store:
            files = list(self._find(paths))
            yield Found(len(files))
            due = []
            for file in files:
                event = self._settle(store, file, retry=retry)
                if event is None:
                    due.append(file)
                else:
                    yield event
            yield from self._make(store, due)
            yield from _index(store, self.workspace, self._embedder)

    def _find(self, paths: Sequence[Path]) -> Iterable[SourceFile]:
        return find_files(
            paths,
            ignore=self.config.ingest.ignore,
            skip=self.workspace.indexes,
            file_mib=self.config.read.file_mib,
        )

    def _settle(self, store: Store, file: SourceFile, *, retry: bool) -> Event | None:
        """What is known of a file without reading it as a document; None when it has to be read."""
        if file.obstacle:
            return self._fail(store, file, "unsupported", file.obstacle, remedy=file.remedy)
        doc = store.known(file.sha256, self.fingerprint)
        if doc is not None:
            store.add_path(file.key, file.name, doc)
            return Unchanged(file.key, doc)
        failure = store.failure(file.key)
        if retry or failure is None or not file.sha256:
            return None
        if (failure.sha256, failure.fingerprint) != (file.sha256, self.fingerprint):
            return None
        return Failed(file.key, failure.code, failure.message, failure.remedy, known=True)

    def _make(self, store: Store, due: Sequence[SourceFile]) -> Iterator[Event]:
        if not due:
            return
        from pipeline.ingest.pool import outcomes
        from pipeline.ingest.stages import Refused

        for file, outcome in outcomes(due, self.config):
            if isinstance(outcome, Refused):
                yield self._fail(store, file, outcome.code, outcome.message)
            else:
                yield self._put(store, file, outcome)

    def _put(self, store: Store, file: SourceFile, made: Made) -> Event:
        document = made.document
        known = store.known(document.source.sha256, self.fingerprint)
        if known is not None:  # an earlier file of this run has the same content
            store.add_path(file.key, file.name, known)
            return Unchanged(file.key, known)
        if self._embedder is None:
            from pipeline.index.embed import load

            self._embedder = load(self.config.index.model, cache=self.workspace.models)
        started = time.perf_counter()
        vectors = self._embedder.encode(made.texts)
        embedded = time.perf_counter()
        store.put(
            document,
            made.records,
            made.passages,
            vectors,
            fingerprint=self.fingerprint,
            model_hash=self._embedder.model_hash,
        )
        stored = time.perf_counter()
        seconds = made.seconds | {"embed": embedded - started, "store": stored - embedded}
        return Ingested(file.key, document.id, len(made.passages), len(made.records.all()), seconds)

    def _fail(
        self, store: Store, file: SourceFile, code: FailureCode, message: str, *, remedy: str | None = None
    ) -> Failed:
        remedy = remedy or REMEDIES[code]
        store.put_failure(
            file.key,
            sha256=file.sha256,
            code=code,
            message=message,
            remedy=remedy,
            fingerprint=self.fingerprint,
        )
        return Failed(file.key, code, message, remedy)


def _index(store: Store, workspace: Workspace, embedder: Embedder | None = None) -> Iterator[Indexed]:
    """Build the vector index anew unless the one there was built from the store as it is."""
    generation, version = store.generation(), store.content_version()
    if version == (generation.content_version if generation else 0):
        return
    from pipeline.index.dense import build

    started = time.perf_counter()
    model_hash = embedder.model_hash if embedder else _model_hash(store)
    index = build(store, workspace.indexes, model_hash=model_hash)
    yield Indexed(len(index), time.perf_counter() - started)


def _model_hash(store: Store) -> str:
    """That of the document stored last; of the index there, when no document is left."""
    latest = max(store.documents(), key=lambda document: document.ingested_at, default=None)
    if latest is not None:
        return latest.model_hash
    generation = store.generation()
    return generation.model_hash if generation else ""
