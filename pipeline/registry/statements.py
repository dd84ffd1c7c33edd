"""One line of a profile, before and after lines that say the same are merged."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.registry.goals import Row


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a profile: its section, the statement in words, the row it comes from (fact or record).

    ``when`` is the date (EDTF) that a line on a setting up tells by itself.
    """

    section: str
    text: str
    row: Row
    when: str | None = None


def setting_up(verb: str, when: str | None, at: str | None, by: str | None) -> str:
    """ "agreed · 2023 · at the Summit · by Allies": what is told of a setting up, on one line."""
    return " · ".join(one for one in (verb, when, at and f"at the {at}", by and f"by {by}") if one)
