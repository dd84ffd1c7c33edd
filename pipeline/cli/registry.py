"""Commands on who is who and what became of it: profile, timeline, compare."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from pipeline.cli.app import app, console, open_store
from pipeline.cli.options import HERE, ViewFormat, WorkspaceOption

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
