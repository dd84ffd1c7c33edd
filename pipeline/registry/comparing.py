"""What became of the commitments of one document in another: new, dropped, strengthened, weakened, restated.

Commitments are paired one to one by what they promise: words in common, weighed by how rare they are in the
two documents, the same measure of their targets, the same instrument. A goal goes with the one it succeeds
(:mod:`pipeline.registry.succession`). Of a pair, the amount decides first, then the deadline, then how firmly
it is promised.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.registry.days import due, last_day
from pipeline.registry.directions import opposed
from pipeline.registry.goals import LEVELS, Row, measured
from pipeline.registry.names import key
from pipeline.registry.succession import successions
from pipeline.registry.words import Piece, changed

Verdict = Literal["restated", "changed", "strengthened", "weakened", "new", "dropped"]
ORDER: tuple[Verdict, ...] = ("strengthened", "weakened", "changed", "restated", "new", "dropped")
ALIKE = (
    0.34  # weighed share of words in common from which two promises are one; by eye over the bundled corpus
)
SAME_TARGET = 0.3  # what the same measure, or the same instrument, adds to it
SAME_INSTRUMENT = 0.08
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    ["and", "for", "the", "that", "this", "with", "will", "our", "their", "its", "are", "from", "all"]
)
_FIRMNESS = {"weak": 0, "moderate": 1, "strong": 2}
_AT_MOST = frozenset(["<=", "<"])


@dataclass(frozen=True, slots=True)
class Comparison:
    """A commitment of either document or both: the verdict, the reasons in words, the words that changed."""

    verdict: Verdict
    older: Row | None
    newer: Row | None
    reasons: tuple[str, ...] = ()
    words: tuple[Piece, ...] = ()


def compare(older: Iterable[Row], newer: Iterable[Row]) -> tuple[Comparison, ...]:
    """Compare the commitment and target rows of two documents, the earlier first.

    In the order of ``ORDER``, and within it in that of the newer document, dropped ones in that of the older.
    """
    older, newer = list(older), list(newer)
    first, second = _Side(older), _Side(newer)
    followed = [(one.older, one.newer) for one in successions([*older, *newer])]
    weights = _weights([*first.words.values(), *second.words.values()])
    pairs = _pairs(first, second, weights, followed)
    found = [
        _compared(first, second, old, pairs[old])
        if old in pairs
        else Comparison("dropped", first.rows[old], None)
        for old in first.rows
    ]
    taken = set(pairs.values())
    found += [Comparison("new", None, row) for one, row in second.rows.items() if one not in taken]
    return tuple(
        sorted(found, key=lambda one: (ORDER.index(one.verdict), (one.newer or one.older or {})["start"]))
    )


class _Side:
    """The commitments of one document by id, with their words and targets."""

    def __init__(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self.rows = {row["id"]: row for row in rows if row["kind"] == "commitment"}
        self.words = {one: _words(row) for one, row in self.rows.items()}
        self.targets: dict[str, list[Row]] = {one: [] for one in self.rows}
        for row in rows:
            if row["kind"] == "target" and row["commitment"] in self.targets:
                self.targets[row["commitment"]].append(row)


def _words(row: Row) -> frozenset[str]:
    said = f"{row['action']} {row['lead_in']['quote'] if row['lead_in'] else ''}"
    return frozenset(word[:6] for word in _WORD.findall(said.casefold()) if word not in _EMPTY)


def _weights(said: Sequence[frozenset[str]]) -> dict[str, float]:
    """How telling each word is: the fewer promises of the two documents have it, the more."""
    counts = Counter(word for words in said for word in words)
    return {word: math.log(1 + len(said) / count) for word, count in counts.items()}


def _pairs(
    first: _Side, second: _Side, weights: Mapping[str, float], followed: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Ids of older commitments and of the newer ones they became, best pairs first, each used once."""
    scored = sorted(
        (
            (-_score(first, second, old, new, weights), old_place, new_place, old, new)
            for old_place, old in enumerate(first.rows)
            for new_place, new in enumerate(second.rows)
        )
    )
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for old, new in followed:
        if old in first.rows and new in second.rows and new not in taken:
            pairs[old] = new
            taken.add(new)
    for score, _, _, old, new in scored:
        if -score < ALIKE:
            break
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def _score(first: _Side, second: _Side, old: str, new: str, weights: Mapping[str, float]) -> float:
    mine, theirs = first.words[old], second.words[new]
    union = sum(weights[word] for word in mine | theirs)
    score = sum(weights[word] for word in mine & theirs) / union if union else 0.0
    units = {target["measure_unit"] for target in (*first.targets[old], *second.targets[new])}
    level = next(iter(units & LEVELS), None)
    if not score or opposed(first.rows[old], second.rows[new], level):
        return 0.0
    same_target = any(_same_measure(a, b) for a in first.targets[old] for b in second.targets[new])
    instruments = [
        row["instrument"] and key(row["instrument"]) for row in (first.rows[old], second.rows[new])
    ]
    same_instrument = instruments[0] is not None and instruments[0] == instruments[1]
    return score + SAME_TARGET * same_target + SAME_INSTRUMENT * same_instrument


