"""Commands that give records: records, extract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.app import app, complain, console, open_store, say
from pipeline.cli.options import (
    HERE,
    DocumentOption,
    RecordFormat,
    RecordKinds,
    StandingOption,
    StrengthChoice,
    WorkspaceOption,
)
from pipeline.cli.workspace import QUARANTINED
from pipeline.config import Workspace
from pipeline.errors import PledgebookError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.schema import RecordKind
    from pipeline.store import Store

BY_ENDING = {format.value for format in RecordFormat} - {"table"}


KINDS: dict[RecordKinds, RecordKind] = {
    RecordKinds.commitments: "commitment",
    RecordKinds.targets: "target",
    RecordKinds.dates: "date",
    RecordKinds.links: "link",
}


@app.command()
def records(
    kind: Annotated[
        RecordKinds | None,
        typer.Argument(
            metavar="[commitments|targets|dates|links]",
            help="Only this kind [default: all; the table shows commitments].",
        ),
    ] = None,
    document: DocumentOption = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="A", help="Words of the actor.")] = None,
    strength: Annotated[StrengthChoice | None, typer.Option("--strength")] = None,
    due_before: Annotated[
        str | None, typer.Option("--due-before", metavar="DATE", help="Due before that day.")
    ] = None,
    as_of: StandingOption = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="Only records that hold all these words.")
    ] = None,
    unextracted: Annotated[
        bool,
        typer.Option("--unextracted", help="Instead: sentences with a cue, number or date but no record."),
    ] = False,
    format: Annotated[RecordFormat, typer.Option("--format", help="How to print it.")] = RecordFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """List commitments, targets, dates or links, each with the passage it comes from."""
    chosen = _format_for(format, output)
    if unextracted:
        if actor or strength or due_before or as_of:
            raise UsageError(
                "--unextracted goes with a kind, --document and --text alone: it lists no records."
            )
        with open_store(workspace) as store:
            _left_out(store, KINDS[kind] if kind else None, document, text, (chosen, output))
        return
    if chosen == "table" and kind is None:
        kind = RecordKinds.commitments
    with open_store(workspace) as store:
        rows = list(
            store.records(
                kind=KINDS[kind] if kind else None,
                doc=store.resolve(document) if document else None,
                actor=actor,
                strength=strength.value if strength else None,
                due_before=due_before,
                text=text,
            )
        )
        if as_of is not None:
            from pipeline.serving.asof import on_day

            rows = list(on_day(store, rows, as_of))
        if chosen != "table":
            _emit(rows, chosen, output)
        elif rows and kind:
            console().print(_record_view(store, rows, KINDS[kind]))
        else:
            say("No records match.")


def _record_view(store: Store, rows: list[dict[str, Any]], kind: RecordKind) -> RenderableType:
    from pipeline.serving.tables import record_tables

    docs = {row["doc"] for row in rows}
    doc = next(iter(docs)) if len(docs) == 1 else None
    return record_tables(rows, kind, {row["id"]: row for row in store.records(kind="target", doc=doc)})


def _left_out(
    store: Store,
    kind: RecordKind | None,
    document: str | None,
    text: str | None,
    form: tuple[str, Path | None],
) -> None:
    """List what gave no record, in a format and to a file where one is named."""
    from pipeline.serving import tables
    from pipeline.serving.leftout import unextracted_rows

    doc = store.resolve(document) if document else None
    rows = list(unextracted_rows(store, kind=kind, doc=doc, text=text))
    if form[0] != "table":
        _emit(rows, *form)
    elif rows:
        console().print(tables.listing(rows, "unextracted"))
    else:
        say("Nothing was left out.")


def _emit(rows: list[dict[str, Any]], chosen: str, output: Path | None) -> None:
    from pipeline.serving import exports

    if output is not None:
        exports.export(rows, output, chosen)
        say(f"{output}: {len(rows)} records written.")
    elif chosen in exports.FILE_FORMATS:
        raise UsageError(f"--format {chosen} is binary. Name a file with --output FILE.{chosen}.")
    else:
        typer.echo(exports.TEXT_FORMATS[chosen](rows), nl=False)


def _format_for(format: RecordFormat, output: Path | None) -> str:
    """The format asked for, or the one that the output file's ending names."""
    if format is not RecordFormat.table or output is None:
        return format.value
    ending = output.suffix.lstrip(".").lower()
    if ending not in BY_ENDING:
        raise UsageError(
            f"{output}: the ending names no format. Add --format csv, jsonl, md, xlsx or parquet."
        )
    return ending


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILE...|-", help="Files, or - for standard input.")],
    lines: Annotated[
        bool, typer.Option("--lines", help="Each line is a document of its own; adds its number as line.")
    ] = False,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The documents' date, for relative dates.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Print the records of files or of standard input as JSON lines; nothing is stored."""
    from pipeline.serving.extracting import records_of

    found = records_of(files, lines=lines, date=date, config=Workspace(workspace).config().read)
    failed = False
    for row in found:
        if isinstance(row, PledgebookError):
            failed = True
            complain(str(row), 1)
        else:
            typer.echo(json.dumps(row, ensure_ascii=False))
    if failed:
        raise typer.Exit(QUARANTINED if len(files) > 1 else 1)
