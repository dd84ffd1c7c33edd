"""Fit the weighing of rules and tagger: ``pipeline/extraction/learned/model/decision.json``.

    python -m tests.tools.fitting.decision FOLDER [--write]

FOLDER holds the models of the folds that ``tagger.py`` trained: every training excerpt is read by the one
that never saw it. Each stretch that may be an action counts as right when it overlaps an annotated one at an
intersection over union of 0.5 or more; a logistic regression of that on the features gives the weights.
Prints F1 with excerpts left out by the least probability of a record, and how often records of each
confidence are right; the least probability is set here by hand, where F1 is best. Run it again after every
change to what the rules find: it takes two minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.extraction.learned.choose import choose
from pipeline.extraction.learned.decision import WEIGHTS
from pipeline.extraction.learned.features import Features, Reading, features, overlap
from pipeline.extraction.learned.spans import Stretch, stretches
from pipeline.extraction.learned.tagger import Tagger
from tests.tools.fitting.logistic import Array, fit_binary, fold_of
from tests.tools.fitting.tagger import FOLDS, MODEL
from tests.tools.fitting.tagging import Annotated, annotated
from tests.tools.fitting.values import say

LEAST = 0.4  # F1 with excerpts left out is the same from 0.35 to 0.5; the lower half misses less
TRIED = (0.35, 0.4, 0.45, 0.5)
RIGHT = 0.5  # intersection over union
SEEN = 8  # stretches with a feature from which on it has a weight
C = 0.05  # of standardised features


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence with its stretches and their features."""

    sentence: Annotated
    stretches: Sequence[Stretch]
    features: Sequence[Features]

    def truths(self) -> Iterator[bool]:
        """Whether each stretch is an annotated action."""
        for stretch in self.stretches:
            yield any(overlap(stretch, action.span) >= RIGHT for action in self.sentence.actions)


def main() -> None:
    """Fit, print what was found, and write the weights when asked to."""
    arguments = _arguments()
    taggers = [Tagger((arguments.folder / f"fold{fold}.onnx").read_bytes()) for fold in range(FOLDS)]
    sentences = [sentence for excerpt in annotated() for sentence in excerpt]
    weighed = [_weighed(one, taggers[one.fold(FOLDS)]) for one in sentences if one.promises]
    names = _names(weighed)
    matrix, truths = _matrix(weighed, names), [truth for one in weighed for truth in one.truths()]
    gold = sum(len(sentence.actions) for sentence in sentences)
    report(weighed, _left_out(weighed, matrix, truths), gold)
    if arguments.write:
        weights, constant = _fit(matrix, truths)
        data = {"least": LEAST, "constant": constant, "weights": dict(zip(names, weights, strict=True))}
        (MODEL / WEIGHTS).write_text(json.dumps(_rounded(data), indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the models of the folds are")
    parser.add_argument("--write", action="store_true", help="put the weights in the data file")
    return parser.parse_args()


def _weighed(sentence: Annotated, tagger: Tagger) -> Weighed:
    scores = tagger.read(sentence.context, sentence.text)
    reading = Reading(sentence.text, sentence.kind, sentence.promises, scores)
    tried = stretches(sentence.text, sentence.promises, scores)
    return Weighed(sentence, tried, [features(reading, stretch) for stretch in tried])


def _names(weighed: Sequence[Weighed]) -> list[str]:
    counts: dict[str, int] = {}
    for one in weighed:
        for given in one.features:
            for name in given:
                counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= SEEN)


def _matrix(weighed: Sequence[Weighed], names: Sequence[str]) -> Array:
    rows = [given for one in weighed for given in one.features]
    return np.array([[given.get(name, 0.0) for name in names] for given in rows])


def _fit(matrix: Array, truths: Sequence[bool]) -> tuple[Array, float]:
    """Weights of the features as they are, fitted on features brought to equal spread."""
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread == 0] = 1.0
    weights, constant = fit_binary((matrix - mean) / spread, truths, c=C)
    return weights / spread, constant - float((weights / spread) @ mean)


def _left_out(weighed: Sequence[Weighed], matrix: Array, truths: Sequence[bool]) -> Array:
    """The probability of every stretch by weights that saw nothing of its excerpt."""
    excerpts = [str(one.sentence.excerpt) for one in weighed for _ in one.stretches]
    chosen = fold_of(excerpts)
    folds, labels = np.array([chosen[name] for name in excerpts]), np.array(truths)
    told = np.zeros(len(labels))
    for fold in set(chosen.values()):
        weights, constant = _fit(matrix[folds != fold], labels[folds != fold].tolist())
        told[folds == fold] = 1 / (1 + np.exp(-matrix[folds == fold] @ weights - constant))
    return told


def report(weighed: Sequence[Weighed], told: Array, gold: int) -> None:
    """Print precision, recall and F1 by the least probability, and how often each confidence is right."""
    for least in TRIED:
        records = list(_records(weighed, told, least))
        right = sum(is_right for _, is_right in records)
        precision, recall = right / len(records), right / gold
        f1 = 2 * right / (len(records) + gold)
        say(f"least {least}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.4f}")
    records = list(_records(weighed, told, LEAST))
    for tenth in range(4, 10):
        within = [is_right for p, is_right in records if tenth <= 10 * p < tenth + 1]
        say(f"confidence from 0.{tenth}: {len(within)} records, {np.mean(within):.2f} right")


def _records(weighed: Sequence[Weighed], told: Array, least: float) -> Iterator[tuple[float, bool]]:
    place = 0
    for one in weighed:
        probabilities = told[place : place + len(one.stretches)].tolist()
        place += len(one.stretches)
        free = list(one.sentence.actions)
        for stretch, probability in choose(one.stretches, probabilities, least=least):
            hits = [action for action in free if overlap(stretch, action.span) >= RIGHT]
            free = [action for action in free if action not in hits[:1]]
            yield probability, bool(hits)


def _rounded(data: dict[str, object]) -> dict[str, object]:
    return json.loads(json.dumps(data), parse_float=lambda text: round(float(text), 4))  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
