from __future__ import annotations

from pipeline.answers.answer import answer
from pipeline.answers.runnable import as_runnable
from pipeline.codec import answer_to_data
from pipeline.index.hybrid import Searcher


def test_the_runnable_gives_the_answer_as_data(searcher: Searcher) -> None:
    question = "When was the HSB set up?"
    assert as_runnable(searcher).invoke(question) == answer_to_data(answer(question, searcher))
    assert as_runnable(searcher, documents=[]).invoke(question)["answered"] is False
