"""What later documents made of what an answer tells: "since 2025: 5 % by 2035"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.index.hybrid import Searcher
from pipeline.registry.days import due, first_day
from pipeline.registry.succession import Succession, successions
from pipeline.schema import RecordKind

Row = Mapping[str, Any]

KINDS: tuple[RecordKind, ...] = ("commitment", "target", "link")
KEPT = 8  # choices of documents whose successions are held in memory


@dataclass(frozen=True, slots=True)
class Superseded:
    """The successions among the records of some documents, by the id of the older commitment."""

    found: Mapping[str, Succession]
    rows: Mapping[str, Row]
    targets: Mapping[str, Sequence[Row]]

    def by(self, commitment: str) -> Succession | None:
        """What superseded a commitment; None when nothing did."""
        return self.found.get(commitment)

    def among(self, ids: Iterable[str]) -> list[Succession]:
        """The successions of those of the ``ids`` that were superseded, each rule once, in order."""
        found = (self.found[one] for one in ids if one in self.found)
        return list({one.rule: one for one in found}.values())

    def words(self, one: Succession) -> str:
        """What has been promised since: "since 2025-06: 5 % of GDP by 2035"."""
        row = self.rows[one.newer]
        amounts = [target["quote"] for target in self.targets.get(one.newer, ())] or [row["quote"]]
        deadline = row["deadline"]["edtf"] if row["deadline"] else None
        until = f" {due(deadline)}" if deadline and deadline[-4:] not in amounts[0] else ""
        return f"since {one.since}: {amounts[0]}{until}" if one.since else f"now: {amounts[0]}{until}"


def superseded_in(searcher: Searcher, documents: Sequence[str] | None) -> Superseded:
    """The successions among the records of ``documents`` (ids; all when None)."""
    return _superseded_in(searcher, None if documents is None else tuple(documents))


@lru_cache(KEPT)
def _superseded_in(searcher: Searcher, documents: tuple[str, ...] | None) -> Superseded:
    if documents is None:
        rows: list[Row] = [row for kind in KINDS for row in searcher.store.records(kind)]
    else:
        rows = [row for doc in documents for row in searcher.records(doc) if row["kind"] in KINDS]
    links = [row for row in rows if row["kind"] == "link"]
    found = {one.older: one for one in successions(rows, links) if first_day(one.since) or one.since is None}
    targets: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] == "target" and row["commitment"]:
            targets.setdefault(row["commitment"], []).append(row)
    newer = {one.newer for one in found.values()}
    return Superseded(found, {row["id"]: row for row in rows if row["id"] in newer}, targets)
