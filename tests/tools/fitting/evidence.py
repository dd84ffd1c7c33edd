"""Fit the weights of answers: which sentences hold an answer, and whether a question has one.

    python -m tests.tools.fitting.evidence [--every N]

The training questions (shared/gold/questions, every Nth excerpt's; by default every third) are put to a
store of all training excerpts, each within its own excerpt. Three logistic regressions, L2, c = 1, follow:
- the first look (``evidence.FIRST_LOOK``): over all sentences of the passages found for the answerable
  questions; one is evidence when it overlaps a supporting unit;
- the second look (``evidence.SECOND_LOOK``): the same over the sentences on the first look's shortlist;
- the judgement (``judge.WEIGHTS``): over all questions; one is true when it is answerable.
Fitted are the weights that are in use (not 0). BY_HAND names those of the judgement that are not fitted, and
its constant in use is lower than the fitted one, for the reasons told there. Prints how well each fits
excerpts left out, and the values beside those in use; the code is changed by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from unittest import mock

import numpy as np
from scipy.stats import rankdata

from pipeline.answers import evidence, judge
from pipeline.answers.evidence import Evidence, sentences_of, term_weights, weigh
from pipeline.answers.expand import expansions
from pipeline.answers.features import Features
from pipeline.answers.question import Question, parse
from pipeline.config import AnswerConfig, Config, Workspace
from pipeline.evaluate.material import Material
from pipeline.evaluate.searching import searcher_over
from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.schema import Document, Hit, Span
from pipeline.scoring.gold import Question as GoldQuestion
from tests.tools.fitting.logistic import Array, fit_binary, held_out
from tests.tools.fitting.training import REPOSITORY, Excerpt, excerpts
from tests.tools.fitting.values import say

C = 1.0
BY_HAND = ("unknown", "unseen", "remote", "elsewhere", "covered")


@dataclass(frozen=True, slots=True)
class Asked:
    """A training question with what was found for it; ``support`` are the places that answer it."""

    question: Question
    document: Document
    support: tuple[Span, ...]
    hits: tuple[Hit, ...]
    weights: Mapping[str, float]

    def is_supported_by(self, span: Span) -> bool:
        """True for a sentence of the question's document that holds a part of the answer."""
        return any(span.overlaps(place) for place in self.support)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a model is fitted on: values by row, and for every row its truth and its document."""

    names: tuple[str, ...]
    matrix: Array
    truths: list[bool]
    docs: list[str]


def main() -> None:
    """Ask, fit one model after another, and print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=3, help="use the questions of every Nth excerpt")
    every = parser.parse_args().every
    found = excerpts()
    config = Config()
    embedder = load(config.index.model, cache=Workspace(REPOSITORY).models)
    materials = [_material(excerpt) for excerpt in found]
    with searcher_over(materials, embedder, config, advance=lambda done, total: None) as searcher:
        asked = [one for excerpt in found[::every] for one in ask(excerpt, searcher, config.answers)]
        fit_all(asked, searcher)


def _material(excerpt: Excerpt) -> Material:
    spans = tuple(sentence.span for sentence in excerpt.sentences)
    return Material(excerpt.gold, "units", excerpt.document, spans)


def ask(excerpt: Excerpt, searcher: Searcher, config: AnswerConfig) -> Iterator[Asked]:
    """The questions of an excerpt, searched as an answer's are."""
    places = {sentence.unit: sentence.span for sentence in excerpt.sentences}
    only = [excerpt.document.id]
    for gold in excerpt.gold.questions:
        question = parse(gold.text)
        extra = expansions(question, searcher, only)
        hits = searcher.search(gold.text, k=config.candidates, documents=only, expansions=extra)
        weights = term_weights(question, searcher)
        yield Asked(question, excerpt.document, _support(gold, places), hits, weights)


def _support(gold: GoldQuestion, places: Mapping[str, Span]) -> tuple[Span, ...]:
    return tuple(places[record.unit] for record in gold.support)


