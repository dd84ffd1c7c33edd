"""Which way a promise goes: more of a thing ("open three schools") or less of it ("close two schools").

A level ("raise the share to 40 %", "cut it to 30 %") may be followed by one in the other direction; numbers
of things opened and closed are two promises.
"""

from __future__ import annotations

import re

from pipeline.registry.goals import LEVELS, Row

_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 5  # words of an action among which its verb stands: "also work to open"
_MORE = re.compile(
    r"(?:open|re-?open|build|creat|add|plant|hir|recruit|expand|construct|establish|launch|install|restor|train|"
    r"deploy|buy|purchas|acquir|produc|found)(?:e|s|es|ed|ing)?"
)
_LESS = re.compile(
    r"(?:clos|shut|demolish|dismantl|remov|eliminat|retir|dismiss|abolish|withdraw|scrap|destroy|sell|end|cut|"
    r"cutt|decommission|phas|halv|reduc|lower)(?:e|s|es|ed|ing)?"
)


def opposed(first: Row, second: Row, unit: str | None = None) -> bool:
    """True when one commitment makes more and the other less of what they count in ``unit``.

    A share or a rate is one level whichever way it is moved, so those are never opposed.
    """
    ways = {_way(first), _way(second)}
    return unit not in LEVELS and ways == {"more", "less"}


def _way(row: Row) -> str:
    for word in _WORD.findall(row["action"].casefold())[:_OPENING]:
        if _MORE.fullmatch(word):
            return "more"
        if _LESS.fullmatch(word):
            return "less"
    return ""
