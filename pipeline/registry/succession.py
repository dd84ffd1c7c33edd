"""What became of promises: which later one raised, lowered, extended or replaced which earlier one.

A goal succeeds another when the same party later promises another level, or another date, of the same measure
on the same subject, each with a day by which to reach it. Sums of money and numbers of things are no levels:
they add up from one announcement to the next. The parts of an agreement ("of this, at least 3.5 %") succeed
nothing. A promise under an instrument that another one supersedes goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.registry.days import agree, before, due, first_day, last_day
from pipeline.registry.directions import opposed
from pipeline.registry.goals import Goal, Row, find_goals, made, meet
from pipeline.registry.names import key


@dataclass(frozen=True, slots=True)
class Succession:
    """``older`` and ``newer`` are ids of commitments; ``since`` (EDTF) is when the newer was agreed.

    ``rule`` is one sentence that says what was compared.
    """

    older: str
    newer: str
    since: str | None
    rule: str


def successions(rows: Iterable[Row], links: Sequence[Row] = ()) -> tuple[Succession, ...]:
    """Every succession among commitment and target ``rows``; ``links`` tell which instrument replaced which.

    Rows are the objects of DESIGN.md section 4; those of other kinds are passed over.
    """
    rows = list(rows)
    found = {one.older: one for one in _by_instrument(rows, links)}
    for older, newer in succeeding(find_goals(rows)):
        found.update({one.older: one for one in _of_goals(older, newer)})
    return tuple(found.values())


def succeeding(goals: Sequence[Goal]) -> Iterator[tuple[Goal, Goal]]:
    """(earlier, later) goals of one measure, party and subject, each with the next one after it."""
    waiting = [goal for goal in goals if goal.agreed and goal.of and goal.due and goal.level]
    while waiting:
        first = waiting.pop(0)
        chain = [goal for goal in waiting if _comparable(first, goal)]
        waiting = [goal for goal in waiting if goal not in chain]
        yield from (pair for pair in pairwise(_heads([first, *chain])) if not _milestone(*pair))


def _milestone(older: Goal, newer: Goal) -> bool:
    """True for a lesser level due earlier: a step on the way, which takes nothing back."""
    return newer.value < older.value and last_day(newer.due) < last_day(older.due)


def _comparable(first: Goal, second: Goal) -> bool:
    same = first.unit == second.unit and first.of.casefold() == second.of.casefold()
    against = any(
        opposed(mine, theirs, first.unit) for mine in first.commitments for theirs in second.commitments
    )
    return same and not against and meet(first.actors, second.actors) and bool(first.topic & second.topic)


def _heads(goals: Sequence[Goal]) -> list[Goal]:
    """The greatest goal of each agreement, in order: lesser ones agreed with it are its parts."""
    heads: list[Goal] = []
    for goal in sorted(goals, key=lambda one: first_day(one.agreed)):
        if not heads or before(heads[-1].agreed or "", goal.agreed or ""):
            heads.append(goal)
        elif goal.value > heads[-1].value:
            heads[-1] = goal
    return heads


def _of_goals(older: Goal, newer: Goal) -> Iterator[Succession]:
    verb = "raised" if newer.value > older.value else "lowered" if newer.value < older.value else "extended"
    rule = f"{verb}: {_told(older)} to {_told(newer)}"
    told = next(row for row in newer.commitments if agree(made(row) or "", newer.agreed or ""))
    for row in older.commitments:
        yield Succession(row["id"], told["id"], newer.agreed, rule)


def _told(goal: Goal) -> str:
    when = f" {due(goal.due)}" if goal.due else ""
    return f"{goal.name}{when} (agreed {goal.agreed})"


def _by_instrument(rows: Sequence[Row], links: Sequence[Row]) -> Iterator[Succession]:
    by_instrument: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] == "commitment" and row["instrument"]:
            by_instrument.setdefault(key(row["instrument"]), []).append(row)
    for link in links:
        newer = by_instrument.get(key(link["from"]), [])
        if link["relation"] == "supersedes" and newer:
            since = min((made(row) or "" for row in newer), default="") or link["document_date"]
            rule = f"replaced: {link['from']} supersedes {link['to']}"
            for row in by_instrument.get(key(link["to"]), []):
                yield Succession(row["id"], newer[0]["id"], since, rule)
