"""Questions to a workspace: the store, the index and the model are opened once for many questions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.answers.answer import answer
from pipeline.codec import answer_to_data
from pipeline.config import AnswerConfig, Workspace
from pipeline.errors import UsageError
from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.index.reranker import Reranker
from pipeline.schema import Answer
from pipeline.store import Store

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from pipeline.index.retriever import PledgebookRetriever


class Asker:
    """A workspace opened for questions."""

    def __init__(self, searcher: Searcher, config: AnswerConfig, *, llm: str | None = None) -> None:
        """``llm`` names a language model ("openai:gpt-5-mini") that rephrases the answers."""
        self._searcher = searcher
        self._config = config
        self._finished = _rephrasing(llm) if llm else _as_it_is

    @classmethod
    @contextmanager
    def open(cls, workspace: Workspace, *, llm: str | None = None) -> Iterator[Asker]:
        """An Asker over the workspace's store; UsageError when nothing was ingested yet."""
        if not workspace.store_path.exists():
            raise UsageError(
                f"{workspace.store_path}: no documents here yet. "
                "Run `pledgebook ingest PATH...`, or name a --workspace DIR."
            )
        config = workspace.config()
        with Store.open(workspace.store_path) as store:
            embedder = load(config.index.model, cache=workspace.models)
            reranker = Reranker(cache=workspace.models)
            searcher = Searcher(store, embedder, indexes=workspace.indexes, reranker=reranker)
            yield cls(searcher, config.answers, llm=llm)

    def ask(self, question: str, *, document: str | None = None, as_of: str | None = None) -> Answer:
        """The answer to one question; ``document`` (id, unique prefix or file name) narrows the search."""
        documents = self._only(document)
        found = answer(question, self._searcher, documents=documents, as_of=as_of, config=self._config)
        return self._finished(found)

    def retriever(self, *, k: int = 8, document: str | None = None) -> PledgebookRetriever:
        """A LangChain retriever of the ``k`` best passages."""
        from pipeline.index.retriever import PledgebookRetriever

        documents = self._only(document)
        return PledgebookRetriever(searcher=self._searcher, k=k, documents=documents)

    def runnable(
        self, *, document: str | None = None, as_of: str | None = None
    ) -> Runnable[str, dict[str, Any]]:
        """A LangChain Runnable from a question to the object that ``pledgebook ask --json`` prints.

        The language model that the Asker was opened with rephrases its answers too.
        """
        from pipeline.answers.runnable import as_runnable

        documents = self._only(document)
        return as_runnable(
            self._searcher, documents=documents, as_of=as_of, config=self._config, finished=self._finished
        )

    def _only(self, document: str | None) -> list[str] | None:
        return None if document is None else [self._searcher.store.resolve(document)]

    def answer_file(
        self, path: Path, *, document: str | None = None, as_of: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """The answers to a JSONL file of {"doc"?, "question"} lines, in order, each with its "doc" kept.

        A line's own "doc" goes before ``document``. UsageError names the file and the line that is wrong.
        """
        for number, asked in _lines(path):
            try:
                reply = self.ask(asked["question"], document=asked.get("doc") or document, as_of=as_of)
            except UsageError as exc:
                raise UsageError(f"{path}:{number}: {exc}") from exc
            yield ({"doc": asked["doc"]} if "doc" in asked else {}) | answer_to_data(reply)


def _as_it_is(answer: Answer) -> Answer:
    return answer


def _rephrasing(name: str) -> Callable[[Answer], Answer]:
    """What puts an answer into the words of the language model ``name``."""
    from pipeline.answers.chat import chat_model
    from pipeline.answers.rephrase import rephrased

    generate = chat_model(name)
    return lambda answer: rephrased(answer, generate, name=name)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise UsageError(f"{path}: cannot be read as UTF-8 text ({exc}). Name a JSONL file.") from exc
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except json.JSONDecodeError as exc:
            raise UsageError(f"{path}:{number}: not JSON ({exc.msg}). One object a line is needed.") from exc
        if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
            raise UsageError(f'{path}:{number}: has no "question". Each line needs {{"question": "..."}}.')
        yield number, asked
