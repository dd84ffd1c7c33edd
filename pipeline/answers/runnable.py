"""Questions to answers as a LangChain Runnable, for pipelines built around that interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from pipeline.answers.answer import DEFAULTS, answer
from pipeline.codec import answer_to_data
from pipeline.config import AnswerConfig
from pipeline.index.hybrid import Searcher


def as_runnable(
    searcher: Searcher,
    *,
    documents: Sequence[str] | None = None,
    as_of: str | None = None,
    config: AnswerConfig = DEFAULTS,
) -> Runnable[str, dict[str, Any]]:
    """A Runnable from a question to the JSON object of an answer (DESIGN.md section 5)."""

    def reply(question: str) -> dict[str, Any]:
        found = answer(question, searcher, documents=documents, as_of=as_of, config=config)
        return answer_to_data(found)

    return RunnableLambda(reply, name="pledgebook")
