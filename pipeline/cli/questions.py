"""The command that answers: ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app, console
from pipeline.cli.options import HERE, AsOfOption, DocumentOption, WorkspaceOption
from pipeline.config import Workspace
from pipeline.errors import UsageError


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION")] = None,
    document: DocumentOption = None,
    as_of: AsOfOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions", metavar="FILE.jsonl", help='One {"doc"?, "question"} a line, to JSON lines.'
        ),
    ] = None,
    llm: Annotated[
        str | None,
        typer.Option(
            "--llm",
            metavar="PROVIDER:MODEL",
            help="Let a language model rephrase the evidence, each sentence checked against its citations.",
        ),
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Answer a question in verbatim sentences with their sources, or say that the documents do not tell."""
    if (question is None) == (questions is None):
        raise UsageError('Ask either "QUESTION" or --questions FILE.jsonl.')
    from pipeline.serving.asking import Asker

    with Asker.open(Workspace(workspace), llm=llm) as asker:
        if questions is not None:
            for row in asker.answer_file(questions, document=document, as_of=as_of):
                typer.echo(json.dumps(row, ensure_ascii=False))
            return
        answer = asker.ask(question or "", document=document, as_of=as_of)
    if as_json:
        from pipeline.codec import answer_to_data

        typer.echo(json.dumps(answer_to_data(answer), ensure_ascii=False))
    else:
        from pipeline.serving.terminal import answer_view

        console().print(answer_view(answer))