def fit_all(asked: Sequence[Asked], searcher: Searcher) -> None:
    """Fit and print the three models, each on what the ones before it give."""
    answerable = [one for one in asked if one.support]
    say(f"{len(asked)} questions, {len(answerable)} of them answerable")
    rows = _rows(evidence.FIRST_LOOK, (pair for one in answerable for pair in _sentences(one, searcher)))
    first = _fitted(rows, evidence.FIRST_CONSTANT, evidence.FIRST_LOOK)
    with _in_use("FIRST", *first):
        rows = _rows(evidence.SECOND_LOOK, (pair for one in answerable for pair in _shortlist(one, searcher)))
        second = _fitted(rows, evidence.SECOND_CONSTANT, evidence.SECOND_LOOK)
    with _in_use("FIRST", *first), _in_use("SECOND", *second):
        rows = _rows(judge.WEIGHTS, (_signs(one, searcher) for one in asked if one.hits))
    _fitted(rows, judge.CONSTANT, judge.WEIGHTS)


def _in_use(look: str, weights: Mapping[str, float], constant: float) -> AbstractContextManager[object]:
    """For a while, answers look with these weights."""
    values: dict[str, Any] = {f"{look}_LOOK": Features(**weights), f"{look}_CONSTANT": constant}
    patch: AbstractContextManager[object] = mock.patch.multiple(evidence, **values)
    return patch


Example = tuple[Features | judge.Signs, bool, str]  # the values of a row, its truth, its document


def _sentences(asked: Asked, searcher: Searcher) -> Iterator[Example]:
    """All sentences found, without the values that need a sentence's vector."""
    for candidate, values in sentences_of(asked.question, asked.hits, searcher):
        yield values, asked.is_supported_by(candidate.span), asked.document.id


def _shortlist(asked: Asked, searcher: Searcher) -> Iterator[Example]:
    for one in _weighed(asked, searcher):
        yield one.features, asked.is_supported_by(one.candidate.span), asked.document.id


def _signs(asked: Asked, searcher: Searcher) -> Example:
    signs = judge.signs_of(asked.question, _weighed(asked, searcher), asked.weights, ())
    return signs, bool(asked.support), asked.document.id


def _weighed(asked: Asked, searcher: Searcher) -> list[Evidence]:
    return weigh(asked.question, asked.hits, searcher)


def _rows(model: Features | judge.Signs, examples: Iterator[Example]) -> Rows:
    """The examples' values that have a weight in ``model`` and are fitted."""
    names = tuple(name for name, weight in model._asdict().items() if weight and name not in BY_HAND)
    values, truths, docs = zip(*examples, strict=True)
    matrix = np.array([[getattr(row, name) for name in names] for row in values])
    return Rows(names, matrix, list(truths), list(docs))


def _fitted(rows: Rows, constant: float, model: Features | judge.Signs) -> tuple[dict[str, float], float]:
    """Fit, print beside the values in use, and return the weights by name and the constant."""
    weights, fitted = fit_binary(rows.matrix, rows.truths, c=C)
    truths = np.array(rows.truths)
    sure = held_out(rows.matrix, truths.astype(int).tolist(), rows.docs, c=C / 2)[:, 1]
    say(f"\n{len(truths)} rows, {truths.sum()} true")
    loss, area = _log_loss(sure, truths), _area(sure, truths)
    say(f"excerpts left out: log loss {loss:.4f}, area under the curve {area:.3f}")
    say(f"constant: in use {constant:.2f}, fitted {fitted:.2f}")
    for name, weight in zip(rows.names, weights.tolist(), strict=True):
        say(f"{name}: in use {getattr(model, name):.2f}, fitted {weight:.2f}")
    return dict(zip(rows.names, weights.tolist(), strict=True)), fitted


def _log_loss(sure: Array, truths: Array) -> float:
    return float(-np.log(np.where(truths, sure, 1 - sure)).mean())


def _area(sure: Array, truths: Array) -> float:
    """The share of pairs of a true and a false row in which the true one is thought likelier."""
    ranks = rankdata(sure)
    true = int(truths.sum())
    return float((ranks[truths].sum() - true * (true + 1) / 2) / (true * (len(truths) - true)))


if __name__ == "__main__":
    main()
