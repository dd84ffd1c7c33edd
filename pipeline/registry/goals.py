"""Goals: the same quantity promised by the same party, in whatever words and however many documents.

"Invest 5% of GDP annually by 2035" and "committed to investing 5% of Gross Domestic Product (GDP)" are one
goal. Its key is what is measured, of what, and how much; it was agreed at the earliest its promises tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.registry.days import agree, first_day, last_day

Row = Mapping[str, Any]
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_OWNERS = re.compile(r"^(?:the|their|its|our|total|all|annual|national|his|her|each)\s+")
_END = re.compile(
    r"\s+(?:on|for|annually|in|to|by|per|a|each|every|towards?|from|until|so)(?:\s.*)?$|[,;:].*$"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
# Words of any promise of money or numbers; they tell nothing of what it is about.
_COMMON = """about achieve aiming aims allies annual annually commit countries devote devoted domestic each
    fulfil gross increase invest invested investing investment least level mean minimum mobilise mobilize more
    move over percent product raise reach shall should spend spending than their this total towards under will
    with year years that they them then these those which from into have been also such both statement summit
    declaration communiqué factsheet fact sheet joint leaders"""
LEVELS = frozenset(["%", "°C"])
STEM = 5  # letters by which words are compared: "defence" and "defending", "spend" and "spent" apart


@dataclass(frozen=True, slots=True)
class Goal:
    """One quantity promised: ``of`` is what it is a share or a number of, in its shortest words.

    ``commitments`` are the rows that promise it, ``targets`` those of the quantity; ``agreed`` and ``due``
    are EDTF or None.
    """

    value: float
    unit: str
    of: str
    actors: frozenset[str]
    topic: frozenset[str]
    commitments: tuple[Row, ...]
    targets: tuple[Row, ...]
    agreed: str | None
    due: str | None

    @property
    def level(self) -> bool:
        """True for a share, a rate or a yearly flow, which a later goal of the same measure replaces."""
        return self.unit in LEVELS or all(target["per"] for target in self.targets)

    @property
    def name(self) -> str:
        """ "5 % of GDP"."""
        number = f"{self.value:,.0f}" if self.value == int(self.value) else f"{self.value:,g}"
        amount = number if self.unit == "count" else f"{number} {self.unit}"
        return f"{amount} of {self.of}" if self.of and self.unit == "%" else f"{amount} {self.of}".strip()


def find_goals(rows: Iterable[Row]) -> list[Goal]:
    """The goals of commitment and target rows, by agreement; targets outside commitments make none."""
    rows = list(rows)
    commitments = {row["id"]: row for row in rows if row["kind"] == "commitment"}
    targets = [row for row in rows if row["kind"] == "target" and row["commitment"] in commitments]
    short = _short_forms(targets)
    groups: dict[tuple[str, str, float], list[Row]] = {}
    for target in targets:
        if not isinstance(target["value"], list):
            of = measured(target["of"] or "", short)
            groups.setdefault((target["measure_unit"], of.casefold(), float(target["value"])), []).append(
                target
            )
    goals = [
        goal
        for (_, _, value), members in groups.items()
        for goal in _goals(value, measured(members[0]["of"] or "", short), members, commitments)
    ]
    return sorted(
        goals, key=lambda goal: (first_day(goal.agreed) or "9999", goal.name, goal.commitments[0]["id"])
    )


def _short_forms(targets: Iterable[Row]) -> dict[str, str]:
    """What the documents explain in brackets: "gross domestic product (GDP)"."""
    found = {}
    for target in targets:
        bracket = _BRACKET.search(target["of"] or "")
        if bracket and bracket[1].isupper():
            found[_plain(target["of"][: bracket.start()])] = bracket[1]
    return found


def measured(of: str, short: Mapping[str, str]) -> str:
    """What a quantity is counted in, without owners and purposes: "GDP" of "GDP on core defence"."""
    bracket = _BRACKET.search(of)
    if bracket and bracket[1].isupper():
        return bracket[1]
    plain = _plain(_BRACKET.sub("", of))
    capitals = plain.upper() in short.values() or re.search(rf"\b{re.escape(plain.upper())}\b", of)
    return short.get(plain, plain.upper() if plain and capitals else plain)


def _plain(of: str) -> str:
    words = _END.sub("", of.casefold().strip())
    while (cut := _OWNERS.sub("", words)) != words:
        words = cut
    return words.removesuffix("s")


def _goals(value: float, of: str, targets: Sequence[Row], commitments: Mapping[str, Row]) -> Iterator[Goal]:
    """One goal for each party, and for each topic where what is counted does not tell it."""
    waiting = [(target, commitments[target["commitment"]]) for target in targets]
    while waiting:
        group = [waiting.pop(0)]
        grown = True
        while grown:
            joined = [pair for pair in waiting if any(_same(pair[1], one[1], of) for one in group)]
            waiting = [pair for pair in waiting if pair not in joined]
            group += joined
            grown = bool(joined)
        yield _goal(value, of, group)


def _same(first: Row, second: Row, of: str) -> bool:
    topics = topic_of(first) & topic_of(second)
    return meet(actor_words(first), actor_words(second)) and bool(of or topics)


def _measure_words(of: str, group: Sequence[tuple[Row, Row]]) -> frozenset[str]:
    """Stems that a bare measure ("GDP", "income") gives to every promise counted in it."""
    if " " in of:
        return frozenset()
    words = (word for target, _ in group for word in _WORD.findall(_plain(target["of"] or "")))
    return frozenset(word[:STEM] for word in words) if of else frozenset()


def meet(first: frozenset[str], second: frozenset[str]) -> bool:
    """True when two parties may be one; "leaders" alone may be anybody's."""
    return not first or not second or bool(first & second)


