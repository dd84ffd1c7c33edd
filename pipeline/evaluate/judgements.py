"""Passages and relevance judgements from JSONL files (DESIGN.md section 5)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import GoldError


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question and the ids of the passages that are relevant to it."""

    question: str
    relevant: frozenset[str]


def read_passages(path: Path) -> dict[str, str]:
    """Passage texts by id, in file order, spaces made single; GoldError names the line and the remedy."""
    passages: dict[str, str] = {}
    for place, data in _objects(path):
        if not isinstance(data.get("text"), str) or not _is_id(data.get("id")):
            raise GoldError(f'{place}: not a passage. Write {{"id": "...", "text": "..."}}.')
        if str(data["id"]) in passages:
            raise GoldError(f"{place}: a second passage {data['id']!r}. Give each passage its own id.")
        passages[str(data["id"])] = " ".join(data["text"].split())
    return passages


def read_judgements(path: Path) -> list[Judgement]:
    """Questions with their relevant ids; those without any are left out, as in trec_eval.

    Ids that no passage has stay: they count as relevant and are never found.
    """
    return [judgement for judgement in _judgements(path) if judgement.relevant]


def _judgements(path: Path) -> Iterator[Judgement]:
    for place, data in _objects(path):
        question, relevant = data.get("question"), data.get("relevant")
        if not isinstance(question, str) or not isinstance(relevant, list) or not all(map(_is_id, relevant)):
            raise GoldError(f'{place}: not a judgement. Write {{"question": "...", "relevant": ["ID"]}}.')
        yield Judgement(question, frozenset(map(str, relevant)))


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if not path.is_file():
        raise GoldError(f"{path}: no such file. Name a JSONL file.")
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            data = json.loads(line)
        except json.JSONDecodeError as exc:
            raise GoldError(f"{place}: not JSON ({exc}). Correct the line.") from exc
        if not isinstance(data, dict):
            raise GoldError(f"{place}: not a JSON object. Write {{...}}.")
        yield place, data
