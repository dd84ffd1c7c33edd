"""Commands by which a reader's corrections become tests: review export, review import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app, open_store, say
from pipeline.cli.options import (
    HERE,
    ActorOption,
    AsOfOption,
    DocumentOption,
    DueBeforeOption,
    KindArgument,
    StrengthOption,
    TextOption,
    WorkspaceOption,
)
from pipeline.cli.records import KINDS
from pipeline.config import Workspace

review = typer.Typer(no_args_is_help=True, help="Check records in a spreadsheet; corrections become tests.")
app.add_typer(review, name="review")


@review.command("export")
def export_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx|.jsonl", help="The file to write.")],
    kind: KindArgument = None,
    document: DocumentOption = None,
    actor: ActorOption = None,
    strength: StrengthOption = None,
    due_before: DueBeforeOption = None,
    as_of: AsOfOption = None,
    text: TextOption = None,
    below: Annotated[
        float | None, typer.Option("--below", metavar="C", help="Only records of less confidence, 0 to 1.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Write records to a spreadsheet or JSON lines, to be accepted, edited or rejected."""
    from pipeline.review.exporting import export_review
    from pipeline.review.reviewed import FILE

    with open_store(workspace) as store:
        records = store.records(
            kind=KINDS[kind] if kind else None,
            doc=store.resolve(document) if document else None,
            actor=actor,
            strength=strength.value if strength else None,
            due_before=due_before,
            as_of=as_of,
            text=text,
        )
        chosen = (row for row in records if below is None or row["confidence"] < below)
        count = export_review(chosen, file, store=store, kept=Workspace(workspace).eval / FILE)
    say(f"{file}: {count} records to review. Take them back with `pledgebook review import {file}`.")


@review.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx|.jsonl", help="The file, reviewed.")],
    workspace: WorkspaceOption = HERE,
) -> None:
    """Take decisions into eval/reviewed.jsonl, which evaluate holds extraction to; all of them, or none."""
    from pipeline.review.importing import import_review
    from pipeline.review.reviewed import FILE

    kept = Workspace(workspace).eval / FILE
    with open_store(workspace) as store:
        done = import_review(file, kept, store)
    for problem in done.problems:
        say(f"{file}: {problem}")
    if done.problems:
        say(f"Nothing was imported: correct {len(done.problems)} rows, then import the file again.")
        raise typer.Exit(1)
    say(
        f"{kept}: {done.new} new, {done.changed} changed, {done.unchanged} as before; "
        f"{done.undecided} rows without a decision."
    )
