"""An evaluation as a person follows it: progress, a table with intervals, reports, and what got worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from pipeline.config import Workspace
from pipeline.errors import UsageError
from pipeline.evaluate import evaluate, evaluate_passages
from pipeline.review.reviewed import FILE as REVIEWED
from pipeline.scoring.gate import Change, accept, broken, compare, load
from pipeline.scoring.measures import Suite
from pipeline.scoring.report import write_html, write_json
from pipeline.scoring.results import Evaluation, Figure, percentiles
from pipeline.scoring.reviewing import Verdict, state_counts


def run(
    workspace: Workspace,
    console: Console,
    *,
    gold: Path | None,
    suite: Suite | None,
    passages: Path | None,
    questions: Path | None,
) -> Evaluation:
    """Evaluate on a gold folder (the workspace's eval/gold by default) or on judged passages."""
    with _progress(console) as progress:
        if passages is not None:
            if questions is None or suite not in (None, "retrieval"):
                raise UsageError("--passages goes with --suite retrieval and --questions Q.jsonl.")
            return evaluate_passages(passages, questions, workspace=workspace, progress=progress)
        folder = gold or workspace.eval / "gold"
        if not folder.is_dir() and not (folder.parent / REVIEWED).exists():
            raise UsageError(f"{folder}: no gold folder here. Name one with --gold DIR.")
        return evaluate(folder, workspace=workspace, suite=suite, questions=questions, progress=progress)


def gate(workspace: Workspace, evaluation: Evaluation, *, pin: bool) -> tuple[Change, ...]:
    """Changes against the baseline of this gold set, none when none is pinned; ``pin`` replaces it.

    When pinned, the changes are the measures that got lower by it.
    """
    path = workspace.eval / "baseline.json"
    if pin:
        return accept(path, evaluation)
    baseline = load(path, evaluation.name)
    return compare(evaluation, baseline) if baseline else ()


def broken_reviews(workspace: Workspace, evaluation: Evaluation) -> tuple[Verdict, ...]:
    """The reviewed records that do not hold, but for those pinned as known."""
    return broken(evaluation, load(workspace.eval / "baseline.json", evaluation.name))


def review_lines(evaluation: Evaluation, failed: Sequence[Verdict]) -> Iterator[str]:
    """How many reviewed records there are, where they stand now, and each that failed."""
    if not evaluation.reviewed:
        return
    states = ", ".join(
        f"{count} {state}" for state, count in state_counts(evaluation.reviewed).items() if count
    )
    held = sum(one.holds for one in evaluation.reviewed)
    yield f"{held} of {len(evaluation.reviewed)} reviewed records hold; their words: {states}."
    yield from (f"Reviewed record fails: {one.line()}" for one in failed)


def write_reports(workspace: Workspace, evaluation: Evaluation, changes: Sequence[Change]) -> Path:
    """Write indexes/reports/evaluation.json and .html; gives the path of the page."""
    folder = workspace.indexes / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "evaluation.json", evaluation, changes)
    write_html(folder / "evaluation.html", evaluation, changes)
    return folder / "evaluation.html"


def figures_table(evaluation: Evaluation, changes: Sequence[Change]) -> Table:
    """Every measure with its interval and counts, part by part; the baseline's value where there is one.

    Figures of single question types are left to the reports.
    """
    table = Table(title=evaluation.name, title_justify="left", box=box.HORIZONTALS, pad_edge=False)
    for header in ("", "Value", "95 % interval", "Counts", "Baseline"):
        table.add_column(header, justify="right" if header else "left", no_wrap=True)
    before = {change.measure.name: change for change in changes}
    shown = [figure for figure in evaluation.figures if not figure.measure.of_one_type]
    for part, figures in groupby(shown, key=lambda figure: figure.measure.name.split(".")[:2]):
        table.add_section()
        table.add_row(Text(" ".join(part), style="bold"))
        for figure in figures:
            label = " ".join(figure.measure.name.split(".")[2:]).replace("_", " ")
            table.add_row(f"  {label}", *_cells(figure), Text(*_versus(before.get(figure.measure.name))))
    return table


def _cells(figure: Figure) -> tuple[str, str, str]:
    value = "–" if figure.value is None else f"{figure.value:.3f}"
    interval = "" if figure.interval is None else f"{figure.interval[0]:.3f} – {figure.interval[1]:.3f}"
    return value, interval, f"{figure.top:.4g}/{figure.bottom:.4g}"


def _versus(change: Change | None) -> tuple[str, str]:
    if change is None:
        return "", ""
    return f"{change.before:.3f}", "bold red" if change.regression else ""


def latency_lines(evaluation: Evaluation) -> Iterator[str]:
    """Median and 95th percentile of the time a question took, by scope."""
    for scope, times in evaluation.latencies_ms.items():
        median, late = percentiles(times)
        yield f"A question over {scope} took {median:.0f} ms (median), {late:.0f} ms (95th percentile)."


def regression_line(change: Change) -> str:
    """What got worse, in one line."""
    low, high = change.interval or (0.0, 0.0)
    return (
        f"{change.measure.name} got worse: {change.before:.3f} to {change.after:.3f} "
        f"(95 % interval of the change {low:+.3f} to {high:+.3f})."
    )


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:

        def stage(name: str) -> Callable[[int, int], None]:
            task = bar.add_task(name, total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield stage
