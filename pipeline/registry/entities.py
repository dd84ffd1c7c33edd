"""The bodies, instruments and events of all documents, each once, under all its names.

Names merge when their keys are equal (:mod:`pipeline.registry.names`), when one is the other's acronym, or
when one is the other behind its only owner's name ("NATO Defence Planning Process").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.registry.names import key, misspelt, nearest
from pipeline.schema import EntityKind

if TYPE_CHECKING:
    from pipeline.store.reading import Reader

OWNED = 3  # words that a name has at least when it is taken for the same behind an owner's name
VERSIONS = frozenset(
    ["updated", "revised", "amended", "renewed"]
)  # words that make a name that of a later thing


@dataclass(frozen=True, slots=True)
class Entity:
    """A body, instrument or event: the name used most, what kind it is, and every way it is written.

    ``names`` are the full names as stored, ``aliases`` its acronyms; ``documents`` the ids of those that name
    it; ``facts`` counts what they say.
    """

    key: str
    name: str
    kind: EntityKind
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    documents: tuple[str, ...]
    facts: int


@dataclass(slots=True)
class _Merged:
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[EntityKind] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)

    def take(self, other: _Merged) -> None:
        self.names += other.names
        self.kinds += other.kinds
        self.aliases += other.aliases
        self.documents |= other.documents


class Registry:
    """All entities of a store; :func:`load` makes it."""

    def __init__(self, merged: Mapping[str, _Merged], moved: Mapping[str, str]) -> None:
        self._by_key = {one: _entity(one, found) for one, found in merged.items()}
        self._moved = dict(moved)
        self._by_alias: dict[str, list[Entity]] = {}
        for entity in self._by_key.values():
            for alias in entity.aliases:
                self._by_alias.setdefault(alias.casefold(), []).append(entity)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def exactly(self, name: str) -> Entity | None:
        """The entity of this name or acronym, in any case; of several, the one in most documents."""
        wanted = key(name)
        found = self._by_key.get(self._moved.get(wanted, wanted))
        if found is None:
            named = self._by_alias.get(name.strip().casefold(), ())
            found = max(named, key=lambda one: (len(one.documents), one.facts, one.name), default=None)
        return found

    def find(self, name: str) -> Entity | None:
        """As :meth:`exactly`, else the one entity whose name is spelt almost so; None when there is none."""
        found = self.exactly(name)
        if found is None and (close := misspelt(key(name), list(self._by_key))):
            found = self._by_key[close]
        return found

    def near(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """The names most like ``name``, best first: what to offer when nothing answers to it."""
        return tuple(self._by_key[one].name for one in nearest(key(name), list(self._by_key), limit=limit))

    def versions_of(self, entity: Entity) -> tuple[Entity, ...]:
        """The updated and revised things of this name, and the entity itself when it is one of them."""
        base = entity.key.removeprefix(_version(entity.key)).strip()
        found = (self._by_key.get(f"{version} {base}") for version in sorted(VERSIONS))
        return tuple(one for one in found if one is not None)


def _version(one: str) -> str:
    first = one.partition(" ")[0]
    return first if first in VERSIONS else ""


def load(store: Reader) -> Registry:
    """Merge the names of all documents of ``store``."""
    merged: dict[str, _Merged] = {}
    for name, kind, aliases, facts, documents in store.entity_names():
        one = merged.setdefault(key(name), _Merged())
        one.names[name] += facts
        one.kinds[kind] += facts
        one.aliases.update(dict.fromkeys(aliases, facts))
        one.documents.update(documents)
    merged.pop("", None)
    moved = _join_acronyms(merged)
    moved |= _join_owned(merged)
    return Registry(merged, moved)


def _join_acronyms(merged: dict[str, _Merged]) -> dict[str, str]:
    """Give what is known by capitals alone to the name that explains them, the most frequent of several."""
    explained: dict[str, list[str]] = {}
    for one, found in merged.items():
        for alias in found.aliases:
            explained.setdefault(alias.casefold(), []).append(one)
    moved = {}
    for short in [one for one, found in merged.items() if set(found.kinds) == {"other"} and one in explained]:
        homes = [home for home in explained[short] if home != short]
        if homes:
            moved[short] = max(homes, key=lambda home: (len(merged[home].documents), home))
    for short, home in moved.items():
        merged[home].take(merged.pop(short))
    return moved


def _join_owned(merged: dict[str, _Merged]) -> dict[str, str]:
    """Give a name to the only one that has it behind one word: an owner, or the year of an event."""

    owned: dict[str, list[str]] = {}
    for one in merged:
        owner, _, rest = one.partition(" ")
        if owner not in VERSIONS:
            owned.setdefault(rest, []).append(one)
    moved = {
        short: homes[0]
        for short, homes in owned.items()
        if short in merged and len(homes) == 1 and (len(short.split()) >= OWNED or homes[0][:4].isdigit())
    }
    moved = {short: home for short, home in moved.items() if home not in moved}
    for short, home in moved.items():
        merged[home].take(merged.pop(short))
    return moved


def _entity(one: str, found: _Merged) -> Entity:
    telling = Counter({kind: count for kind, count in found.kinds.items() if kind != "other"})
    kind = (telling or found.kinds).most_common(1)[0][0]
    names = sorted(found.names, key=lambda name: (-found.names[name], name))
    # What is known by capitals only in some documents is called by its full name.
    full = [name for name in names if " " in name] or names
    return Entity(
        one,
        full[0],
        kind,
        tuple(names),
        tuple(alias for alias, _ in sorted(found.aliases.items(), key=lambda pair: (-pair[1], pair[0]))),
        tuple(sorted(found.documents)),
        found.names.total(),
    )
