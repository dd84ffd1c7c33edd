"""Reviewed records: the noun, and the file eval/reviewed.jsonl that keeps them, one a line.

The file is text to be read, compared and kept under version control. It is replaced in one step: all of an
import is in it, or nothing. A line may be deleted to withdraw a decision.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import GoldError
from pipeline.review.fields import FIELDS
from pipeline.review.selectors import Selector, selector_from_data, selector_to_data
from pipeline.schema import RecordKind

FILE = "reviewed.jsonl"

Decision = Literal["accept", "edit", "reject", "add"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a reader decided on one record of one document, known by ``source`` and ``sha256``.

    "accept" and "edit": a record of ``kind`` stands at the selector with these ``fields``; "add": it was
    missing, and only the fields given are known; "reject": none may stand there. ``id`` is that of the
    record reviewed, or for an added one of its own.
    """

    id: str
    kind: RecordKind
    decision: Decision
    source: str
    sha256: str
    selector: Selector
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    @property
    def wanted(self) -> bool:
        """True when a record has to stand at the selector, False when none may."""
        return self.decision != "reject"


def load(path: Path) -> tuple[Reviewed, ...]:
    """The reviewed records of a file in its order, none when there is no file; GoldError names a bad line."""
    if not path.exists():
        return ()
    lines = enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
    return tuple(_read(line, f"{path}:{number}") for number, line in lines if line.strip())


def save(path: Path, reviewed: Iterable[Reviewed]) -> None:
    """Write the records by source and place, in one step; equal records give the same bytes."""
    ordered = sorted(reviewed, key=lambda one: (one.source, one.sha256, one.selector.span, one.kind, one.id))
    text = "".join(json.dumps(_to_data(one), ensure_ascii=False) + "\n" for one in ordered)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _to_data(one: Reviewed) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "decision": one.decision,
        "source": one.source,
        "sha256": one.sha256,
        "selector": selector_to_data(one.selector),
        "fields": dict(one.fields),
        "note": one.note,
    }


def _read(line: str, place: str) -> Reviewed:
    try:
        data = json.loads(line)
        one = Reviewed(**data | {"selector": selector_from_data(data["selector"])})
    except (ValueError, KeyError, TypeError) as exc:
        raise GoldError(f"{place}: no reviewed record ({exc}). Restore the line, or delete it.") from exc
    if one.decision not in DECISIONS or one.kind not in FIELDS:
        raise GoldError(
            f"{place}: decision {one.decision!r} on kind {one.kind!r}. "
            f"Known are {', '.join(DECISIONS)} and {', '.join(FIELDS)}."
        )
    return one
