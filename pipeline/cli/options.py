"""Choices and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class TableFormat(StrEnum):
    """How a listing is printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


class RecordFormat(StrEnum):
    """How records are printed or written."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    md = "md"
    xlsx = "xlsx"
    parquet = "parquet"


class ViewFormat(StrEnum):
    """How a profile or a comparison is printed."""

    table = "table"
    json = "json"
    md = "md"


class TimelineFormat(StrEnum):
    """How a time line is printed."""

    table = "table"
    jsonl = "jsonl"


class RecordKinds(StrEnum):
    """The kinds of record, as commands name them."""

    commitments = "commitments"
    targets = "targets"
    dates = "dates"
    links = "links"


class Suite(StrEnum):
    """The parts of the evaluation."""

    extraction = "extraction"
    retrieval = "retrieval"
    answers = "answers"


class StrengthChoice(StrEnum):
    """How firmly something is promised."""

    strong = "strong"
    moderate = "moderate"
    weak = "weak"


WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", metavar="DIR", help="The workspace [default: this folder].")
]
ListingFormat = Annotated[TableFormat, typer.Option("--format", help="How to print it.")]
DocumentOption = Annotated[
    str | None,
    typer.Option("--document", metavar="D", help="Only this document: id, unique prefix or file name."),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what had been published by that day.")
]
StandingOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="What was in force, due, overdue or superseded that day, and why."
    ),
]
KindArgument = Annotated[
    RecordKinds | None,
    typer.Argument(metavar="[commitments|targets|dates|links]", help="Only this kind [default: all]."),
]
ActorOption = Annotated[str | None, typer.Option("--actor", metavar="A", help="Words of the actor.")]
StrengthOption = Annotated[StrengthChoice | None, typer.Option("--strength")]
DueBeforeOption = Annotated[
    str | None, typer.Option("--due-before", metavar="DATE", help="Due before that day.")
]
TextOption = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="Only records that hold all these words.")
]
HERE = Path()
