"""Commands on who is who and what became of it: profile, timeline, compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app, console, open_store, say
from pipeline.cli.options import (
    HERE,
    ActorOption,
    DocumentOption,
    TimelineFormat,
    ViewFormat,
    WorkspaceOption,
)

ViewOption = Annotated[ViewFormat, typer.Option("--format", help="How to print it.")]


@app.command()
def profile(
    name: Annotated[str, typer.Argument(metavar="NAME", help='A name, acronym or goal ("5% commitment").')],
    format: ViewOption = ViewFormat.table,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Show what all documents tell of a body, instrument, event or goal, with sources."""
    from pipeline.registry import profile as profile_of
    from pipeline.serving import profiles

    with open_store(workspace) as store:
        found = profile_of(store, name)
    if format is ViewFormat.json:
        typer.echo(json.dumps(profiles.to_data(found), ensure_ascii=False))
    elif format is ViewFormat.md:
        typer.echo(profiles.to_markdown(found), nl=False)
    else:
        console().print(profiles.view(found))


@app.command()
def compare(
    older: Annotated[
        str, typer.Argument(metavar="DOC1", help="The earlier: id, unique prefix or file name.")
    ],
    newer: Annotated[str, typer.Argument(metavar="DOC2", help="The later one.")],
    format: ViewOption = ViewFormat.table,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Show which commitments of one document are new, dropped or changed in another, word by word."""
    from pipeline.registry import compare as compare_rows
    from pipeline.serving import comparisons

    with open_store(workspace) as store:
        documents = store.document(older), store.document(newer)
        found = compare_rows(*(list(store.records(doc=document.id)) for document in documents))
    if format is ViewFormat.json:
        typer.echo(json.dumps(comparisons.to_data(found, *documents), ensure_ascii=False))
    elif format is ViewFormat.md:
        typer.echo(comparisons.to_markdown(found, *documents), nl=False)
    else:
        console().print(comparisons.view(found, *documents))


@app.command()
def timeline(
    document: DocumentOption = None,
    actor: ActorOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.svg|.html", help="Draw it to a file.")
    ] = None,
    format: Annotated[
        TimelineFormat, typer.Option("--format", help="How to print it.")
    ] = TimelineFormat.table,
    workspace: WorkspaceOption = HERE,
) -> None:
    """List what was set up, agreed and is due, in order of time, or draw it."""
    from pipeline.serving import timelines

    with open_store(workspace) as store:
        doc = store.resolve(document) if document else None
        events = timelines.events_of(store, doc=doc, actor=actor)
        title = f"Time line: {store.document(doc).title}" if doc else "Time line of all documents"
    title = f"{title} — {actor}" if actor else title
    if output is not None:
        timelines.write(events, title, output)
        say(f"{output}: {len(events)} events drawn.")
    elif format is TimelineFormat.jsonl:
        for row in timelines.rows(events):
            typer.echo(json.dumps(row, ensure_ascii=False))
    elif events:
        console().print(timelines.view(events, title))
    else:
        say("No dated events.")
