"""Splitting the promise behind one cue into its separately fulfillable actions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extraction.cuts import Reach, find_cuts, first_verb

ABANDONED = re.compile(
    r"(?:;|,|\band)\s+(?:also\s+)?(?:call(?:s|ed)? (?:up)?on|urge[sd]?|encourage[sd]?|invite[sd]?|"
    r"welcome[sd]?|condemn(?:s|ed)?|commend(?:s|ed)?|note[sd]?|recogni[sz]e[sd]?|acknowledge[sd]?|"
    r"look(?:s|ed)? forward|thank(?:s|ed)?|applaud(?:s|ed)?)\b",
)


@dataclass(frozen=True, slots=True)
class Action:
    """One action at ``start:end`` of the sentence's text; ``verb`` is its verb in base form."""

    start: int
    end: int
    verb: str


def split_actions(reach: Reach) -> tuple[Action, ...]:
    """The actions within ``reach``, in order; the first begins where it begins."""
    text, start = reach.text, reach.start
    verb, form = first_verb(text, start, reach.end)
    stop = ABANDONED.search(text, start + 1, reach.end)
    if stop and form == "base":
        # Calls on others and welcomes are no promises, and end the one they follow.
        reach = replace(reach, end=stop.start())
    cuts = [start, *find_cuts(reach)]
    verbs = [verb, *(first_verb(text, cut, reach.end)[0] for cut in cuts[1:])]
    ends = [*cuts[1:], reach.end]
    return tuple(
        Action(a, trimmed, v)
        for a, b, v in zip(cuts, ends, verbs, strict=True)
        if (trimmed := trim_end(text, a, b)) > a
    )


def trim_end(text: str, start: int, end: int) -> int:
    """``end`` moved left over closing punctuation and a conjunction left hanging."""
    kept = text[start:end].rstrip()
    while True:
        shorter = re.sub(
            r"(?:[\s,;:–—-]|(?<=[\s,;])(?:and|but|or|as well as|while|to|will|in|we)|(?<!\b[A-Z]\.[A-Z])\.)$",
            "",
            kept,
        )
        if shorter.endswith(")") and "(" not in shorter:
            shorter = shorter[:-1]
        if shorter == kept:
            return start + len(kept)
        kept = shorter
