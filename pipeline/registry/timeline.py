"""What happened and what falls due, in order of time: settings up, agreements, events, due dates.

Facts tell what was set up or agreed, commitments what is due; other dates of the documents fill in. The same
thing told by several documents is one event with several passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.registry.days import due, first_day, last_day
from pipeline.registry.goals import Row
from pipeline.registry.names import key

Kind = Literal["established", "agreed", "event", "due"]
_BODY = frozenset(["body", "other"])
LONGEST = 110  # code points of a label; the passage has the rest


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the time line: ``date`` (EDTF), its kind, a label, and the rows that tell it."""

    date: str
    kind: Kind
    label: str
    rows: tuple[Row, ...]


def timeline(facts: Iterable[Row], records: Iterable[Row]) -> tuple[Event, ...]:
    """The events of fact and record rows, by their day; due dates stand at their last day."""
    facts = list(facts)
    told = {(one["doc"], one["evidence"]["entity"]["start"]) for one in facts if first_day(one["when"])}
    merged: dict[tuple[Kind, str, str], list[tuple[str, str, Row]]] = {}
    for date, kind, label, row in [*_of_facts(facts), *_of_records(records, told)]:
        merged.setdefault((kind, _place(date, kind), key(label)), []).append((date, label, row))
    events = (_event(kind, members) for (kind, _, _), members in merged.items())
    return tuple(sorted(events, key=lambda one: (day_of(one), one.kind, one.label)))


def day_of(event: Event) -> str:
    """The day at which an event stands: the last of a due date, the first of anything else."""
    return last_day(event.date) if event.kind == "due" else first_day(event.date) or last_day(event.date)


def _place(date: str, kind: str) -> str:
    return last_day(date) if kind == "due" else first_day(date)[:4]


def _event(kind: Kind, told: list[tuple[str, str, Row]]) -> Event:
    """The most exact of the dates told, and the first label."""
    date = max((date for date, _, _ in told), key=len)
    rows = {(row["doc"], row["start"]): row for _, _, row in told}
    return Event(date, kind, told[0][1], tuple(rows.values()))


def _of_facts(facts: Iterable[Row]) -> Iterator[tuple[str, Kind, str, Row]]:
    for fact in facts:
        if fact["predicate"] == "established" and first_day(fact["when"]):
            if fact["entity_kind"] == "event":
                yield fact["when"], "event", fact["entity"], fact
            else:
                kind: Kind = "established" if fact["entity_kind"] in _BODY else "agreed"
                yield fact["when"], kind, fact["entity"], fact


def _of_records(records: Iterable[Row], told: set[tuple[str, int]]) -> Iterator[tuple[str, Kind, str, Row]]:
    """Due dates and agreements of commitments; not those whose words tell of an agreement that a fact has."""
    places: dict[str, list[int]] = {}
    for doc, start in told:
        places.setdefault(doc, []).append(start)
    for row in records:
        if row["kind"] == "commitment":
            if row["deadline"] and last_day(row["deadline"]["edtf"]):
                yield row["deadline"]["edtf"], "due", _promise(row), row
            has_fact = any(row["start"] <= start < row["end"] for start in places.get(row["doc"], ()))
            if first_day(row["agreed"]) and not has_fact:
                yield row["agreed"], "agreed", _promise(row), row


def _promise(row: Row) -> str:
    who = row["actor_name"] or row["actor"]
    said = " ".join(f"{who}: {row['action']}".split() if who else row["action"].split())
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def date_words(event: Event) -> str:
    """The date in words: "by 2030", "2024 to 2026", "2023-07"."""
    return due(event.date)
