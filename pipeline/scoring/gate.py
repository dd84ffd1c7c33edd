"""The gate: today's counts against a pinned baseline, by paired bootstrap over the same documents.

A baseline file holds one baseline a gold set, with the counts of every document, so that the same
resampled documents can be measured before and after. A measure got worse when the whole 95 % interval
of after minus before lies below 0 and the drop is more than TOLERANCE. The test resamples documents: a
loss that concerns one or two documents of twelve is not significant by it, however large; the report
shows it all the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import GoldError
from pipeline.scoring.bootstrap import Interval, paired_intervals
from pipeline.scoring.measures import Counts, Measure, measures_of, total
from pipeline.scoring.results import Evaluation
from pipeline.scoring.reviewing import Verdict

SCHEMA = 1
TOLERANCE = 0.001


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was pinned for one gold set: counts by document, and what made them.

    ``broken`` are the ids of reviewed records that did not hold then, and need not until they are mended.
    """

    name: str
    sha256: str
    version: str
    fingerprint: str
    counts: Mapping[str, Counts]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and after, and the 95 % interval of after minus before."""

    measure: Measure
    before: float
    after: float
    interval: Interval

    @property
    def regression(self) -> bool:
        """True for a significant drop of a gated measure."""
        significant = self.interval is not None and self.interval[1] < 0
        return self.measure.gated and significant and self.after < self.before - TOLERANCE


def load(path: Path, name: str) -> Baseline | None:
    """The baseline pinned for the gold set ``name``, None when there is none; GoldError for a bad file."""
    data = _read(path).get(name)
    if data is None:
        return None
    try:
        known = frozenset(data.get("broken", ()))
        return Baseline(name, data["sha256"], data["version"], data["fingerprint"], data["counts"], known)
    except (KeyError, TypeError) as exc:
        raise GoldError(f"{path}: no sound baseline for {name}. Pin it anew with --accept.") from exc


def compare(evaluation: Evaluation, baseline: Baseline) -> tuple[Change, ...]:
    """The change of every measure that both sides have, in the order of the measures.

    GoldError when the baseline was pinned on other gold: figures on different gold cannot be compared.
    """
    if evaluation.sha256 != baseline.sha256:
        raise GoldError(
            f"{baseline.name}: the gold files differ from those the baseline was pinned on. "
            "Look at the new figures, then pin them with --accept."
        )
    old = {name: _of_suites(counts, evaluation) for name, counts in baseline.counts.items()}
    before, after = total(old.values()), total(evaluation.counts.values())
    measures = [m for m in measures_of(before) if _has_both(m, before, after)]
    ranges = paired_intervals(old, evaluation.counts, measures)
    return tuple(
        Change(measure, measure.value(before) or 0.0, measure.value(after) or 0.0, interval)
        for measure, interval in zip(measures, ranges, strict=True)
    )


def broken(evaluation: Evaluation, baseline: Baseline | None) -> tuple[Verdict, ...]:
    """The reviewed records that do not hold, but for those the baseline knows of."""
    known = baseline.broken if baseline else frozenset()
    return tuple(one for one in evaluation.reviewed if not one.holds and one.reviewed.id not in known)


def accept(path: Path, evaluation: Evaluation) -> tuple[Change, ...]:
    """Pin the evaluation as the baseline of its gold set; the measures it lowers, significantly or not.

    Counts of suites that were not run stay pinned while the gold is the same. The file is replaced in
    one step, and baselines of other gold sets in it are kept.
    """
    old = load(path, evaluation.name)
    same_gold = old is not None and old.sha256 == evaluation.sha256
    lowered = [c for c in compare(evaluation, old) if c.after < c.before] if old and same_gold else []
    kept = old.counts if old and same_gold else {}
    pinned = _pinned(evaluation, kept) | {"broken": sorted(_known(evaluation, old))}
    _write(path, _read(path) | {evaluation.name: pinned})
    return tuple(lowered)


def _known(evaluation: Evaluation, old: Baseline | None) -> frozenset[str]:
    """The ids of what does not hold now, or where that was not looked at, of what was known before."""
    if "extraction" not in evaluation.suites:
        return old.broken if old else frozenset()
    return frozenset(one.reviewed.id for one in evaluation.reviewed if not one.holds)


def _has_both(measure: Measure, before: Counts, after: Counts) -> bool:
    return measure.value(before) is not None and measure.value(after) is not None


def _of_suites(counts: Counts, evaluation: Evaluation) -> Counts:
    return {name: count for name, count in counts.items() if name.partition(".")[0] in evaluation.suites}


def _pinned(evaluation: Evaluation, kept: Mapping[str, Counts]) -> dict[str, Any]:
    counts = {
        name: {
            key: n for key, n in kept.get(name, {}).items() if key.partition(".")[0] not in evaluation.suites
        }
        | dict(evaluation.counts.get(name, {}))
        for name in sorted(kept.keys() | evaluation.counts.keys())
    }
    totals = total(counts.values())
    figures = {measure.name: measure.value(totals) for measure in measures_of(totals)}
    return {
        "sha256": evaluation.sha256,
        "version": evaluation.version,
        "fingerprint": evaluation.fingerprint,
        "figures": {name: None if value is None else round(value, 4) for name, value in figures.items()},
        "counts": counts,
    }


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] == SCHEMA:
            return dict(data["baselines"])
    except (ValueError, KeyError, TypeError) as exc:
        raise GoldError(
            f"{path}: not a baseline file ({exc}). Restore it, or delete it and --accept."
        ) from exc
    raise GoldError(f"{path}: made by another version. Delete it, then pin the figures with --accept.")


def _write(path: Path, baselines: Mapping[str, Any]) -> None:
    text = json.dumps({"schema": SCHEMA, "baselines": baselines}, indent=1, sort_keys=True) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
