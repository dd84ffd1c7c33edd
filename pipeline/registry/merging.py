"""Lines of a profile that say the same get one wording, so that they stand once with all their sources.

Settings up merge when their dates, places and makers may be the same; a body reported to takes its fuller
name; what other sections tell is not told again; a passage is "named in" only where nothing else cites it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.registry.days import agree
from pipeline.registry.goals import STEM
from pipeline.registry.names import key
from pipeline.registry.statements import Statement, setting_up

SHOWN = 3  # passages under "named in", which only shows where to read on
REPEATED = 0.6  # share of a statement's words that other sections tell when it is left out
DATED = "dated"  # the verb of a line that tells a year and no verb
_ALIKE = (
    frozenset(["created", "established", "founded", "formed", "constituted", "set up", "launched"]),
    frozenset(["agreed", "adopted", "endorsed", "approved", "made", "agree", "adopt", "endorse"]),
)
_REPORTING = frozenset(["reports to", "reported to by"])
_TELLING = frozenset(["commitments", "parts", "reports to"])
_GAP = 8  # code points between "reports to" and the name: an article


def merged(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """``statements`` in their order, each in the wording of those that say the same, repetitions left out."""
    told = _once_set_up(list(_fully_named(statements)))
    told = [one for one in told if one.section != "does" or not _repeats(one, told)]
    return tuple(_where_named(told))


# Settings up


@dataclass(slots=True)
class _SettingUp:
    verb: str
    when: str | None
    at: str | None
    by: str | None
    members: list[Statement]

    def fits(self, other: _SettingUp) -> bool:
        """True when both may tell of one setting up."""
        dates = not self.when or not other.when or agree(self.when, other.when)
        places = not self.at or not other.at or key(self.at) == key(other.at)
        makers = not self.by or not other.by or bool(_stems(self.by) & _stems(other.by))
        return same_verb(self.verb, other.verb) and dates and places and makers

    def take(self, other: _SettingUp) -> None:
        """Keep the most exact of what both tell."""
        if self.verb == DATED:
            self.verb = other.verb
        self.when = max(self.when, other.when, key=lambda one: len(one or ""))
        self.by = max(self.by, other.by, key=lambda one: len(one or ""))
        self.at = self.at or other.at
        self.members += other.members


def same_verb(first: str, second: str) -> bool:
    """True for verbs of one kind of setting up ("created", "founded"); a bare year goes with any."""
    return first == second or DATED in (first, second) or any({first, second} <= one for one in _ALIKE)


def _stems(words: str) -> set[str]:
    return {word[: STEM - 1] for word in key(words).split()}


def _once_set_up(statements: Sequence[Statement]) -> list[Statement]:
    groups: list[_SettingUp] = []
    found = [_setting_up(one) for one in statements if one.section == "established"]
    # What tells a date comes first, so that a line without one joins the earliest that it fits.
    for one in sorted(found, key=lambda one: (not one.when, one.verb == DATED)):
        home = next((group for group in groups if group.fits(one)), None)
        if home is None:
            groups.append(one)
        else:
            home.take(one)
    words = {id(member): setting_up(g.verb, g.when, g.at, g.by) for g in groups for member in g.members}
    return [replace(one, text=words.get(id(one), one.text)) for one in statements]


def _setting_up(one: Statement) -> _SettingUp:
    row = one.row
    by = row["by"] if "by" in row else row.get("actor_name") or row.get("actor")
    return _SettingUp(one.text.split(" ·")[0], one.when, row.get("at"), by, [one])


# Names


def _fully_named(statements: Sequence[Statement]) -> Iterator[Statement]:
    """ "Directors" is "Conference of Directors" where both are said to be reported to."""
    for one in statements:
        longer = (
            other.text
            for other in statements
            if one.section in _REPORTING and other.section == one.section
            if key(other.text).endswith(f" {key(one.text)}")
        )
        yield replace(one, text=max(longer, key=len, default=one.text))


# Repetitions


def _repeats(done: Statement, statements: Sequence[Statement]) -> bool:
    """True when most of what ``done`` tells stands, in the same words, in another section."""
    value = done.row["evidence"]["value"]
    start, end = value["start"], value["end"]
    covered: set[int] = set()
    for one in statements:
        if one.section in _TELLING and one.row["doc"] == done.row["doc"]:
            for first, last in _places(one):
                covered.update(range(max(first, start), min(last, end)))
    return bool(len(covered) >= REPEATED * (end - start))


def _places(one: Statement) -> Iterator[tuple[int, int]]:
    """Where the words stand that a commitment, a part or a link tells."""
    evidence = one.row["evidence"]
    if one.section == "commitments":
        yield one.row["start"], one.row["end"]
    elif one.section == "parts":
        yield evidence["value"]["start"], evidence["value"]["end"]
    else:
        first, last = evidence["relation"]["start"], evidence["target"]["end"]
        if evidence["target"]["start"] - evidence["relation"]["end"] <= _GAP:
            yield first, last


def _where_named(statements: Sequence[Statement]) -> Iterator[Statement]:
    """All but the passages under "named in" that are cited elsewhere, are headings, or are too many."""
    cited = {_passage(one) for one in statements if one.section != "named in"}
    shown = 0
    for one in statements:
        if one.section == "named in":
            if _passage(one) in cited or (cited and not one.text.rstrip().endswith(".")) or shown == SHOWN:
                continue
            shown += 1
        yield one


def _passage(one: Statement) -> tuple[str, int, int]:
    return one.row["doc"], one.row["start"], one.row["end"]
