"""Choosing Date records from the date expressions of a sentence, and saying what each date is.

A record is made of every expression that has a place on the calendar. Its role comes from the preposition, from
where the date lies relative to the document's own date, and from the nearest word that tells what happened
(``[roles]`` in ``language/lexicons/calendar.toml``). Source of the roles: eval/GUIDELINES.md, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extraction import dates, edtf
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.identity import record_id
from pipeline.language.lexicons import read
from pipeline.schema import Date, Document, Evidence, Role, Span

_REACH = 90  # code points looked at on either side of the expression
_CLAUSE_END = re.compile(r"[;:]\s|\.\s+(?=[A-Z])")
_BASELINE = re.compile(r"\s+levels?\b|\s+baselines?\b", re.IGNORECASE)
_PRESENT = re.compile(r"today|this (?:week|morning|month)|yesterday|earlier", re.IGNORECASE)
_OF_WORDS = 10


@dataclass(frozen=True, slots=True)
class _View:
    """One expression with the words around it, within its clause."""

    expression: DateExpression
    value: str
    words: str
    before: str
    after: str
    side: int  # -1 past, 0 present or unknown, 1 future


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """Role -> words that point to it, compiled from the lexicon."""
    return {
        role: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) for role, words in read("calendar")["roles"].items()
    }


def find_dates(
    document: Document, sentence: Span, *, block: int, expressions: Sequence[DateExpression] | None = None
) -> tuple[Date, ...]:
    """The dates of one sentence of ``document``, in order.

    ``block`` is the index of the block the sentence lies in. ``expressions`` are those of ``dates.find`` over the
    sentence's text against the document's date, where the caller has them already.
    """
    text = document.quote(sentence)
    if expressions is None:
        expressions = dates.find(text, reference_date=document.date)
    reference = edtf.parse_day(document.date)
    views = (_view(text, expression, reference) for expression in expressions if expression.edtf)
    return tuple(_record(document, sentence, block, view) for view in views)


def _view(text: str, expression: DateExpression, reference: edtf.Day | None) -> _View:
    start, end = expression.full.start, expression.span.end
    before = _CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + _REACH])[0]
    value = expression.edtf or ""
    return _View(expression, value, expression.span.of(text), before, after, _side(value, reference))


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


def _record(document: Document, sentence: Span, block: int, view: _View) -> Date:
    span = _moved(view.expression.span, sentence.start)
    place = document.blocks[block]
    role, confidence = _role(view)
    quote = document.quote(span)
    return Date(
        id=record_id(document, "date", span),
        doc=document.id,
        span=span,
        quote=quote,
        page=place.page,
        paragraph=place.label,
        section=place.section,
        confidence=confidence,
        evidence={"edtf": Evidence(document.quote(full := _moved(view.expression.full, sentence.start)), full)},
        edtf=view.value,
        role=role,
        of=_of(view),
    )


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


# -- roles --------------------------------------------------------------------------------------------------------


def _role(view: _View) -> tuple[Role, float]:
    """The role of a date and how sure the rule that gave it is (its precision on annotated documents)."""
    bound = view.expression.bound
    if _BASELINE.match(view.after):
        return "other", 0.8
    if bound == "since":
        return "period", 0.9
    if bound in ("by", "before", "until") and view.side >= 0:
        return "deadline", 0.95
    if _PRESENT.fullmatch(view.words) or _PRESENT.match(view.words):
        return "event", 0.8
    if "/" in view.value:
        return _role_of_interval(view)
    return _role_of_point(view)


def _role_of_interval(view: _View) -> tuple[Role, float]:
    days = len(view.value.split("/")[0]) == 10
    if days and not view.expression.relative:
        return "event", 0.8
    if view.side > 0:
        return ("deadline", 0.7) if _forward(view) else ("period", 0.6)
    return "period", 0.8


def _role_of_point(view: _View) -> tuple[Role, float]:
    cue = _nearest(view)
    if view.side > 0 or view.side == 0 and _forward(view):
        return ("event", 0.6) if cue == "event" else ("deadline", 0.7) if _forward(view) else ("period", 0.5)
    if cue is not None:
        return cue, 0.6
    return ("period", 0.6) if len(view.value) == 4 else ("event", 0.6)


def _forward(view: _View) -> bool:
    forward = _cues()["forward"]
    return bool(forward.search(view.before) or forward.search(view.after))


def _nearest(view: _View) -> Role | None:
    """The role whose cue stands nearest to the expression; words before it count as nearer than words after."""
    roles: tuple[Role, ...] = ("agreed", "established", "published", "event")
    best: tuple[float, Role] | None = None
    for role in roles:
        for distance in _distances(_cues()[role], view):
            best = min(best, (distance, role)) if best else (distance, role)
    return best[1] if best else None


def _distances(cue: re.Pattern[str], view: _View) -> list[float]:
    before = [float(len(view.before) - found.end()) for found in cue.finditer(view.before)]
    after = cue.search(view.after)
    return [*before[-1:], *([1.5 * after.start()] if after else [])]


def _of(view: _View) -> str | None:
    """A few words of what happened: those of the clause before the date, else those after it."""
    words = view.before.split()[-_OF_WORDS:] or view.after.split()[:_OF_WORDS]
    return " ".join(words).strip(" ,;:()–—-") or None
