"""What a date is: deadline, agreed, established, event, period, published or other.

A role is chosen by a sum of weights over what stands around the date: its preposition, where it lies
relative to the document's own date, its precision, the verb and the telling words nearest to it, and the
states of an encoder there (:mod:`pipeline.extraction.learned.surroundings`). Words are in
``language/lexicons/calendar.toml``, weights in ``dateroles.toml``; a softmax makes the sums probabilities.
Source of the roles: eval/GUIDELINES.md, section 3.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.extraction import edtf
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.learned import surroundings
from pipeline.language.lexicons import read
from pipeline.schema import Role

_REACH = 90  # code points looked at on either side of the expression
_CLAUSE_END = re.compile(r"[;:]\s|\.\s+(?=[A-Z])")
_LEVELS = re.compile(r"\s+(?:levels?|baselines?|cohort)\b", re.IGNORECASE)
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("levels", _LEVELS),
    ("possessive", re.compile(r"[’']s\b")),
    ("name", re.compile(r"\s+[A-Z]")),
    ("noun", re.compile(r"\s+[a-z]+")),
    ("comma", re.compile(r"\s?,")),
    ("stop", re.compile(r"\s?(?:[.;:)–—]|$)")),
)
CERTAIN = 0.88
_AGREED = "signed|agreed|adopted|endorsed|approved|ratified|pledged|committed|concluded|decided|resolved"
_ESTABLISHED = "established|launched|created|founded|inaugurated|set up|stood up"
_PLACE = r"(?:\s+(?:in|at)\s+[A-Z][\w.]+,?(?:\s[A-Z][\w.]+,?)?)?"
_WITHIN = r"(?:\s+(?!(?:and|to|that|which|who|will|in|on|since)\b)[\w’'-]+){0,9}"
# The verb right before a date, and the first verb behind a date that opens its sentence:
# "signed in Paris on 2 May", "In May 2021, the ministers agreed ...".
_MADE_ON = re.compile(
    rf"\b(?:(?:(?P<agreed>{_AGREED})|(?P<published>updated|published)){_PLACE}|(?P<established>{_ESTABLISHED}){_WITHIN}):?\s*$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"(?:(?!\b(?:\w+ed|met|held|is|are|was|were|will|has|have|saw|set|stood)\b).)*?"
    rf"\b(?:(?P<agreed>{_AGREED})|(?P<established>{_ESTABLISHED}))\b"
)
_OCCASION = re.compile(
    r"(?:\s+[\w’'&.-]+){0,4}?\s+(?:summits?|conferences?|meetings?|ministerials?|forums?|assembl(?:y|ies)|games)\b",
    re.IGNORECASE,
)
_UNDERTAKING = re.compile(r"(?:\s+[\w’'-]+){0,3}?\s+(?:pledge|plan|agreement|decision|commitment)\b")
_OPENING = 3  # a date behind fewer words than this opens its sentence
_KINDS = ("agreed", "established", "published", "event")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    cues: dict[str, re.Pattern[str]]
    verbs: re.Pattern[str]
    weights: dict[str, dict[str, float]]


@cache
def _lexicon() -> _Lexicon:
    cues = {
        role: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
        for role, words in read("calendar")["roles"].items()
    }
    verbs = "|".join(f"(?P<{name}>\\b(?:{pattern})\\b)" for name, pattern in read("targets")["verbs"].items())
    return _Lexicon(cues, re.compile(verbs), read("dateroles"))


def role(text: str, expression: DateExpression, reference: edtf.Day | None) -> tuple[Role, float]:
    """The role of a resolved ``expression`` of the sentence ``text``, and its probability.

    ``reference`` is the day the text was written, None when unknown.
    """
    certain = _certain(text, expression, _side(expression.edtf or "", reference))
    if certain is not None:
        return certain, CERTAIN
    found = list(features(text, expression, reference))
    around = surroundings.load("dates").of(text, expression.span)  # roles in the order of dateroles.toml
    sums = {
        name: weights["bias"] + addend + sum(weights.get(feature, 0.0) for feature in found)
        for (name, weights), addend in zip(_lexicon().weights.items(), around, strict=True)
    }
    best = max(sums, key=lambda name: sums[name])
    return cast(Role, best), 1.0 / sum(math.exp(value - sums[best]) for value in sums.values())


def _certain(text: str, expression: DateExpression, side: int) -> Role | None:
    """The role that one sign alone decides; in the training excerpts 110 of 125 such dates had it."""
    before, after = text[: expression.full.start], text[expression.span.end :]
    if expression.bound in ("by", "before", "until") and side >= 0:
        return "deadline"
    if _LEVELS.match(after):
        return "other"
    if _UNDERTAKING.match(after):
        return "agreed"
    made = _MADE_ON.search(before[-_REACH:])
    if made is None and len(before.split()) < _OPENING:
        if _OCCASION.match(after):
            return "event"
        made = _TOLD.match(after[:_REACH])
    return cast(Role, made.lastgroup) if made else None


def features(text: str, expression: DateExpression, reference: edtf.Day | None) -> Iterator[str]:
    """The names of the weights that hold for ``expression``."""
    start, end = expression.full.start, expression.span.end
    before = _CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + _REACH])[0]
    value, words = expression.edtf or "", expression.span.of(text).casefold()
    side = _side(value, reference)
    yield f"side:{side}"
    yield f"bound:{expression.bound}"
    yield f"bound:{expression.bound}:{side}"
    yield f"shape:{_shape(value)}"
    yield f"shape:{_shape(value)}:{side}"
    yield f"word:{words.split()[0]}" if expression.relative else "absolute"
    yield "start" if not before.strip() else "inside"
    yield from (f"then:{name}" for name, pattern in _SHAPES if pattern.match(text, end))
    if before.rstrip().endswith("("):
        yield "bracket"
    yield from _words(before, after, side)


def _words(before: str, after: str, side: int) -> Iterator[str]:
    """Features of the verbs and telling words on either side."""
    verb = None
    for found in _lexicon().verbs.finditer(before):
        verb = found.lastgroup
    following = _lexicon().verbs.search(after)
    yield f"verb:{verb}"
    yield f"next:{following.lastgroup if following else None}" if verb is None else f"verb:{verb}:{side}"
    nearest = min(_distances(before, after), default=None)
    yield f"nearest:{nearest[1] if nearest else None}"
    if nearest:
        yield f"nearest:{nearest[1]}:{side}"
    for name, cue in _lexicon().cues.items():
        if cue.search(before):
            yield f"before:{name}"
        if cue.search(after):
            yield f"after:{name}"


def _distances(before: str, after: str) -> Iterator[tuple[float, str]]:
    """How far the telling words of each kind stand from the date; words before it count as nearer."""
    for kind in _KINDS:
        cue = _lexicon().cues[kind]
        ends = [found.end() for found in cue.finditer(before)]
        if ends:
            yield float(len(before) - ends[-1]), kind
        found = cue.search(after)
        if found:
            yield 1.5 * found.start(), kind


def _shape(value: str) -> str:
    """The precision of an EDTF value: year, month, day, season, open (with X); plural for intervals."""
    first = value.split("/")[0].rstrip("~?%")
    if "X" in first:
        return "open"
    if len(first) == 7 and int(first[5:7]) in edtf.SEASONS:
        return "season"
    precision = {4: "year", 7: "month", 10: "day"}.get(len(first), "open")
    return f"{precision}s" if "/" in value else precision


def _side(value: str, reference: edtf.Day | None) -> int:
    """Whether ``value`` ends before (-1), contains or touches (0), or begins after (1) the reference."""
    if reference is None:
        return 0
    first, last = value.split("/")[0], edtf.last_point(value)
    if last in ("", "..") or first in ("", ".."):
        return 0
    low, high = _compare(first, reference), _compare(last, reference)
    return low if low == high else 1 if high > 0 and low == 0 else 0


def _compare(point: str, reference: edtf.Day) -> int:
    """-1, 0 or 1 as ``point`` lies before, at or after the reference, in the coarser precision of the two."""
    if "X" in point:
        digits = point.split("X")[0]
        year = f"{reference[0]:04d}"[: len(digits)]
        return (digits > year) - (digits < year)
    parts = [int(part) for part in point.rstrip("~?%").split("-")]
    if len(parts) > 1 and parts[1] in edtf.SEASONS:
        parts = [parts[0], 3 * (parts[1] - 20) + 1]
    shared = min(len(parts), len(reference))
    ours, theirs = tuple(parts[:shared]), reference[:shared]
    return (ours > theirs) - (ours < theirs)
