"""What all documents together say of one body, instrument, event or goal, each line with its passage.

Nothing is settled where documents differ: both are shown, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.registry.days import agree, due
from pipeline.registry.entities import Entity, Registry, load
from pipeline.registry.goals import STEM, Goal, Row, find_goals
from pipeline.registry.merging import DATED, merged, same_verb
from pipeline.registry.names import key
from pipeline.registry.statements import Statement, setting_up
from pipeline.registry.succession import succeeding

if TYPE_CHECKING:
    from pipeline.store.reading import Reader

# Heading of each section, in the order shown: (relation, whether the entity is the link's source).
_LINKS: dict[tuple[str, bool], str] = {
    ("established_by", True): "established under",
    ("reports_to", True): "reports to",
    ("part_of", True): "part of",
    ("updates", True): "updates",
    ("updates", False): "updated by",
    ("supersedes", True): "supersedes",
    ("supersedes", False): "superseded by",
    ("implements", True): "implements",
    ("implements", False): "implemented by",
    ("established_by", False): "set up",
    ("reports_to", False): "reported to by",
    ("reaffirms", False): "reaffirmed by",
}
SECTIONS = ("what it is", "established", *_LINKS.values(), "parts", "does", "commitments", "named in")
_FACTS = {
    "is": "what it is",
    "part": "parts",
    "named": "named in",
    "established": "established",
    "does": "does",
}
_PERCENT = re.compile(
    r"(?P<value>\d+(?:[.,]\d+)?)\s*(?:%|per\s?cent\b)|(?P<word>[a-z]+)\s+per\s?cent\b", re.IGNORECASE
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_DESCRIBED = re.compile(r"((?:19|20)\d\d) ([a-z -]+)")


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything told of one entity, by section in the order of ``SECTIONS``, then by document date.

    ``differences`` are notes on what documents tell differently; ``chain`` says what a goal succeeded or was
    succeeded by, in words.
    """

    name: str
    kind: str
    aliases: tuple[str, ...]
    documents: int
    statements: tuple[Statement, ...]
    differences: tuple[str, ...]
    chain: tuple[str, ...] = ()


def profile(store: Reader, name: str) -> Profile:
    """The profile of ``name``: a name, an acronym, a near spelling, or a goal such as "5% commitment".

    UsageError names what comes near when nothing answers to it.
    """
    registry = load(store)
    entity = registry.exactly(name)
    if entity is None and _PERCENT.search(name):
        return _of_goal(store, registry, name)
    entity = entity or registry.find(name)
    if entity is None:
        raise unknown(registry, name)
    return _of_entity(store, registry, entity)


def unknown(registry: Registry, name: str) -> UsageError:
    """The error for a name that nothing answers to."""
    near = registry.near(name)
    offer = f"Near it: {'; '.join(near)}." if near else "List names with 'pledgebook records links'."
    return UsageError(f"{name!r}: no body, instrument or event of this name in the documents. {offer}")


def _of_entity(store: Reader, registry: Registry, entity: Entity) -> Profile:
    facts = list(store.facts(list(entity.names)))
    records = _promises_and_links(store)
    versions = [fact for one in registry.versions_of(entity) for fact in store.facts(list(one.names))]
    keys = {key(one) for one in entity.names} | {one.casefold() for one in entity.aliases}
    statements = [
        *_from_facts(facts),
        *_from_links((row for row in records if row["kind"] == "link"), keys),
        *_from_commitments(_belonging(records, keys, versions, facts), own=keys),
    ]
    ordered = _ordered(_without_repeats(statements))
    chain = tuple(
        _chain(find_goals(records), {row.row["id"] for row in ordered if row.section == "commitments"})
    )
    return Profile(
        entity.name, entity.kind, _also(entity), len(entity.documents), ordered, differences(ordered), chain
    )


def _promises_and_links(store: Reader) -> list[Row]:
    return [*store.records(kind="commitment"), *store.records(kind="target"), *store.records(kind="link")]


def _also(entity: Entity) -> tuple[str, ...]:
    others = [one for one in entity.names if key(one) != key(entity.name) and one not in entity.aliases]
    return (*entity.aliases, *others)


