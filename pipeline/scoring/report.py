"""An evaluation as rows for a table, as JSON data, and as one self-contained HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.scoring.answering import Reply
from pipeline.scoring.findings import findings
from pipeline.scoring.gate import Change
from pipeline.scoring.gold import QUESTION_TYPES
from pipeline.scoring.matching import KINDS
from pipeline.scoring.reliability import curves
from pipeline.scoring.results import Evaluation, Figure, percentiles
from pipeline.scoring.reviewing import state_counts, verdict_to_data

if TYPE_CHECKING:
    from jinja2 import Template


def table_rows(evaluation: Evaluation, *, by_type: bool = True) -> list[dict[str, Any]]:
    """One row a measure: name, value, low and high (of the 95 % interval), top and bottom of the ratio.

    Values are rounded to four digits; None stands for a measure without any count. ``by_type`` False
    leaves out the figures of single question types.
    """
    chosen = (figure for figure in evaluation.figures if by_type or not figure.measure.of_one_type)
    return [_figure_data(figure) for figure in chosen]


def to_data(evaluation: Evaluation, changes: Sequence[Change] = ()) -> dict[str, Any]:
    """The whole evaluation as JSON-ready data: figures, changes, documents, findings, replies, latencies."""
    return {
        "gold": evaluation.name,
        "sha256": evaluation.sha256,
        "version": evaluation.version,
        "fingerprint": evaluation.fingerprint,
        "suites": list(evaluation.suites),
        "figures": table_rows(evaluation),
        "changes": [_change_data(change) for change in changes],
        "documents": [
            {"doc": d.gold.name, "title": d.gold.title, "read_from": d.read_from, "problem": d.problem}
            | {"counts": dict(d.counts)}
            for d in evaluation.documents
        ],
        "findings": [asdict(one) for one in findings(evaluation)],
        "replies": list(_replies_data(evaluation)),
        "latency_ms": {
            scope: dict(zip(("median", "p95"), percentiles(times), strict=True))
            for scope, times in evaluation.latencies_ms.items()
        },
        "reviewed": {
            "states": state_counts(evaluation.reviewed),
            "records": [verdict_to_data(one) for one in evaluation.reviewed],
        },
    }


def write_json(path: Path, evaluation: Evaluation, changes: Sequence[Change] = ()) -> None:
    """Write :func:`to_data` to a file, whose folder is made when it is missing."""
    text = json.dumps(to_data(evaluation, changes), ensure_ascii=False, indent=1)
    _write(path, text + "\n")


def write_html(path: Path, evaluation: Evaluation, changes: Sequence[Change] = ()) -> None:
    """Write the page of :func:`to_html` to a file, whose folder is made when it is missing."""
    _write(path, to_html(evaluation, changes))


def to_html(evaluation: Evaluation, changes: Sequence[Change] = ()) -> str:
    """One page without outside resources: figures, documents, every miss and false alarm, every question.

    Texts of documents are escaped; nothing in them is taken for markup.
    """
    return _template().render(
        evaluation=evaluation,
        figures={figure.measure.name: figure for figure in evaluation.figures},
        kinds=[kind for kind in KINDS if "extraction" in evaluation.suites],
        changes=changes,
        regressions=[change for change in changes if change.regression],
        findings={one.document: one for one in findings(evaluation)},
        document_figures=_document_figures(evaluation),
        scopes=_scopes(evaluation),
        curves=curves(outcome for d in evaluation.documents for outcome in d.outcomes),
        types=_types(evaluation),
        review_states=state_counts(evaluation.reviewed),
        latencies={scope: percentiles(times) for scope, times in evaluation.latencies_ms.items()},
    )


def _figure_data(figure: Figure) -> dict[str, Any]:
    low, high = figure.interval or (None, None)
    return {
        "measure": figure.measure.name,
        "value": _rounded(figure.value),
        "low": _rounded(low),
        "high": _rounded(high),
        "top": _rounded(figure.top),
        "bottom": _rounded(figure.bottom),
    }


def _change_data(change: Change) -> dict[str, Any]:
    low, high = change.interval or (None, None)
    return {
        "measure": change.measure.name,
        "before": _rounded(change.before),
        "after": _rounded(change.after),
        "low": _rounded(low),
        "high": _rounded(high),
        "regression": change.regression,
    }


def _replies_data(evaluation: Evaluation) -> Iterable[dict[str, Any]]:
    for document in evaluation.documents:
        for scope, replies in document.replies.items():
            for reply in replies:
                yield {"doc": document.gold.name, "scope": scope} | _reply_data(reply)


def _reply_data(reply: Reply) -> dict[str, Any]:
    question = reply.question
    return {
        "question": question.text,
        "type": question.type,
        "gold": question.answer,
        "support": [asdict(support) for support in question.support],
        "answered": reply.answered,
        "answer": reply.row.get("answer") or "",
        "citations": [citation["quote"] for citation in reply.row["citations"]],
        "citations_right": list(reply.citations_touch),
        "good": reply.good,
        "facts": reply.facts,
        "supports_cited": list(reply.supports_cited),
        "latency_ms": reply.latency_ms,
    }


def _document_figures(evaluation: Evaluation) -> dict[str, dict[str, float | None]]:
    """The measures of each document by name, None where it has nothing to measure."""
    return {
        document.gold.name: {
            figure.measure.name: figure.measure.value(document.counts)
            if figure.measure.counts(document.counts)[1]
            else None
            for figure in evaluation.figures
        }
        for document in evaluation.documents
    }


def _scopes(evaluation: Evaluation) -> list[str]:
    """The scopes of the answers, in the order they were asked in."""
    return list(dict.fromkeys(scope for document in evaluation.documents for scope in document.replies))


def _types(evaluation: Evaluation) -> list[str]:
    """The types of the answerable questions that were asked, in the order of the guidelines."""
    asked = {question.type for document in evaluation.documents for question in document.gold.questions}
    return [kind for kind in QUESTION_TYPES if kind in asked and kind != "unanswerable"]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("pipeline.scoring").joinpath("report.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