def _goal(value: float, of: str, group: Sequence[tuple[Row, Row]]) -> Goal:
    rows = tuple({row["id"]: row for _, row in group}.values())
    dated = sorted(
        (row for row in rows if made(row)), key=lambda row: (first_day(made(row)), made(row) or "")
    )
    dues = [target["deadline_edtf"] or (row["deadline"] or {}).get("edtf") for target, row in group]
    known = sorted((due for due in dues if due and last_day(due)), key=last_day)
    return Goal(
        value,
        group[0][0]["measure_unit"],
        of,
        frozenset().union(*(actor_words(row) for row in rows)),
        frozenset().union(*(topic_of(row) for row in rows)) - _measure_words(of, group),
        rows,
        tuple(target for target, _ in group),
        _agreement([made(row) or "" for row in dated]),
        known[-1] if known else None,
    )


def _agreement(dates: Sequence[str]) -> str | None:
    """The earliest date, told as exactly as any that may be the same: "2025-06" where another says "2025"."""
    same = [one for one in dates if agree(one, dates[0])]
    return max(same, key=len) if same else None


def made(row: Row) -> str | None:
    """When a promise was made: as its sentence tells, else when its document was published (EDTF)."""
    told: str | None = row["agreed"] or row["document_date"]
    return told


def topic_of(row: Row) -> frozenset[str]:
    """What a promise is about: stems of its telling words, of its instrument and of the headings above."""
    said = " ".join((row["action"], row["instrument"] or "", row["title"], *row["section"])).casefold()
    return frozenset(word[:STEM] for word in _WORD.findall(said) if word not in _common())


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.split())


def actor_words(row: Row) -> frozenset[str]:
    """The words of the one who promises; without any, the document stands for them."""
    said = (row["actor_name"] or row["actor"] or row["doc"]).casefold()
    words = set(re.findall(r"[^\W\d_]{3,}", said)) - {"the", "and", "all", "each", "leaders", "countries"}
    return frozenset(word[:4] for word in words)  # "Allied leaders" are "Allies"