def _from_facts(facts: Iterable[Row]) -> Iterator[Statement]:
    for fact in facts:
        yield Statement(_FACTS[fact["predicate"]], _words(fact), fact, fact["when"])


def _words(fact: Row) -> str:
    if fact["predicate"] == "part":
        return f"{fact['value']} ({fact['noun']})"
    if fact["predicate"] != "established":
        return str(fact["value"])
    verb = fact["value"].lower() if not fact["value"].isdigit() else DATED
    return setting_up(verb, fact["when"], fact["at"], fact["by"])


def _from_links(links: Iterable[Row], keys: set[str]) -> Iterator[Statement]:
    for link in links:
        for own, other, is_source in ((link["from"], link["to"], True), (link["to"], link["from"], False)):
            section = _LINKS.get((link["relation"], is_source))
            if section and key(own) in keys:
                # A restated promise is a record, not a name: its words stand for it.
                restated = link["relation"] == "reaffirms" and not is_source
                yield Statement(section, str(link["quote"] if restated else other), link)


def _belonging(
    records: Iterable[Row], keys: set[str], versions: Sequence[Row], facts: Sequence[Row]
) -> Iterator[Row]:
    """The commitments under an instrument of these keys, made by a body of them, or told with its making.

    ``versions`` are facts of the updated things of this name: what names its instrument there is theirs.
    ``facts`` are those of the entity.
    """
    made = [fact for fact in facts if fact["predicate"] == "established" and fact["when"]]
    places: dict[str, list[tuple[int, int, str]]] = {}
    for fact in versions:
        entity = fact["evidence"]["entity"]
        places.setdefault(fact["doc"], []).append((entity["start"], entity["end"], key(fact["entity"])))
    for row in records:
        if row["kind"] == "commitment":
            own = _instrument_key(row, places.get(row["doc"], ()))
            makers = (row["actor_name"], row["actor"])
            named = own in keys or any(one and key(one) in keys for one in makers)
            if named or (own is None and any(_told_with(row, fact) for fact in made)):
                yield row


def _told_with(row: Row, fact: Row) -> bool:
    """True for "a pledge made in 2014, where Allies agreed to spend 2 %": one sentence, day and order."""
    return (
        row["doc"] == fact["doc"]
        and fact["evidence"]["entity"]["end"] <= row["start"] < fact["end"]
        and row["agreed"] is not None
        and agree(row["agreed"], fact["when"])
    )


def _instrument_key(row: Row, places: Sequence[tuple[int, int, str]]) -> str | None:
    """The key of a commitment's instrument; that of a version where the words stand in its name."""
    place = row["evidence"].get("instrument")
    for start, end, one in places:
        if place and start <= place["start"] < end:
            return one
    return key(row["instrument"]) if row["instrument"] else None


def _from_commitments(rows: Iterable[Row], own: Collection[str] = ()) -> Iterator[Statement]:
    """ "Allies: spend 2 % · by 2024"; a body of the keys ``own`` is not named in its own profile."""
    for row in rows:
        when = f" · {due(row['deadline']['edtf'])}" if row["deadline"] else ""
        who = row["actor_name"] or row["actor"]
        maker = f"{who}: " if who and key(who) not in own else ""
        yield Statement("commitments", f"{maker}{row['action']}{when}", row)


