"""Questions that the table of records answers: how many commitments, which are due by a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.extraction import dates
from pipeline.extraction.dates import DateExpression
from pipeline.index.terms import stems
from pipeline.schema import RecordKind
from pipeline.store.edtf import bounds

_NOUN = r"(?P<noun>commitments?|promises?|pledges?|undertakings?|targets?|deadlines?)"
_COUNTS = re.compile(rf"^(?:how many|(?:what is )?the number of|number of) (?:\w+ )?{_NOUN}\b", re.IGNORECASE)
_LISTS = re.compile(
    rf"^(?:(?:which|what)(?: are)?|list|show(?: me)?|name)(?: all)?(?: of)?(?: the)? (?:\w+ )?{_NOUN}\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"^what (?:did|do|does|has|have) (?P<actor>.+?) (?:promised?|pledged?|commit(?:ted)?"
    r"(?: itself| themselves)?(?: to)?|undertaken?)(?: to do)?"
    r"(?= (?:on|about|regarding|concerning|by|before|in|for)\b)",
    re.IGNORECASE,
)
_FALLS_DUE = re.compile(
    r"^what(?:['’]s| is| are| must| should| has| have| needs?| do| does| will| falls?)?"
    r"(?: (?:they|we|everyone|allies|members|countries|leaders|parties|governments|the|all|else|still|also|"
    r"have|need|is|are|supposed|expected))* (?:due|(?:to )?be (?:done|delivered|achieved|finished|completed)|"
    r"to (?:do|deliver|achieve|finish|complete))(?= (?:by|before|until|in|on|at|after)\b)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:on|about|regarding|concerning|related to)\s+(.+?)"
    r"(?:\s+(?:did|do|does|have|has|had|were|was|are|is)\b.*)?$",
    re.IGNORECASE,
)
_DUE = re.compile(r"\b(?:due|fall(?:s|ing)? due|expir\w+|to be met|deadlines?|ends?|ending)\b", re.IGNORECASE)
_FILLERS = re.compile(
    r"\b(?:does|do|did|is|are|was|were|made?|makes?|contain\w*|contain|set|sets|there|have|has|due|by|before|until|"
    r"in|of|from|the|that|all|fall|falls|total|altogether|given?|gives?|take|taken|record\w*|hold|holds|include[sd]?|"
    r"mentioned|documents?|end|expire)\b",
    re.IGNORECASE,
)

# Who is meant by these is told by the documents alone, so they choose no rows.
_ANYONE = stems(
    "they we you it its their our us everyone anyone who leaders countries states members parties "
    "governments ministers signatories participants partners sides nations heads state government"
)
_LIMITS = ("by", "before", "until")


@dataclass(frozen=True, slots=True)
class Due:
    """Days between which a deadline lies: ``first`` or ``last`` (YYYY-MM-DD, inclusive) may be open.

    ``words`` are those of the question.
    """

    words: str
    first: str | None
    last: str | None

    def holds(self, edtf: str | None) -> bool:
        """True when the last day of the deadline ``edtf`` lies between them."""
        day = bounds(edtf)[1]
        return bool(day) and (self.first or "") <= (day or "") <= (self.last or "9999")


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """What is asked of the table: ``counted`` tells "how many" from "which".

    ``about`` are the stems of words that name a document or an actor, ``topic`` of those that say what
    about; ``due`` is None when no day is asked for. ``dated`` asks for rows with a deadline alone.
    """

    kind: RecordKind
    counted: bool
    about: frozenset[str]
    topic: frozenset[str]
    due: Due | None
    dated: bool = False


def record_question(text: str) -> RecordQuestion | None:
    """The question as one to the table; None when it is another one."""
    text = " ".join(text.split()).rstrip(" ?.!")
    match = _COUNTS.match(text) or _LISTS.match(text) or _PROMISED.match(text) or _FALLS_DUE.match(text)
    if match is None:
        return None
    named = match.groupdict()
    due = _due(text)
    rest = f"{named.get('actor') or ''} {text[match.end() :]}"
    rest = rest.replace(due.words, " ") if due else rest
    topic = _TOPIC.search(rest)
    about = stems(_FILLERS.sub(" ", rest[: topic.start()] if topic else rest))
    about = frozenset() if about <= _ANYONE else about
    counted, noun = bool(_COUNTS.match(text)), (named.get("noun") or "").lower()
    if not (counted or due or topic or (about and noun)):
        return None
    kind: RecordKind = "target" if noun.startswith("target") else "commitment"
    words = stems(topic[1]) if topic else frozenset()
    return RecordQuestion(kind, counted, about, words, due, dated=noun.startswith("deadline"))


def _due(text: str) -> Due | None:
    """The days asked for, where a date is: "what is due in 2030", "by 2030"; none in "the 2030 summit"."""
    for found in dates.find(text):
        if found.kind == "date" and found.edtf and (found.bound in _LIMITS or _DUE.search(text)):
            return _days(found, text[found.full.start : found.full.end])
    return None


def _days(found: DateExpression, words: str) -> Due:
    """ "By 2030" is any day up to its end, "before" it none of it, "after" later ones, "in 2030" its own."""
    first, last = bounds(found.edtf)
    if found.bound == "before":
        return Due(words, None, _day_before(first))
    if found.bound in ("by", "until"):
        return Due(words, None, last)
    if found.bound in ("after", "since", "from"):
        return Due(words, last if found.bound == "after" else first, None)
    return Due(words, first, last)


def _day_before(day: str | None) -> str | None:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None
