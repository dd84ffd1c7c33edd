"""Fit the weights of answers: which sentences hold an answer, and whether a question has one.

    python -m tests.tools.fitting.reranker --apart FILE
    python -m tests.tools.fitting.evidence --reranker FILE [--fold 2] [--every N]

The training questions (shared/gold/questions) about every third excerpt, on which that reranker was not
trained, are put to a store of all training excerpts: each within its own excerpt and over all. Three logistic
regressions, L2, c = 1, follow:
- the first look (``evidence.FIRST_LOOK``): over all sentences of the passages found for the answerable
  questions; one is evidence when it overlaps a supporting unit;
- the second look (``evidence.SECOND_LOOK``): the same over the sentences on the first look's shortlist;
- the judgement (``judge.WEIGHTS``): over all questions; one is true when it is answerable. Answerable ones
  put to other excerpts are left out: they are told by easier signs than questions written to have no answer,
  and with them the judgement of the latter was worse (area under the curve 0.82 instead of 0.85).
Fitted are the weights that are in use (not 0); BY_HAND names those of the judgement that are not (judge.py).
Prints how well each fits excerpts left out, and the values beside those in use; the code is changed by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.stats import rankdata

from pipeline.answers import evidence, judge
from pipeline.answers.candidates import Candidate
from pipeline.answers.evidence import Evidence, sentences_of, weigh
from pipeline.answers.expand import expansions
from pipeline.answers.features import Features
from pipeline.answers.question import Question, parse
from pipeline.config import AnswerConfig, Config, Workspace
from pipeline.evaluate.material import Material
from pipeline.evaluate.searching import searcher_over
from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.index.reranker import Reranker
from pipeline.schema import Document, Hit, Span
from pipeline.scoring.gold import Question as GoldQuestion
from tests.tools.fitting.logistic import Array, fit_binary, held_out
from tests.tools.fitting.training import REPOSITORY, Excerpt, excerpts
from tests.tools.fitting.values import say

C = 1.0
FOLDS = 3
BY_HAND = ("unknown",)


@dataclass(frozen=True, slots=True)
class Asked:
    """A training question with what was found for it; ``support`` are the places that answer it."""

    question: Question
    document: Document
    support: tuple[Span, ...]
    hits: tuple[Hit, ...]

    def is_supported_by(self, candidate: Candidate) -> bool:
        """True for a sentence of the question's document that holds a part of the answer."""
        return candidate.document.id == self.document.id and any(
            candidate.span.overlaps(place) for place in self.support
        )


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
    parser.add_argument("--reranker", type=Path, required=True, help="weights trained without the fold")
    parser.add_argument("--fold", type=int, default=2, help="the excerpts asked about, as in .reranker")
    parser.add_argument("--every", type=int, default=1, help="use the questions of every Nth of them")
    arguments = parser.parse_args()
    found, config, models = excerpts(), Config(), Workspace(REPOSITORY).models
    embedder = load(config.index.model, cache=models)
    chosen = [excerpt for excerpt in found if is_left_out(excerpt, arguments.fold)][:: arguments.every]
    with searcher_over(
        [material(excerpt) for excerpt in found],
        embedder,
        config,
        advance=lambda done, total: None,
        reranker=Reranker(cache=models, trained=arguments.reranker),
    ) as searcher:
        asked = [one for excerpt in chosen for one in ask_everywhere(excerpt, searcher, config.answers)]
        fit_all(asked, searcher)


def is_left_out(excerpt: Excerpt, fold: int | None) -> bool:
    """True for the excerpts of a fold, numbered from 0: every third by the number in their name."""
    return int(excerpt.gold.name[1:]) % FOLDS == fold


def material(excerpt: Excerpt) -> Material:
    """The excerpt as the evaluation reads it."""
    spans = tuple(sentence.span for sentence in excerpt.sentences)
    return Material(excerpt.gold, "units", excerpt.document, spans)


def ask(excerpt: Excerpt, searcher: Searcher, config: AnswerConfig) -> Iterator[Asked]:
    """The questions of an excerpt, searched within it as an answer's are."""
    for gold in excerpt.gold.questions:
        yield _asked(gold, excerpt, [excerpt.document.id], searcher, config)


def ask_everywhere(excerpt: Excerpt, searcher: Searcher, config: AnswerConfig) -> Iterator[Asked]:
    """The questions of an excerpt, searched within it and over all."""
    yield from ask(excerpt, searcher, config)
    for gold in excerpt.gold.questions:
        yield _asked(gold, excerpt, None, searcher, config)


def _asked(
    gold: GoldQuestion,
    excerpt: Excerpt,
    documents: Sequence[str] | None,
    searcher: Searcher,
    config: AnswerConfig,
) -> Asked:
    places = {sentence.unit: sentence.span for sentence in excerpt.sentences}
    question = parse(gold.text)
    extra = expansions(question, searcher, documents)
    hits = searcher.search(gold.text, k=config.candidates, documents=documents, expansions=extra)
    return Asked(question, excerpt.document, _support(gold, places), hits)


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
        yield values, asked.is_supported_by(candidate), asked.document.id


def _shortlist(asked: Asked, searcher: Searcher) -> Iterator[Example]:
    for one in _weighed(asked, searcher):
        yield one.features, asked.is_supported_by(one.candidate), asked.document.id


def _signs(asked: Asked, searcher: Searcher) -> Example:
    unknown = [term for term, word in asked.question.terms.items() if searcher.frequency(word) == 0]
    signs = judge.signs_of(asked.question, _weighed(asked, searcher), unknown)
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
