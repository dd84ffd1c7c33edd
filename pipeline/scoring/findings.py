"""Every miss, false alarm and wrong field of an evaluation, with the text around it: what to look at next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.scoring.gold import GoldDocument, GoldRecord
from pipeline.scoring.matching import FalseAlarm, Kind, Outcome, Pair, Row
from pipeline.scoring.results import Evaluation, Judged

# Where a compared field lies in a gold record and in a row, when not under its own name.
_IN_GOLD = {"unit": "measure_unit"}
_IN_ROW = {("target", "unit"): "measure_unit", ("target", "deadline"): "deadline_edtf"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote with the text around it in its unit, and the stem that governs it (empty without one)."""

    before: str
    quote: str
    after: str
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose predicted value is not the gold one; both as they are shown."""

    field: str
    gold: str
    predicted: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A miss (no ``predicted``), a false alarm (no ``gold``), or a pair with wrong fields."""

    kind: Kind
    unit: str
    gold: Excerpt | None
    predicted: Excerpt | None
    differences: tuple[Difference, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What went wrong in one document, each list kind by kind in the order of the text."""

    document: str
    missed: tuple[Finding, ...]
    false_alarms: tuple[Finding, ...]
    wrong: tuple[Finding, ...]


def findings(evaluation: Evaluation) -> Iterator[Findings]:
    """The findings of each document of the evaluation, in its order."""
    yield from map(findings_in, evaluation.documents)


def findings_in(judged: Judged) -> Findings:
    """The findings of one document."""
    gold, outcomes = judged.gold, judged.outcomes
    return Findings(
        document=gold.name,
        missed=tuple(_missed(gold, outcome, record) for outcome in outcomes for record in outcome.missed),
        false_alarms=tuple(
            _false_alarm(gold, outcome, alarm) for outcome in outcomes for alarm in outcome.false_alarms
        ),
        wrong=tuple(
            _wrong(gold, outcome, pair) for outcome in outcomes for pair in outcome.pairs if pair.wrong
        ),
    )


def _missed(document: GoldDocument, outcome: Outcome, record: GoldRecord) -> Finding:
    return Finding(outcome.kind, record.unit, _gold_excerpt(document, record), None)


def _false_alarm(document: GoldDocument, outcome: Outcome, alarm: FalseAlarm) -> Finding:
    excerpt = _row_excerpt(document, alarm.unit, alarm.row)
    return Finding(outcome.kind, alarm.unit, None, excerpt, confidence=alarm.row.get("confidence"))


def _wrong(document: GoldDocument, outcome: Outcome, pair: Pair) -> Finding:
    return Finding(
        outcome.kind,
        pair.gold.unit,
        _gold_excerpt(document, pair.gold),
        _row_excerpt(document, pair.gold.unit, pair.row),
        tuple(_difference(outcome.kind, name, pair) for name in pair.wrong),
        pair.row.get("confidence"),
    )


def _difference(kind: Kind, name: str, pair: Pair) -> Difference:
    predicted = pair.row.get(_IN_ROW.get((kind, name), name))
    if isinstance(predicted, dict):
        predicted = predicted.get("edtf")
    return Difference(name, _shown(getattr(pair.gold, _IN_GOLD.get(name, name))), _shown(predicted))


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " to ".join(map(_shown, value))
    if isinstance(value, float):
        return f"{value:,.12g}"
    return "none" if value is None else str(value)


def _gold_excerpt(document: GoldDocument, record: GoldRecord) -> Excerpt:
    before, after = _around(_unit_text(document, record.unit), record.quote)
    return Excerpt(before, record.quote, after, _unit_text(document, getattr(record, "lead_in", None)))


def _row_excerpt(document: GoldDocument, unit: str, row: Row) -> Excerpt:
    quote, text = str(row["quote"]), _unit_text(document, unit)
    lead_in = (row.get("lead_in") or {}) if isinstance(row.get("lead_in"), dict) else {}
    if quote not in text:
        return Excerpt(row.get("prefix") or "", quote, row.get("suffix") or "", lead_in.get("quote", ""))
    before, after = _around(text, quote)
    return Excerpt(before, quote, after, lead_in.get("quote", ""))


def _around(text: str, quote: str) -> tuple[str, str]:
    before, _, after = text.partition(quote)
    return before, after


def _unit_text(document: GoldDocument, name: str | None) -> str:
    return next((unit.text for unit in document.units if unit.id == name), "")
