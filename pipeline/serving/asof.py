"""Records as they stood on a day: state, rule, and what superseded them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline.registry import standings, successions
from pipeline.store.edtf import bounds

if TYPE_CHECKING:
    from pipeline.store import Store


def on_day(store: Store, rows: Iterable[dict[str, Any]], day: str) -> Iterator[dict[str, Any]]:
    """Those of ``rows`` known on ``day`` (EDTF, its last day counts), commitments with their standing.

    A commitment gains ``state``, ``rule`` and ``superseded_by`` (the id of a commitment or None) and is left
    out when it was made later; a target follows its commitment; dates, links and targets of no commitment
    are left out when their document was published later, or nobody knows when.
    """
    promises = [*store.records(kind="commitment"), *store.records(kind="target")]
    followed = successions(promises, list(store.records(kind="link")))
    standing = standings(promises, day, successions=followed, facts=store.facts())
    last = bounds(day)[1] or day
    for row in rows:
        found = standing.get(row["id"] if row["kind"] == "commitment" else row.get("commitment") or "")
        if found is None:
            published = bounds(row["document_date"])[0]
            if published and published <= last:
                yield row
        elif found.state != "not yet":
            told = {"state": found.state, "rule": found.rule, "superseded_by": found.by}
            yield row | told if row["kind"] == "commitment" else row
