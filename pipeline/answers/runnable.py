"""Questions to answers as a LangChain Runnable, for pipelines built around that interface."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from pipeline.answers.answer import DEFAULTS, answer
from pipeline.codec import answer_to_data
from pipeline.config import AnswerConfig
from pipeline.index.hybrid import Searcher
from pipeline.schema import Answer


def as_runnable(
    searcher: Searcher,
    *,
    documents: Sequence[str] | None = None,
    as_of: str | None = None,
    config: AnswerConfig = DEFAULTS,
    finished: Callable[[Answer], Answer] | None = None,
) -> Runnable[str, dict[str, Any]]:
    """A Runnable from a question to the JSON object of an answer (DESIGN.md section 5).

    ``finished`` is applied to every answer; a language model rephrases it there.
    """

    def reply(question: str) -> dict[str, Any]:
        found = answer(question, searcher, documents=documents, as_of=as_of, config=config)
        return answer_to_data(finished(found) if finished else found)

    return RunnableLambda(reply, name="pledgebook")
