"""Which predicted record is which gold record, and which of its fields are right.

Matching is one to one within a document, by overlap of the quotes as word positions in the annotated
stretch. Two records may pair when the intersection over union of their positions is at least 0.5
(commitments) or when they share a word (targets, dates); of all assignments the one with the greatest
total overlap is taken. Fields are compared on the pairs only. Predictions whose quote does not stand in
the annotated stretch are ignored, and so is a second prediction at the very same spot.

Predictions are rows: the objects that ``pledgebook records --format jsonl`` prints, one a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from pipeline.scoring.gold import GoldDocument, GoldRecord
from pipeline.scoring.words import Spot, Stretch, same_words, share_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row = Mapping[str, Any]
Kind = Literal["commitment", "target", "date"]
FieldTest = Callable[[Any, Row], bool]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The least overlap of a pair; any shared word is more than 1e-9.
_FLOOR: dict[Kind, float] = {"commitment": 0.5, "target": 1e-9, "date": 1e-9}


def _numbers(value: Any) -> list[float] | None:
    if value is None:
        return None
    return [float(number) for number in (value if isinstance(value, list | tuple) else [value])]


FIELDS: dict[Kind, dict[str, FieldTest]] = {
    "commitment": {
        "actor": lambda gold, row: same_words(gold.actor, row.get("actor")),
        "cue": lambda gold, row: share_words(gold.cue, row.get("cue")),
        "strength": lambda gold, row: gold.strength == row.get("strength"),
        "status": lambda gold, row: gold.status == row.get("status"),
        "deadline": lambda gold, row: gold.deadline == (row.get("deadline") or {}).get("edtf"),
    },
    "target": {
        "value": lambda gold, row: _numbers(gold.value) == _numbers(row.get("value")),
        "comparator": lambda gold, row: gold.comparator == row.get("comparator"),
        "unit": lambda gold, row: same_words(gold.measure_unit, str(row.get("measure_unit"))),
        "of": lambda gold, row: same_words(gold.of, row.get("of")),
        "deadline": lambda gold, row: gold.deadline == row.get("deadline_edtf"),
    },
    "date": {
        "edtf": lambda gold, row: gold.edtf == row.get("edtf"),
        "role": lambda gold, row: gold.role == row.get("role"),
    },
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and the prediction of it; ``wrong`` names the fields that differ."""

    gold: GoldRecord
    row: Row
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """A prediction without a gold record, and the unit in which its quote begins."""

    row: Row
    unit: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one kind of record in one document, each part in the order of the text."""

    kind: Kind
    pairs: tuple[Pair, ...]
    missed: tuple[GoldRecord, ...]
    false_alarms: tuple[FalseAlarm, ...]

    def counts(self) -> dict[str, float]:
        """Counters by name: gold, predicted, pairs, pairs with all fields right, right by field."""
        pairs = len(self.pairs)
        counts = {
            "gold": pairs + len(self.missed),
            "predicted": pairs + len(self.false_alarms),
            "pairs": pairs,
            "all_fields": sum(not pair.wrong for pair in self.pairs),
        }
        right = {name: sum(name not in pair.wrong for pair in self.pairs) for name in FIELDS[self.kind]}
        named = counts | {f"field.{name}": count for name, count in right.items()}
        return {f"extraction.{self.kind}.{name}": float(count) for name, count in named.items()}


def match(document: GoldDocument, rows: Iterable[Row]) -> tuple[Outcome, ...]:
    """The outcome of each kind, in the order of KINDS, for the predictions on one document."""
    stretch = Stretch((unit.id, unit.text) for unit in document.units)
    gold: dict[Kind, Sequence[GoldRecord]] = {
        "commitment": document.commitments,
        "target": document.targets,
        "date": document.dates,
    }
    kept = list(rows)
    return tuple(
        _outcome(kind, stretch, gold[kind], [row for row in kept if row["kind"] == kind]) for kind in KINDS
    )


def pair_up(gold: Sequence[Spot], predicted: Sequence[Spot], *, floor: float) -> list[tuple[int, int]]:
    """Index pairs (gold, predicted) of the assignment with the greatest total overlap, by gold index."""
    if not gold or not predicted:
        return []
    from scipy.optimize import linear_sum_assignment

    overlap = _overlaps(gold, predicted)
    overlap[overlap < floor] = 0
    rows, columns = linear_sum_assignment(-overlap)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if overlap[r, c] > 0]


def _overlaps(gold: Sequence[Spot], predicted: Sequence[Spot]) -> NDArray[np.float64]:
    """Intersection over union of all pairs of spots, shape [gold, predicted]; 0 where they do not touch."""
    ours, theirs = np.array(gold)[:, None, :], np.array(predicted)[None, :, :]
    shared = np.minimum(ours[..., 1], theirs[..., 1]) - np.maximum(ours[..., 0], theirs[..., 0])
    covered = np.maximum(ours[..., 1], theirs[..., 1]) - np.minimum(ours[..., 0], theirs[..., 0])
    overlaps: NDArray[np.float64] = np.maximum(shared, 0) / covered
    return overlaps


def _outcome(kind: Kind, stretch: Stretch, gold: Sequence[GoldRecord], rows: Sequence[Row]) -> Outcome:
    wanted, found = _gold_spots(stretch, gold), _predicted_spots(stretch, rows)
    indexes = pair_up([spot for _, spot in wanted], [spot for _, spot in found], floor=_FLOOR[kind])
    hit, used = {g for g, _ in indexes}, {p for _, p in indexes}
    return Outcome(
        kind=kind,
        pairs=tuple(_pair(kind, wanted[g][0], found[p][0]) for g, p in indexes),
        missed=tuple(record for i, (record, _) in enumerate(wanted) if i not in hit),
        false_alarms=tuple(
            FalseAlarm(row, stretch.unit_at(spot.start))
            for i, (row, spot) in enumerate(found)
            if i not in used
        ),
    )


def _pair(kind: Kind, gold: GoldRecord, row: Row) -> Pair:
    return Pair(gold, row, tuple(name for name, test in FIELDS[kind].items() if not test(gold, row)))


def _gold_spots(stretch: Stretch, gold: Sequence[GoldRecord]) -> list[tuple[GoldRecord, Spot]]:
    """Each gold record with its spot; equal quotes of one unit stand for its occurrences in order."""
    located: list[tuple[GoldRecord, Spot]] = []
    taken: set[Spot] = set()
    for record in gold:
        spot = stretch.locate(record.quote, unit=record.unit, taken=taken)
        if spot:
            taken.add(spot)
            located.append((record, spot))
    return located


def _predicted_spots(stretch: Stretch, rows: Sequence[Row]) -> list[tuple[Row, Spot]]:
    """Each prediction that stands in the stretch with its spot, told apart by prefix and suffix."""
    located: list[tuple[Row, Spot]] = []
    taken: set[Spot] = set()
    for row in rows:
        spot = stretch.locate_in_context(
            row["quote"], prefix=row.get("prefix") or "", suffix=row.get("suffix") or "", taken=taken
        )
        if spot:
            taken.add(spot)
            located.append((row, spot))
    return located
