"""Fit the weights that tell targets from other quantities: ``lexicons/targets.toml``.

    python -m tests.tools.fitting.targets [--write]

Every quantity that extraction weighs in a sentence of the training gold is a row; it counts as a target when
it shares a character with the quote of a gold target of that sentence, each quote serving one quantity.
Features are those of ``pipeline.extraction.targetcues``. Logistic regression, L2, c = 0.5. Prints precision,
recall and F1 in cross-validation by documents at several thresholds, lowered for quantities within a gold
commitment or not (in use: THRESHOLD and _COMMITTED of targets.py), then the values that differ from the
file's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from unittest import mock

import numpy as np

from pipeline.extraction import targets
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.quantities import Quantity
from pipeline.extraction.targetcues import features
from pipeline.schema import Span
from tests.tools.fitting.logistic import fit_binary, held_out, indicators
from tests.tools.fitting.training import LEXICONS, Excerpt, Sentence, excerpts, places, quotes_by_unit
from tests.tools.fitting.values import report, say, table, wants_writing

PATH = LEXICONS / "targets.toml"
C = 0.5
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)
LOWERED = (0.0, 0.15, 0.25)  # by how much less suffices within a commitment
TABLES = {"verb_weights": "verb:", "kinds": "kind:", "comparators": "comparator:"}


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity: where it stands, the names of its features, and whether it is a target."""

    doc: str
    features: frozenset[str]
    is_target: bool
    is_committed: bool


def main() -> None:
    """Fit, tell how well, compare with the file, and write to it when asked to."""
    writing = wants_writing(__doc__)
    found = excerpts()
    rows = [row for excerpt in found for row in rows_of(excerpt)]
    cross_validate(rows, wanted=sum(len(excerpt.gold.targets) for excerpt in found))
    values = weights_of(rows)
    text = PATH.read_text(encoding="utf-8")
    report(values, stated_in(text))
    if writing:
        PATH.write_text(with_values(text, values), encoding="utf-8")


def rows_of(excerpt: Excerpt) -> Iterator[Row]:
    """The quantities of a document, sentence by sentence."""
    targets_of, commitments_of = (
        quotes_by_unit(excerpt.gold.targets),
        quotes_by_unit(excerpt.gold.commitments),
    )
    for sentence in excerpt.sentences:
        text = excerpt.document.quote(sentence.span)
        free = places(text, targets_of.get(sentence.unit, []))
        promised = places(text, commitments_of.get(sentence.unit, []))
        for span, names in _weighed(excerpt, sentence):
            owner = next((place for place in free if place.overlaps(span)), None)
            if owner:
                free.remove(owner)
            committed = any(place.contains(span) for place in promised)
            yield Row(excerpt.gold.name, names, owner is not None, committed)


def _weighed(excerpt: Excerpt, sentence: Sentence) -> list[tuple[Span, frozenset[str]]]:
    """The quantities that extraction weighs, with their features: it asks here instead of the model."""
    asked: list[tuple[Span, frozenset[str]]] = []

    def listen(text: str, quantity: Quantity, dates: Sequence[DateExpression], **context: Any) -> float:
        asked.append((quantity.span, frozenset(features(text, quantity, dates, **context))))
        return 0.0

    with mock.patch.object(targets, "probability", listen):
        targets.find_targets(excerpt.document, sentence.span, block=sentence.block)
    return asked


def cross_validate(rows: Sequence[Row], *, wanted: int) -> None:
    """Print figures by threshold; ``wanted`` is the number of gold targets, found among the rows or not."""
    _, matrix = indicators([row.features for row in rows])
    truths = np.array([row.is_target for row in rows])
    sure = held_out(matrix, truths.astype(int).tolist(), [row.doc for row in rows], c=C / 2)[:, 1]
    say(f"{len(rows)} quantities, {truths.sum()} targets; {wanted - truths.sum()} more in the gold")
    committed = np.array([row.is_committed for row in rows])
    for threshold, lowered in product(THRESHOLDS, LOWERED):
        chosen = sure >= threshold - lowered * committed
        hits = (chosen & truths).sum()
        precision, recall = hits / chosen.sum(), hits / wanted
        f1 = 2 * precision * recall / (precision + recall)
        figures = f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"
        say(f"threshold {threshold}, within commitments {threshold - lowered:.2f}: {figures}")


def weights_of(rows: Sequence[Row]) -> dict[str, float]:
    """The weight of every feature, and ``bias``."""
    names, matrix = indicators([row.features for row in rows])
    weights, constant = fit_binary(matrix, [row.is_target for row in rows], c=C)
    fitted = zip(names, weights.tolist(), strict=True)
    return {"bias": round(constant, 2), **{name: round(weight, 2) for name, weight in fitted}}


def stated_in(text: str) -> dict[str, float]:
    """The values in the file, by the names of their features."""
    data = tomllib.loads(text)
    stated = {"bias": float(data["bias"])}
    for name, prefix in TABLES.items():
        stated.update({f"{prefix}{key}": float(value) for key, value in data[name].items()})
    return stated | {cue["name"]: float(cue["weight"]) for cue in data["cues"]}


def with_values(text: str, values: Mapping[str, float]) -> str:
    """The file's text with all values replaced; words, patterns and comments stay."""
    text = re.sub(r"^bias = .*$", f"bias = {values['bias']:.2f}", text, flags=re.MULTILINE)
    for name, prefix in TABLES.items():
        own = {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
        body = re.compile(rf"^\[{name}\]\n(?:[^\[\n].*\n)*", re.MULTILINE)
        text = body.sub(lambda _, name=name, own=own: table(name, own), text)  # type: ignore[misc]
    return re.sub(
        r'^(name = "(.+)"\nwhere = .*\npattern = .*\nweight = ).*$',
        lambda cue: f"{cue[1]}{values.get(cue[2], 0.0):.2f}",
        text,
        flags=re.MULTILINE,
    )


if __name__ == "__main__":
    main()
