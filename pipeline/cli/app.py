"""The application: how it ends, where it prints, what its commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import __version__
from pipeline.cli.options import TableFormat
from pipeline.config import Workspace
from pipeline.errors import PledgebookError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.store import Store

app = typer.Typer(
    help="Who promised what, how much, by when: commitment tables and cited answers from policy texts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

INTERRUPTED = 130  # what typer makes of Ctrl-C; a closed pipe it ends with 1, without a word


def main() -> None:
    """Run the command line and exit; every error is one line on stderr."""
    try:
        status = app(standalone_mode=False)
    except typer.TyperException as exc:
        status = complain(exc.format_message(), exc.exit_code)
    except UsageError as exc:
        status = complain(str(exc), 2)
    except PledgebookError as exc:
        status = complain(str(exc), 1)
    if status == INTERRUPTED:
        complain("interrupted; what was finished is kept.", INTERRUPTED)
    sys.exit(status if isinstance(status, int) else 0)


def complain(message: str, status: int) -> int:
    """One line on stderr that names the thing, the place and the remedy; gives ``status`` back."""
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


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """The store of the workspace in ``folder``, for reading; UsageError when nothing was ingested yet."""
    from pipeline.store import Store

    path = Workspace(folder).store_path
    if not path.exists():
        raise UsageError(
            f"{path}: no documents here yet. Run `pledgebook ingest PATH...`, or name a --workspace DIR."
        )
    with Store.open(path, read_only=True) as store:
        yield store


def console(*, stderr: bool = False) -> Console:
    """Where a person reads: texts are never taken for markup."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False)


def say(message: str) -> None:
    """A line for a person, on stderr."""
    typer.echo(message, err=True)


def print_rows(rows: Iterable[Mapping[str, Any]], kind: str, format: TableFormat) -> None:
    """A listing in the format asked for; an empty table is a sentence on stderr."""
    from pipeline.serving import exports, tables

    rows = list(rows)
    if format is not TableFormat.table:
        typer.echo(exports.TEXT_FORMATS[format.value](rows), nl=False)
    elif rows:
        console().print(tables.listing(rows, kind))
    else:
        say(f"No {kind}s.")
