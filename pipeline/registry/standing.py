"""Where each promise stood on a day: in force, due, overdue, superseded or not yet made, and by which rule.

The documents tell what was promised, seldom whether it was kept: "overdue" says that the last day has passed,
no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.registry.days import agree, due, first_day, last_day
from pipeline.registry.goals import Row, made
from pipeline.registry.names import key
from pipeline.registry.succession import Succession

State = Literal["in force", "due", "overdue", "superseded", "not yet", "undated"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, the rule that gave it in words, and the id of the commitment that superseded it, if any."""

    state: State
    rule: str
    by: str | None = None


def standings(
    rows: Iterable[Row], day: str, *, successions: Sequence[Succession] = (), facts: Iterable[Row] = ()
) -> dict[str, Standing]:
    """The standing on ``day`` (EDTF, its last day counts) of each commitment among ``rows``, by id.

    ``facts`` tell when instruments were agreed: where neither a commitment's sentence nor its document has a
    date, that of its instrument stands in.
    """
    last = last_day(day) or day
    replaced = {
        one.older: one for one in successions if first_day(one.since) and first_day(one.since) <= last
    }
    agreements = _Agreements(facts)
    return {
        row["id"]: _standing(row, _beginning(row, agreements), last, replaced)
        for row in rows
        if row["kind"] == "commitment"
    }


class _Agreements:
    """When the instruments that facts tell of were agreed."""

    def __init__(self, facts: Iterable[Row]) -> None:
        self._dates: dict[str, str] = {}
        self._names: dict[tuple[str, int], str] = {}
        for fact in facts:
            place = fact["evidence"]["entity"]
            self._names.update(
                {(fact["doc"], at): fact["entity"] for at in range(place["start"], place["end"])}
            )
            if fact["predicate"] == "established" and first_day(fact["when"]):
                self._take(key(fact["entity"]), fact["when"])

    def _take(self, name: str, when: str) -> None:
        """ "2025-02" tells more than "2025"; of two different dates the first told stands."""
        known = self._dates.setdefault(name, when)
        if agree(known, when) and len(when) > len(known):
            self._dates[name] = when

    def of(self, row: Row) -> tuple[str, str] | None:
        """The instrument of a commitment and the date at which it was agreed, or None."""
        if not row["instrument"]:
            return None
        # "the updated Plan" is written where a promise names "the Plan": the longer name is meant.
        place = row["evidence"].get("instrument") or {}
        name = str(self._names.get((row["doc"], place.get("start", -1)), row["instrument"]))
        when = self._dates.get(key(name))
        return (name, when) if when else None


def _beginning(row: Row, agreements: _Agreements) -> tuple[str, str] | None:
    """When a promise began, and how that is known; None when nothing tells it."""
    own = made(row)
    if own is not None and first_day(own):
        told = (
            f"agreed {own}, as its sentence tells"
            if row["agreed"]
            else f"made {own}, the date of its document"
        )
        return own, told
    found = agreements.of(row)
    return (found[1], f"agreed {found[1]}, the date of its instrument: {found[0]}") if found else None


def _standing(
    row: Row, beginning: tuple[str, str] | None, day: str, replaced: dict[str, Succession]
) -> Standing:
    if beginning is None:
        return Standing(
            "undated", "neither the sentence, the document nor an instrument tells when it was made"
        )
    begun, start = beginning
    if first_day(begun) > day:
        return Standing("not yet", f"{start}, after that day")
    if row["id"] in replaced:
        found = replaced[row["id"]]
        return Standing("superseded", f"{found.rule}, since {found.since}", found.newer)
    deadline = row["deadline"]["edtf"] if row["deadline"] else None
    if deadline is None or not last_day(deadline):
        return Standing("in force", f"{start}; no last day is set")
    return _by_deadline(start, deadline, day)


def _by_deadline(start: str, deadline: str, day: str) -> Standing:
    end = last_day(deadline)
    said = f"{start}; due {due(deadline)}"
    if end < day:
        return Standing(
            "overdue", f"{said}, whose last day {end} has passed; whether it was kept is not told"
        )
    # "by 2035" falls due within 2035; a period falls due from its first day.
    opening = first_day(deadline.removeprefix("../"))
    if opening and opening <= day:
        return Standing("due", f"{said}, within which the day lies")
    return Standing("in force", f"{said}, still ahead")
