"""What becomes a record: rules propose, the tagger reads, and a fitted weighing of both decides.

The weights are those of a logistic regression over :mod:`pipeline.extraction.learned.features`, fitted on
scores by taggers that had not seen the sentence (tests/tools/fitting/decision.py): its probability is the
record's confidence, and of the records given 0.8 about eight in ten are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from types import MappingProxyType

from pipeline.errors import ModelError
from pipeline.extraction.actions import Action
from pipeline.extraction.cuts import first_verb
from pipeline.extraction.learned import tagger
from pipeline.extraction.learned.choose import choose
from pipeline.extraction.learned.context import contexts
from pipeline.extraction.learned.features import Features, Reading, features
from pipeline.extraction.learned.spans import Stretch, stretches
from pipeline.extraction.learned.unruled import promise_of
from pipeline.extraction.stems import Found
from pipeline.language import Sentence
from pipeline.schema import Document

WEIGHTS = "decision.json"


@dataclass(frozen=True, slots=True)
class Decided:
    """An action that becomes a record: the promise it belongs to, its place among that promise's actions
    (from 0), and the probability that an annotator would record it too."""

    found: Found
    action: Action
    number: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights by feature, the constant of the log-odds, and the probability that a record needs."""

    weights: MappingProxyType[str, float]
    constant: float
    least: float

    def probability(self, given: Features) -> float:
        """That a stretch with these features is an action that annotators would record."""
        weights = self.weights
        odds = self.constant + sum(value * weights.get(name, 0.0) for name, value in given.items())
        return 1 / (1 + exp(-odds))


def decide(document: Document, sentences: Sequence[Sentence], promises: Iterable[Found]) -> Iterator[Decided]:
    """The actions of ``document`` that become records, in text order, none overlapping another."""
    proposed: dict[int, list[Found]] = {}
    for found in promises:
        proposed.setdefault(found.sentence, []).append(found)
    for index, context in enumerate(contexts(document, sentences)):
        own = proposed.get(index)
        if own is None:  # of such sentences one in twenty holds an action: not worth the reading
            continue
        text = sentences[index].text
        kind = document.blocks[sentences[index].block].kind
        yield from _decided(Reading(text, kind, own, tagger.load().read(context, text)), index)


def _decided(reading: Reading, index: int) -> Iterator[Decided]:
    weighing = load()
    tried = stretches(reading.text, reading.promises, reading.scores)
    probabilities = [weighing.probability(features(reading, stretch)) for stretch in tried]
    for stretch, probability in choose(tried, probabilities, least=weighing.least):
        yield _made(reading, stretch, index, probability)


def _made(reading: Reading, stretch: Stretch, index: int, probability: float) -> Decided:
    verb = first_verb(reading.text, stretch.start, stretch.end)[0]
    action = Action(stretch.start, stretch.end, verb)
    found, number = stretch.found, stretch.number
    if found is None:
        found, number = promise_of(reading, action, index)
    return Decided(found, action, number, round(probability, 3))


@cache
def load() -> Weighing:
    """The committed weights. Raises ModelError when their file is not readable."""
    path = files("pipeline.extraction.learned").joinpath("model", WEIGHTS)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise ModelError(f"{WEIGHTS}: not readable ({exc}). Install the package anew.") from exc
    return Weighing(MappingProxyType(data["weights"]), data["constant"], data["least"])
