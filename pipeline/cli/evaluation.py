"""Commands that show what the pipeline is worth: evaluate, demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app, console, say
from pipeline.cli.options import HERE, Suite, WorkspaceOption
from pipeline.cli.questions import ask
from pipeline.cli.records import records
from pipeline.cli.workspace import run_ingest
from pipeline.config import Workspace


@app.command()
def evaluate(
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="DIR", help="The gold folder [default: eval/gold].")
    ] = None,
    suite: Annotated[Suite | None, typer.Option("--suite", help="Only this part.")] = None,
    passages: Annotated[
        Path | None,
        typer.Option("--passages", metavar="P.jsonl", help='Retrieval over {"id", "text"} lines.'),
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions", metavar="Q.jsonl", help="More gold questions; with --passages, the judged ones."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Pin the figures as the new baseline.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Score on gold and check reviewed records; exit 1 when below the baseline, or when a record fails."""
    from pipeline.scoring.report import to_data
    from pipeline.serving import evaluating

    place = Workspace(workspace)
    evaluation = evaluating.run(
        place,
        console(stderr=True),
        gold=gold,
        suite=suite.value if suite else None,
        passages=passages,
        questions=questions,
    )
    changes = evaluating.gate(place, evaluation, pin=accept)
    page = evaluating.write_reports(place, evaluation, changes)
    if as_json:
        typer.echo(json.dumps(to_data(evaluation, changes), ensure_ascii=False))
    elif evaluation.figures:
        console().print(evaluating.figures_table(evaluation, changes))
    for line in (*evaluating.latency_lines(evaluation), f"Report: {page}"):
        say(line)
    failed = evaluating.broken_reviews(place, evaluation)
    for line in evaluating.review_lines(evaluation, failed):
        say(line)
    worse = [change for change in changes if change.regression]
    for change in worse:
        say(evaluating.regression_line(change))
    if accept:
        say(f"Pinned as the baseline; {len(changes)} measures got lower by it.")
        known = sum(not one.holds for one in evaluation.reviewed)
        if known:
            say(f"{known} reviewed records that fail are known from now on.")
    elif worse or failed:
        raise typer.Exit(1)


@app.command()
def demo(workspace: WorkspaceOption = HERE) -> None:
    """Ingest the bundled corpus, print its commitment table and answer one question with citations."""
    from pipeline.serving.demo import DEMO_QUESTION, demo_workspace

    with demo_workspace(Workspace(workspace)) as (place, corpus):
        run_ingest([corpus], place)
        records(workspace=place.root)
        console().print()
        ask(DEMO_QUESTION, workspace=place.root)
