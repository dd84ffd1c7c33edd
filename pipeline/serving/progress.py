"""A run of ingest as a person follows it: a bar while it runs, failures as they come, totals at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from pipeline.ingest import Event, Failed, Found, Ingested, Summary, Unchanged, summarise
from pipeline.serving.terminal import safe


def follow(events: Iterable[Event], console: Console) -> Summary:
    """Run ``events`` to their end, showing each; the bar appears only at a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        summary = summarise(_shown(events, progress, progress.add_task("Reading", total=None)))
    console.print(Text(totals(summary)))
    return summary


def _shown(events: Iterable[Event], progress: Progress, task: TaskID) -> Iterator[Event]:
    for event in events:
        if isinstance(event, Found):
            progress.update(task, total=event.total)
        elif isinstance(event, Ingested | Unchanged | Failed):
            progress.update(task, advance=1, description=safe(Path(event.path).name)[:32].ljust(32))
        if isinstance(event, Failed) and not event.known:
            progress.console.print(Text(f"{safe(event.path)}: {event.code}: {safe(event.message)}", "yellow"))
        yield event


def totals(summary: Summary) -> str:
    """The run in one or two sentences."""
    line = (
        f"{_count(summary.ingested, 'document')} ingested with {_count(summary.records, 'record')} and "
        f"{_count(summary.passages, 'passage')}, {summary.unchanged:,} unchanged, {summary.failed:,} failed."
    )
    if summary.failed:
        line += " See `pledgebook failures` for what to do about each."
    return line


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
