"""Gold questions put to the search and to the answers, with the document given and over all documents."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from time import perf_counter

from pipeline.answers.answer import answer
from pipeline.codec import answer_to_data
from pipeline.config import AnswerConfig
from pipeline.evaluate.material import Material
from pipeline.index.hybrid import Searcher
from pipeline.schema import Document
from pipeline.scoring.answering import Reply, judge
from pipeline.scoring.gold import Question
from pipeline.scoring.matching import Row
from pipeline.scoring.measures import total
from pipeline.scoring.ranking import CUTOFF, count_ranking
from pipeline.scoring.words import Stretch

WARMING = "What was agreed, and by when?"


class Questioner:
    """Asks the questions of one document after another over an open searcher, and keeps the time."""

    def __init__(self, searcher: Searcher, config: AnswerConfig) -> None:
        self._searcher = searcher
        self._config = config
        self.latencies_ms: dict[str, list[float]] = {}

    def warm(self) -> None:
        """Ask once without looking at the time, so that loading models is no part of any question's."""
        answer(WARMING, self._searcher, config=self._config)

    def rank(self, material: Material) -> dict[str, float]:
        """Counters of the rankings for all questions of a document, in both scopes.

        Relevant is every passage of the document that a gold support touches; a support that stands in
        no passage counts as one that is never found.
        """
        stretch = self._passages_of(material.document)
        return total(
            count_ranking(self._ranking(question, only), _relevant(question, stretch), scope=scope)
            for question in material.gold.questions
            for scope, only in _scopes(material.document)
        )

    def reply(self, material: Material) -> dict[str, tuple[Reply, ...]]:
        """The judged replies to all questions of a document, by scope; without a document, none is given."""
        return {
            scope: judge(material.gold, self._rows(material, scope, only))
            for scope, only in _scopes(material.document)
        }

    def _rows(self, material: Material, scope: str, only: list[str] | None) -> dict[str, Row]:
        if not material.document:
            return {}
        return {question.text: self._answered(question, scope, only) for question in material.gold.questions}

    def _ranking(self, question: Question, only: list[str] | None) -> list[Hashable]:
        hits = self._searcher.search(question.text, k=CUTOFF, documents=only)
        return [str(hit.passage_id) for hit in hits]

    def _answered(self, question: Question, scope: str, only: list[str] | None) -> Row:
        start = perf_counter()
        given = answer(question.text, self._searcher, documents=only, config=self._config)
        spent_ms = 1000 * (perf_counter() - start)
        self.latencies_ms.setdefault(scope, []).append(spent_ms)
        return answer_to_data(given) | {"latency_ms": round(spent_ms, 1)}

    def _passages_of(self, document: Document | None) -> Stretch:
        store = self._searcher.store
        ids = store.passage_ids([document.id]) if document else []
        return Stretch((str(i), text) for i, _, text in store.passages(ids))


def _scopes(document: Document | None) -> Iterator[tuple[str, list[str] | None]]:
    """The scopes a question is asked in, each with the documents it is limited to."""
    yield "document", [document.id] if document else []
    yield "corpus", None


def _relevant(question: Question, passages: Stretch) -> set[Hashable]:
    relevant: set[Hashable] = set()
    for support in question.support:
        spots = passages.occurrences(support.quote)
        touched = {passages.unit_at(place) for spot in spots for place in range(*spot)}
        relevant |= touched or {support}
    return relevant
