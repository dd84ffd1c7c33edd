"""Fit the weights that tell where a new action begins: ``lexicons/cuts.toml``.

    python -m tests.tools.fitting.action_cuts [--write]

Every place that extraction weighs in the promises of the training gold is a row; it is a cut when a gold
quote begins between its separator and its verb. Only promises with a gold quote that begins before the place
are taken. Features are those of ``pipeline.extraction.cuts``; what follows a wrong decision is not learnt
from, for each place is weighed as if those before it had been decided rightly. Logistic regression, L2,
c = 0.3; weights below 0.05 are left out. Prints how often the decision is right in cross-validation by
documents, then the values that differ from the file's. To be run again when the parser changes.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest import mock

import numpy as np

from pipeline.extraction import cuts
from pipeline.extraction.cuts import Reach
from pipeline.extraction.stems import find_all
from pipeline.language import analyse
from tests.tools.fitting.logistic import fit_binary, held_out, indicators
from tests.tools.fitting.training import LEXICONS, Excerpt, excerpts, places, quotes_by_unit
from tests.tools.fitting.values import report, say, table, wants_writing

PATH = LEXICONS / "cuts.toml"
C = 0.3
LEAST = 0.05
BEFORE = 25  # code points between a cue and the beginning of its quote
HEADER = """\
# What tells that a verb begins an action of its own (pipeline/extraction/cuts.py): log-odds of each sign.
# Written by tests/tools/fitting/action_cuts.py; signs are named by the code.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One place: its document, its signs, and whether a gold quote begins there."""

    doc: str
    signs: frozenset[str]
    is_cut: bool


def main() -> None:
    """Fit, tell how well, compare with the file, and write it anew when asked to."""
    writing = wants_writing(__doc__)
    rows = [row for excerpt in excerpts() for row in rows_of(excerpt)]
    cross_validate(rows)
    values = weights_of(rows)
    report(values, tomllib.loads(PATH.read_text(encoding="utf-8"))["weights"])
    if writing:
        PATH.write_text(f"{HEADER}\n{table('weights', values)}", encoding="utf-8")


def rows_of(excerpt: Excerpt) -> Iterator[Row]:
    """The places of a document: extraction asks here, and is told what the gold says."""
    sentences = analyse(excerpt.document)
    beginnings = _beginnings(excerpt)
    starts: dict[str, list[int]] = defaultdict(list)
    for sentence in sentences:
        inside = (start for start in beginnings if sentence.span.start <= start < sentence.span.end)
        starts[sentence.text] += [start - sentence.span.start for start in inside]
    asked: list[Row] = []

    def listen(reach: Reach, separator: re.Match[str], signs: frozenset[str]) -> bool:
        known = starts[reach.text]
        truth = any(separator.end() <= start <= separator.start("verb") for start in known)
        first = (reach.cue if reach.cue >= 0 else reach.start) - BEFORE
        if any(first <= start < separator.start() for start in known):
            asked.append(Row(excerpt.gold.name, signs, truth))
        return truth

    with mock.patch.object(cuts, "is_cut", listen):
        list(find_all(excerpt.document, sentences))
    yield from asked


def _beginnings(excerpt: Excerpt) -> list[int]:
    """Where the quotes of gold commitments begin in the document's text."""
    quotes = quotes_by_unit(excerpt.gold.commitments)
    return [
        sentence.span.start + place.start
        for sentence in excerpt.sentences
        for place in places(excerpt.document.quote(sentence.span), quotes.get(sentence.unit, []))
    ]


def cross_validate(rows: Sequence[Row]) -> None:
    """Print how many decisions on excerpts left out are right, and how many cuts are found."""
    matrix = indicators([row.signs for row in rows])[1]
    truths = np.array([row.is_cut for row in rows])
    told = held_out(matrix, truths.astype(int).tolist(), [row.doc for row in rows], c=C / 2)[:, 1] > 0.5
    right = float((told == truths).mean())
    precision, recall = float(truths[told].mean()), float(told[truths].mean())
    say(f"{len(rows)} places, {truths.sum()} cuts: right {right:.3f}, cuts {precision:.3f} and {recall:.3f}")


def weights_of(rows: Sequence[Row]) -> Mapping[str, float]:
    """The fitted log-odds by sign, and the bias."""
    names, matrix = indicators([row.signs for row in rows])
    weights, bias = fit_binary(matrix, [row.is_cut for row in rows], c=C)
    kept = {name: float(w) for name, w in zip(names, weights, strict=True) if abs(w) >= LEAST}
    return {**kept, "bias": bias}


if __name__ == "__main__":
    main()
