"""Where each promise stood on a day: in force, due, overdue, superseded or not yet made, and by which rule.

The documents tell what was promised, seldom whether it was kept: "overdue" says that the last day has passed,
no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.registry.days import due, first_day, last_day
from pipeline.registry.goals import Row, made
from pipeline.registry.succession import Succession

State = Literal["in force", "due", "overdue", "superseded", "not yet", "undated"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, the rule that gave it in words, and the id of the commitment that superseded it, if any."""

    state: State
    rule: str
    by: str | None = None


def standings(
    rows: Iterable[Row], day: str, *, successions: Sequence[Succession] = ()
) -> dict[str, Standing]:
    """The standing on ``day`` (EDTF, its last day counts) of each commitment among ``rows``, by id."""
    last = last_day(day) or day
    replaced = {
        one.older: one for one in successions if first_day(one.since) and first_day(one.since) <= last
    }
    return {row["id"]: _standing(row, last, replaced) for row in rows if row["kind"] == "commitment"}


def _standing(row: Row, day: str, replaced: dict[str, Succession]) -> Standing:
    start = _beginning(row)
    if not first_day(made(row)):
        return Standing("undated", "neither the sentence nor the document tells when it was made")
    if first_day(made(row)) > day:
        return Standing("not yet", f"{start}, after that day")
    if row["id"] in replaced:
        found = replaced[row["id"]]
        return Standing("superseded", f"{found.rule}, since {found.since}", found.newer)
    deadline = row["deadline"]["edtf"] if row["deadline"] else None
    if deadline is None or not last_day(deadline):
        return Standing("in force", f"{start}; no last day is set")
    return _by_deadline(start, deadline, day)


def _beginning(row: Row) -> str:
    if row["agreed"]:
        return f"agreed {row['agreed']}, as its sentence tells"
    return f"made {row['document_date']}, the date of its document"


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
