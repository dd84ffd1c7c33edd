from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.codec import answer_to_data
from pipeline.config import Workspace
from pipeline.errors import UsageError
from pipeline.ingest import ingest, summarise
from pipeline.serving.asking import Asker

NOTE = (
    "Ferry Office\n\nThe Ferry Office reports to the Harbour Council. It meets in Port Alder twice a year.\n"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("asking")
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    workspace = Workspace(folder)
    assert summarise(ingest([folder / "note.txt"], workspace=workspace)).ingested == 1
    return workspace


def test_a_workspace_gives_answers_passages_and_runnables(workspace: Workspace) -> None:
    question = "Who does the Ferry Office report to?"
    with Asker.open(workspace) as asker:
        answer = asker.ask(question)
        passages = asker.retriever(k=1, document="note.txt").invoke(question)
        reply = asker.runnable().invoke(question)
    assert "Harbour Council" in answer.text
    assert "Harbour Council" in passages[0].page_content
    assert NOTE.find("Ferry") == 0
    assert passages[0].metadata["source"] == "note.txt"
    assert reply["answer"] == answer.text


def test_a_runnable_lets_the_language_model_rephrase_too(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    question = "Who does the Ferry Office report to?"
    with Asker.open(workspace, llm="openai:any") as asker:
        reply, asked = asker.runnable().invoke(question), asker.ask(question)
    assert reply == answer_to_data(asked)
    assert any("openai:any" in note for note in asked.notes)


def test_furniture_supports_no_answer(tmp_path: Path) -> None:
    page = "<html><head><title>Ferries</title></head><body><nav>Ferry tickets cost 40 crowns</nav>"
    page += "<main><h1>Ferries</h1><p>The Ferry Office meets in Port Alder twice a year.</p></main>"
    page += "<footer>Ferry tickets cost 40 crowns.</footer></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    workspace = Workspace(tmp_path)
    assert summarise(ingest([tmp_path / "page.html"], workspace=workspace)).ingested == 1
    with Asker.open(workspace) as asker:
        found = asker.ask("How much do ferry tickets cost?")
    assert "40" not in found.text
    assert not any("40" in citation.quote for citation in found.citations)


def test_a_file_of_questions_keeps_its_order_and_names_its_bad_line(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "Where does it meet?", "doc": "note.txt"}\n\n{"question": 3}\n')
    with Asker.open(workspace) as asker:
        rows = asker.answer_file(path)
        assert next(rows)["doc"] == "note.txt"
        with pytest.raises(UsageError, match=r"q\.jsonl:3"):
            next(rows)
        path.write_text(json.dumps({"question": "Who?", "doc": "other.txt"}))
        with pytest.raises(UsageError, match=r"q\.jsonl:1.*other\.txt"):
            list(asker.answer_file(path))


def test_a_workspace_without_documents_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pledgebook ingest"), Asker.open(Workspace(tmp_path)):
        pass
