from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluate.judgements import Judgement, read_judgements, read_passages


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_passages_by_id_with_single_spaces(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "One\\n\\ttwo"}\n\n{"id": 7, "text": ""}\n'
    assert read_passages(write(tmp_path / "p.jsonl", lines)) == {"a": "One two", "7": ""}


def test_questions_without_relevant_passages_are_left_out(tmp_path: Path) -> None:
    lines = '{"question": "Who?", "relevant": ["a", 7]}\n{"question": "When?", "relevant": []}'
    judgements = read_judgements(write(tmp_path / "q.jsonl", lines))
    assert judgements == [Judgement("Who?", frozenset({"a", "7"}))]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": null, "text": "x"}', '{"text": "x"}'])
def test_bad_passages_are_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "p.jsonl", f'{{"id": "a", "text": "x"}}\n{line}\n')
    with pytest.raises(GoldError, match=r"p\.jsonl:2"):
        read_passages(path)


@pytest.mark.parametrize("line", ["[]", '{"question": "Who?"}', '{"question": "Who?", "relevant": "a"}'])
def test_bad_judgements_are_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(GoldError, match=r"q\.jsonl:1"):
        read_judgements(write(tmp_path / "q.jsonl", line))


def test_ids_must_be_their_own_and_files_exist(tmp_path: Path) -> None:
    path = write(tmp_path / "p.jsonl", '{"id": "1", "text": "x"}\n{"id": 1, "text": "y"}\n')
    with pytest.raises(GoldError, match="second passage 1"):
        read_passages(path)
    with pytest.raises(GoldError, match="no such file"):
        read_judgements(tmp_path / "none.jsonl")
