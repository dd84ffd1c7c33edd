"""The ``pledgebook`` command: parse, one library call, format. Machine output on stdout, all else on stderr.

Exit status: 0 done, 1 failure or a significant drop in ``evaluate``, 2 usage, 3 some files quarantined.
Nothing heavy is imported before the command that needs it runs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import __version__
from pipeline.config import Workspace
from pipeline.errors import PledgebookError, UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from pipeline.schema import Document, RecordKind, Span
    from pipeline.store import Store

app = typer.Typer(
    help="Who promised what, how much, by when: commitment tables and cited answers from policy texts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

QUARANTINED = 3


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


BY_ENDING = {format.value for format in RecordFormat} - {"table"}


class RecordKinds(StrEnum):
    """The kinds of record, as commands name them."""

    commitments = "commitments"
    targets = "targets"
    dates = "dates"
    links = "links"


KINDS: dict[RecordKinds, RecordKind] = {
    RecordKinds.commitments: "commitment",
    RecordKinds.targets: "target",
    RecordKinds.dates: "date",
    RecordKinds.links: "link",
}


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
HERE = Path()


def main() -> None:
    """Run the command line and exit; every error is one line on stderr."""
    try:
        status = app(standalone_mode=False)
    except typer.TyperException as exc:
        status = _complain(exc.format_message(), exc.exit_code)
    except UsageError as exc:
        status = _complain(str(exc), 2)
    except PledgebookError as exc:
        status = _complain(str(exc), 1)
    except KeyboardInterrupt:
        status = _complain("interrupted; what was finished is kept.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str, status: int) -> int:
    if message:
        sys.stderr.write(f"pledgebook: {' '.join(message.split())}\n")
    return status


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Runs before every command; options that stand before the command's name go here."""


# ------------------------------------------------------------------ workspace and documents


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make a workspace.")],
) -> None:
    """Make a workspace: a folder with corpus/, indexes/ and eval/."""
    made = _prepare(Workspace(folder))
    _say(f"{folder}: {'made a workspace' if made else 'is a workspace already'}.")


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
    if _run_ingest(paths, Workspace(workspace), retry=retry):
        raise typer.Exit(QUARANTINED)


def _run_ingest(paths: list[Path], workspace: Workspace, *, retry: bool = False) -> bool:
    """Ingest with a progress bar and a summary on stderr; True when files were quarantined."""
    from pipeline.ingest import ingest as run
    from pipeline.serving.progress import follow

    _prepare(workspace)
    events = run(paths, workspace=workspace, config=workspace.config(), retry=retry)
    return follow(events, _console(stderr=True)).failed > 0


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="Id, unique prefix or file name.")],
    workspace: WorkspaceOption = HERE,
) -> None:
    """Delete documents from the workspace with everything that was made of them."""
    from pipeline.ingest import remove as delete

    for document in delete(documents, workspace=Workspace(workspace)):
        _say(f"{document.source}: removed.")


@app.command()
def documents(workspace: WorkspaceOption = HERE, format: ListingFormat = TableFormat.table) -> None:
    """List what is in the workspace."""
    from pipeline.serving import exports

    with _store(workspace) as store:
        _print_rows(map(exports.listed_row, store.documents()), "document", format)


@app.command()
def failures(workspace: WorkspaceOption = HERE, format: ListingFormat = TableFormat.table) -> None:
    """List the files that gave no document, why, and what to do about each."""
    from pipeline.serving import exports

    with _store(workspace) as store:
        _print_rows(map(exports.listed_row, store.failures()), "failure", format)


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id, unique prefix or file name.")],
    span: Annotated[
        str | None, typer.Option("--span", metavar="START:END", help="Only these code points.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Print a document's text, or the passage at a span."""
    with _store(workspace) as store:
        found = store.document(document)
    if span is None:
        from pipeline.serving.terminal import document_view

        _console().print(document_view(found))
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


# ------------------------------------------------------------------ records


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
    as_of: AsOfOption = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="Only records that hold all these words.")
    ] = None,
    format: Annotated[RecordFormat, typer.Option("--format", help="How to print it.")] = RecordFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")
    ] = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    """List commitments, targets, dates or links, each with the passage it comes from."""
    chosen = _format_for(format, output)
    if chosen == "table" and kind is None:
        kind = RecordKinds.commitments
    with _store(workspace) as store:
        rows = list(
            store.records(
                kind=KINDS[kind] if kind else None,
                doc=store.resolve(document) if document else None,
                actor=actor,
                strength=strength.value if strength else None,
                due_before=due_before,
                as_of=as_of,
                text=text,
            )
        )
        if chosen != "table":
            _emit(rows, chosen, output)
        elif rows and kind:
            _console().print(_record_view(store, rows, KINDS[kind]))
        else:
            _say("No records match.")