def _same_measure(first: Row, second: Row) -> bool:
    """True when two targets count the same thing in the same unit."""
    if first["measure_unit"] != second["measure_unit"]:
        return False
    mine, theirs = (measured(row["of"] or "", {}).casefold() for row in (first, second))
    return (
        mine == theirs
        or {mine, theirs} == {"gdp", "gross domestic product"}
        or bool(mine and theirs and (mine in theirs or theirs in mine))
    )


def _compared(first: _Side, second: _Side, old: str, new: str) -> Comparison:
    before, after = first.rows[old], second.rows[new]
    judged = [
        *_amounts(first.targets[old], second.targets[new]),
        *_deadlines(before, after),
        *_firmness(before, after),
    ]
    words = changed(" ".join(before["action"].split()), " ".join(after["action"].split()))
    reasons = tuple(reason for _, reason in judged)
    leaning = next((lean for lean, _ in judged if lean), 0)
    verdict: Verdict = "strengthened" if leaning > 0 else "weakened" if leaning < 0 else "restated"
    if not leaning and judged:
        verdict = "changed"
    return Comparison(verdict, before, after, reasons, words)


def _amounts(older: Sequence[Row], newer: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The same target with another value: more is stronger, but for ceilings."""
    left = list(newer)
    for old in older:
        new = next((one for one in left if _same_measure(old, one)), None)
        if new is None:
            continue
        left.remove(new)
        if isinstance(old["value"], list) or isinstance(new["value"], list) or old["value"] == new["value"]:
            continue
        up = 1 if new["value"] > old["value"] else -1
        lean = -up if {old["comparator"], new["comparator"]} & _AT_MOST else up
        unit = "" if old["measure_unit"] == "count" else f" {old['measure_unit']}"
        of = new["of"] or old["of"]
        yield lean, f"{old['value']:,g}{unit} became {new['value']:,g}{unit}{f' of {of}' if of else ''}"


def _deadlines(older: Row, newer: Row) -> Iterator[tuple[int, str]]:
    """An earlier day, or a day where there was none, is stronger."""
    old, new = ((row["deadline"] or {}).get("edtf") for row in (older, newer))
    if old == new:
        return
    if not old or not new:
        yield (1, f"due {due(new)}, before without a day") if new else (-1, f"no longer due {due(old or '')}")
    elif last_day(old) != last_day(new):
        lean = 1 if last_day(new) < last_day(old) else -1
        yield lean, f"due {due(new)} instead of {due(old)}"


def _firmness(older: Row, newer: Row) -> Iterator[tuple[int, str]]:
    old, new = _FIRMNESS[older["strength"]], _FIRMNESS[newer["strength"]]
    if old != new:
        told = f"{older['strength']} (“{older['cue']}”) became {newer['strength']} (“{newer['cue']}”)"
        yield (1 if new > old else -1), told