def _without_repeats(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Each statement once a document: texts repeat in their body what they say in their summary."""
    seen: set[tuple[str, str, str]] = set()
    for one in statements:
        mark = (one.section, " ".join(one.text.casefold().split()), one.row["doc"])
        if mark not in seen:
            seen.add(mark)
            yield one


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    places = {section: place for place, section in enumerate(SECTIONS)}
    return merged(sorted(statements, key=lambda one: places[one.section]))


def differences(statements: Sequence[Statement]) -> tuple[str, ...]:
    """What documents tell differently: dates that cannot be one, other bodies reported to, other parts."""
    return tuple(_differing_dates(statements)) + tuple(_differing_lists(statements))


def _differing_dates(statements: Sequence[Statement]) -> Iterator[str]:
    dated = [one for one in statements if one.section == "established" and one.when]
    for first in dated:
        later = next((one for one in dated if not agree(first.when or "", one.when or "")), None)
        if later is not None and same_verb(_verb(first), _verb(later)):
            sides = (f"{one.when} in {one.row['source']}" for one in (first, later))
            yield f"{_verb(first)}: {', '.join(sides)}"
            return


def _verb(statement: Statement) -> str:
    return statement.text.split(" ·")[0]


def _differing_lists(statements: Sequence[Statement]) -> Iterator[str]:
    for section in ("reports to", "parts"):
        by_noun: dict[str, dict[str, list[str]]] = {}
        for one in statements:
            if one.section == section:
                by_source = by_noun.setdefault(one.row.get("noun") or section, {})
                by_source.setdefault(one.row["source"], []).append(one.row.get("value") or one.text)
        for noun, by_source in by_noun.items():
            told = {
                frozenset(" ".join(v.casefold().split()) for v in values) for values in by_source.values()
            }
            if len(told) > 1:
                lists = (f"{source}: {', '.join(values)}" for source, values in by_source.items())
                yield f"{noun}, named differently — {' | '.join(lists)}"


# Goals


def _of_goal(store: Reader, registry: Registry, name: str) -> Profile:
    records = _promises_and_links(store)
    goals = find_goals(records)
    goal = _asked(goals, name)
    if goal is None:
        raise unknown(registry, name)
    described = [one for one in registry if _describes(one, goal)]
    facts = [fact for one in described for fact in store.facts(list(one.names))]
    keys = {key(one.name) for one in described}
    links = (row for row in records if row["kind"] == "link")
    told = [_agreed(row) for row in goal.commitments if row["agreed"]]
    statements = [*told, *_from_facts(facts), *_from_links(links, keys), *_from_commitments(goal.commitments)]
    ordered = _ordered(_without_repeats(statements))
    title = f"{goal.name} commitment" + (f" ({goal.agreed[:4]})" if goal.agreed else "")
    chain = tuple(_chain(goals, {row["id"] for row in goal.commitments}))
    documents = len({one.row["doc"] for one in ordered})
    also = tuple(one.name for one in described)
    return Profile(title, "instrument", also, documents, ordered, differences(ordered), chain)


def _asked(goals: Sequence[Goal], name: str) -> Goal | None:
    """The goal of the percentage that ``name`` gives, of the measure it names, promised most often."""
    found = _PERCENT.search(name)
    word = found["word"].casefold() if found and found["word"] else None
    number = _NUMBERS.get(word) if word else float(found["value"].replace(",", ".")) if found else None
    fits = [goal for goal in goals if goal.unit == "%" and goal.value == number]
    said = [goal for goal in fits if goal.of and goal.of.casefold() in name.casefold()]
    return max(said or fits, key=lambda goal: (len(goal.commitments), goal.agreed or ""), default=None)


def _describes(entity: Entity, goal: Goal) -> bool:
    """True for "2025 defence investment plan" and a goal agreed in 2025 whose promises speak of defence."""
    found = _DESCRIBED.fullmatch(entity.name)
    if found is None or not goal.agreed or not goal.agreed.startswith(found[1]):
        return False
    said = {word[:STEM] for word in found[2].split()}
    return bool(said & goal.topic) and bool({row["doc"] for row in goal.commitments} & set(entity.documents))


def _agreed(row: Row) -> Statement:
    who = row["actor_name"] or row["actor"]
    return Statement("established", setting_up("agreed", row["agreed"], None, who), row, row["agreed"])


def _chain(goals: Sequence[Goal], ids: set[str]) -> Iterator[str]:
    """What the goals of these commitments succeeded, and what succeeded them."""
    for older, newer in succeeding(goals):
        told = f"{_goal_words(older)} → {_goal_words(newer)}"
        if ids & {row["id"] for row in (*older.commitments, *newer.commitments)}:
            yield told


def _goal_words(goal: Goal) -> str:
    return f"{goal.name}{f' {due(goal.due)}' if goal.due else ''} (agreed {goal.agreed})"