def _record_view(store: Store, rows: list[dict[str, Any]], kind: RecordKind) -> RenderableType:
    from pipeline.serving.tables import record_tables

    docs = {row["doc"] for row in rows}
    doc = next(iter(docs)) if len(docs) == 1 else None
    return record_tables(rows, kind, {row["id"]: row for row in store.records(kind="target", doc=doc)})


def _emit(rows: list[dict[str, Any]], chosen: str, output: Path | None) -> None:
    from pipeline.serving import exports

    if output is not None:
        exports.export(rows, output, chosen)
        _say(f"{output}: {len(rows)} records written.")
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
            _complain(str(row), 1)
        else:
            typer.echo(json.dumps(row, ensure_ascii=False))
    if failed:
        raise typer.Exit(QUARANTINED if len(files) > 1 else 1)


# ------------------------------------------------------------------ questions


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
    workspace: WorkspaceOption = HERE,
) -> None:
    """Answer a question in verbatim sentences with their sources, or say that the documents do not tell."""
    if (question is None) == (questions is None):
        raise UsageError('Ask either "QUESTION" or --questions FILE.jsonl.')
    from pipeline.serving.asking import Asker

    with Asker.open(Workspace(workspace)) as asker:
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

        _console().print(answer_view(answer))


# ------------------------------------------------------------------ evaluation and demonstration


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
            "--questions", metavar="Q.jsonl", help='With --passages: {"question", "relevant"} lines.'
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Pin the figures as the new baseline.")] = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Score extraction, retrieval and answers on gold; exit 1 when significantly below the baseline."""
    from pipeline.scoring.report import to_data
    from pipeline.serving import evaluating

    place, console = Workspace(workspace), _console(stderr=True)
    evaluation = evaluating.run(
        place,
        console,
        gold=gold,
        suite=suite.value if suite else None,
        passages=passages,
        questions=questions,
    )
    changes = evaluating.gate(place, evaluation, pin=accept)
    page = evaluating.write_reports(place, evaluation, changes)
    if as_json:
        typer.echo(json.dumps(to_data(evaluation, changes), ensure_ascii=False))
    else:
        _console().print(evaluating.figures_table(evaluation, changes))
    for line in (*evaluating.latency_lines(evaluation), f"Report: {page}"):
        _say(line)
    worse = [change for change in changes if change.regression]
    for change in worse:
        _say(evaluating.regression_line(change))
    if accept:
        _say(f"Pinned as the baseline; {len(changes)} measures got lower by it.")
    elif worse:
        raise typer.Exit(1)


@app.command()
def demo(workspace: WorkspaceOption = HERE) -> None:
    """Ingest the bundled corpus, print its commitment table and answer one question with citations."""
    from pipeline.serving.demo import DEMO_QUESTION, demo_workspace

    with demo_workspace(Workspace(workspace)) as (place, corpus):
        _run_ingest([corpus], place)
        records(workspace=place.root)
        _console().print()
        ask(DEMO_QUESTION, workspace=place.root)


# ------------------------------------------------------------------ shared by the commands


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    from pipeline.store import Store

    path = Workspace(folder).store_path
    if not path.exists():
        raise UsageError(
            f"{path}: no documents here yet. Run `pledgebook ingest PATH...`, or name a --workspace DIR."
        )
    with Store.open(path, read_only=True) as store:
        yield store


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False)


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _print_rows(rows: Iterable[Mapping[str, Any]], kind: str, format: TableFormat) -> None:
    from pipeline.serving import exports, tables

    rows = list(rows)
    if format is not TableFormat.table:
        typer.echo(exports.TEXT_FORMATS[format.value](rows), nl=False)
    elif rows:
        _console().print(tables.listing(rows, kind))
    else:
        _say(f"No {kind}s.")
