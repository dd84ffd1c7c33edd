"""Commands on the workspace and its documents: init, ingest, remove, documents, failures, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, console, open_store, print_rows, say
from pipeline.cli.options import HERE, ListingFormat, TableFormat, WorkspaceOption
from pipeline.config import Workspace
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.schema import Document, Span

QUARANTINED = 3


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make a workspace.")],
) -> None:
    """Make a workspace: a folder with corpus/, indexes/ and eval/."""
    made = _prepare(Workspace(folder))
    say(f"{folder}: {'made a workspace' if made else 'is a workspace already'}.")


def _prepare(workspace: Workspace) -> bool:
    rooms = (workspace.corpus, workspace.indexes, workspace.eval)
    missing = [room for room in rooms if not room.is_dir()]
    try:
        for room in missing:
            room.mkdir(parents=True)
    except OSError as exc:
        raise UsageError(
            f"{exc.filename}: cannot be made ({exc.strerror}). Name a folder you may write to."
        ) from exc
    return bool(missing)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    workspace: WorkspaceOption = HERE,
    retry: Annotated[bool, typer.Option("--retry", help="Read files again that failed before.")] = False,
) -> None:
    """Read files and folders, extract their records and index them; unchanged files are skipped."""
    if run_ingest(paths, Workspace(workspace), retry=retry):
        raise typer.Exit(QUARANTINED)


def run_ingest(paths: list[Path], workspace: Workspace, *, retry: bool = False) -> bool:
    """Ingest with a progress bar and a summary on stderr; True when files were quarantined."""
    from pipeline.ingest import ingest as run
    from pipeline.serving.progress import follow

    _prepare(workspace)
    events = run(paths, workspace=workspace, config=workspace.config(), retry=retry)
    return follow(events, console(stderr=True)).failed > 0


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="Id, unique prefix or file name.")],
    workspace: WorkspaceOption = HERE,
) -> None:
    """Delete documents from the workspace with everything that was made of them."""
    from pipeline.ingest import remove as delete

    for document in delete(documents, workspace=Workspace(workspace)):
        say(f"{document.source}: removed.")


@app.command()
def documents(workspace: WorkspaceOption = HERE, format: ListingFormat = TableFormat.table) -> None:
    """List what is in the workspace."""
    from pipeline.serving import exports

    with open_store(workspace) as store:
        print_rows(map(exports.listed_row, store.documents()), "document", format)


@app.command()
def failures(workspace: WorkspaceOption = HERE, format: ListingFormat = TableFormat.table) -> None:
    """List the files that gave no document, why, and what to do about each."""
    from pipeline.serving import exports

    with open_store(workspace) as store:
        print_rows(map(exports.listed_row, store.failures()), "failure", format)


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id, unique prefix or file name.")],
    span: Annotated[
        str | None, typer.Option("--span", metavar="START:END", help="Only these code points.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Print a document's text, or the passage at a span."""
    with open_store(workspace) as store:
        found = store.document(document)
    if span is None:
        from pipeline.serving.terminal import document_view

        console().print(document_view(found))
    else:
        typer.echo(found.quote(_parse_span(span, found)))


def _parse_span(text: str, document: Document) -> Span:
    from pipeline.schema import Span

    try:
        start, end = (int(part) for part in text.split(":"))
        span = Span(start, end)
        span.of(document.text)
    except ValueError as exc:
        raise UsageError(
            f"--span {text}: not a range START:END within 0:{len(document.text)} of {document.source.name}."
        ) from exc
    return span
