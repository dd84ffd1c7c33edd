from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.serving.asof import on_day
from tests.nouns import make_document
from tests.registry.making import stored


def test_records_as_they_stood_on_a_day(tmp_path: Path) -> None:
    document = replace(
        make_document([("paragraph", "We will plant at least 400 trees by 2031.")]), date="2026-03"
    )
    with stored(tmp_path / "store.sqlite", document) as store:
        rows = list(store.records())
        told = {
            day: [(row["kind"], row.get("state")) for row in on_day(store, rows, day)]
            for day in ("2025", "2027", "2031-05", "2040")
        }
    kinds = [row["kind"] for row in rows]
    assert told["2025"] == []
    assert [kind for kind, _ in told["2027"]] == kinds
    states = [next(state for kind, state in told[day] if kind == "commitment") for day in list(told)[1:]]
    assert states == ["in force", "due", "overdue"]
