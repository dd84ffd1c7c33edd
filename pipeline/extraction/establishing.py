"""When, by whom and where a body was set up or an instrument agreed, from the words around its name.

"X was established in 2014", "X, created under ...", "Ministers agreed an updated X", "X that leaders had
agreed", "Agreed at the Summit, X ...", "We adopt X": the verbs are in ``entities.toml``. Where nothing but a
year is told ("the 2014 Pledge"), the year it is, unless it lies ahead ("the 2030 Agenda").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extraction.dates import DateExpression
from pipeline.extraction.mentions import Reading
from pipeline.extraction.statements import Statement
from pipeline.extraction.subjects import Mention
from pipeline.language import lexicons
from pipeline.schema import Document, Span

REACH = 70  # code points between a verb and the date or the maker that belongs to it
_PARTY = (
    r"(?:the\s+|all\s+|both\s+|senior\s+|defence\s+|foreign\s+|finance\s+|heads\s+of\s+state(?:\s+and\s+government)?|"
    r"leaders|ministers|allies|governments?|members?|countries|states|parties|representatives|officials|directors|"
    r"[A-ZÀ-Ý][\w’'.&-]*(?<![.,])|and\s+(?=[A-Z]|leaders|ministers)|of\s+(?=the\s+[A-Z]|[A-Z]))"
)
_MAKER = re.compile(rf"(?P<by>(?:{_PARTY}\s*)+?)\s*(?:have\s+|has\s+|had\s+)?(?:\w+ly\s+)?$")
_BY = re.compile(rf"\bby\s+(?P<by>(?:{_PARTY}\s*)+)")
_NO_ADJECTIVE = (
    "and|of|to|that|in|on|at|by|under|with|for|as|from|through|during|within|towards?|into|when|which"
)
_ARTICLES = rf"(?:(?:an?|the|its|our|their|this)\s+)?(?:(?!(?:{_NO_ADJECTIVE})\b)[a-z][\w-]*\s+){{0,3}}"
_FORCE = r"entered\s+into\s+force|came\s+into\s+(?:force|effect)|took\s+effect|was\s+held|first\s+met"
_SPEAKERS = re.compile(
    r"\b(?P<by>We|Leaders|Allies|Ministers)\s+(?:hereby\s+|today\s+|also\s+|therefore\s+)?$", re.IGNORECASE
)


_BEEN = r"(?:was|were|has\s+been|have\s+been|had\s+been|is|are)(?:\s+(?:first|\w+ly))?"
_TODAY = re.compile(r"Today\s+")
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d)\s+$")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)\s")
_YEAR_LAST = re.compile(r"\(((?:19|20)\d\d)\)$")


@dataclass(frozen=True, slots=True)
class _Found:
    """The span of the verb, and those of the sentence in which to look for its date, nearest first."""

    verb: Span
    areas: tuple[Span, ...]
    by: re.Match[str] | None = None
    today: bool = False


def is_told(text: str, verb: int) -> bool:
    """True when the words at ``verb`` tell of a setting up: "was established in ..."."""
    return _been().match(text, verb) is not None


def find_established(
    document: Document, reading: Reading, expressions: Sequence[DateExpression], *, latest: str
) -> Iterator[Statement]:
    """Statements of setting up and agreeing, one a name at most; ``latest`` is the year of the text."""
    told: set[str] = set()
    for mention in reading.mentions:
        found = None if mention.name in told else _find(reading.sentence.text, mention)
        statement = (
            _statement(document, reading, mention, found, expressions)
            if found
            else _by_year(reading, mention, latest)
        )
        if statement and mention.name not in told:
            told.add(mention.name)
            yield statement


def _find(text: str, mention: Mention) -> _Found | None:
    if mention.kind == "event":
        return None  # what is "agreed at" a summit is not the summit
    return (
        _behind(text, mention)
        or _in_clause(text, mention)
        or _opening(text, mention)
        or _before(text, mention)
    )


def _behind(text: str, mention: Mention) -> _Found | None:
    """ "X was established", "X, created as", "X entered into force"."""
    match = _passive(mention.kind == "body").match(text, mention.span.end)
    if match is None:
        return None
    verb = Span(*match.span(match.lastgroup or 0))
    maker = _BY.search(text, verb.end, verb.end + REACH)
    return _Found(verb, _areas(text, verb.end, mention.span.start), maker)


def _in_clause(text: str, mention: Mention) -> _Found | None:
    """ "X that leaders had agreed in July"."""
    match = _relative().match(text, mention.span.end)
    if match is None:
        return None
    verb = Span(*match.span("verb"))
    return _Found(verb, _areas(text, verb.end, mention.span.start), match)


def _opening(text: str, mention: Mention) -> _Found | None:
    """ "Agreed at the Summit, X sets out ..."."""
    match = _participle().match(text, 0, mention.span.start)
    if match is None or match.end() != mention.span.start:
        return None
    return _Found(Span(*match.span("verb")), (Span(0, mention.span.start),), _BY.search(match[0]))


def _before(text: str, mention: Mention) -> _Found | None:
    """ "Ministers agreed an updated X", "We adopt the X"."""
    for match in _active(mention.kind == "body").finditer(
        text, max(0, mention.span.start - REACH), mention.span.start
    ):
        if match.end() == mention.span.start:
            verb = Span(*match.span("verb"))
            maker = _MAKER.search(text, 0, verb.start)
            return _Found(verb, _around(text, verb, mention), maker)
    for match in _present().finditer(text, max(0, mention.span.start - REACH), mention.span.start):
        if match.end() == mention.span.start and (speaker := _SPEAKERS.search(text, 0, match.start("verb"))):
            return _Found(Span(*match.span("verb")), (), speaker, today=True)
    return None


def _areas(text: str, end: int, start: int) -> tuple[Span, ...]:
    behind = Span(end, min(len(text), end + REACH)) if end < len(text) else None
    return tuple(area for area in (behind, Span(0, start) if start else None) if area)


def _around(text: str, verb: Span, mention: Mention) -> tuple[Span, ...]:
    """Where the date of an active verb stands: at the sentence's opening, else behind the name."""
    opening = Span(0, verb.start) if verb.start else None
    end = mention.span.end
    behind = Span(end, min(len(text), end + REACH)) if end < len(text) else None
    return tuple(area for area in (opening, behind) if area)


def _statement(
    document: Document,
    reading: Reading,
    mention: Mention,
    found: _Found,
    expressions: Sequence[DateExpression],
) -> Statement:
    text = reading.sentence.text
    date = next((d for area in found.areas if (d := _date_in(text, area, expressions))), None)
    events = (m for area in found.areas for m in reading.mentions if area.contains(m.span))
    event = next((m for m in events if m.kind == "event"), None)
    spans = {"when": date.span} if date else {}
    maker = _maker(text, found.by)
    if maker:
        spans["by"] = maker
    if event:
        spans["at"] = event.span
    return Statement(
        reading,
        mention,
        "established",
        found.verb,
        when=date.edtf if date else document.date if found.today else None,
        by=maker.of(text) if maker else None,
        at=event.name if event and event.name != mention.name else None,
        spans=spans,
    )


def _maker(text: str, found: re.Match[str] | None) -> Span | None:
    """Who set it up, in words; None where a list of makers was caught by its end alone."""
    if found is None:
        return None
    words = found["by"].rstrip()
    today = _TODAY.match(words)
    start = found.start("by") + (today.end() if today else 0)
    end = found.start("by") + len(words)
    return Span(start, end) if start < end and not text.startswith("and ", start) else None


def _date_in(text: str, area: Span, expressions: Sequence[DateExpression]) -> DateExpression | None:
    """The first date of the area that is no due date and no starting point."""
    for one in expressions:
        inside = area.contains(one.span) and one.kind == "date" and one.edtf is not None
        if inside and one.bound not in ("by", "before", "until", "since", "after", "from"):
            return one
    return None


def _by_year(reading: Reading, mention: Mention, latest: str) -> Statement | None:
    """ "the 2014 Pledge": the year before a name, or in brackets behind it."""
    text, span = reading.sentence.text, mention.span
    if mention.kind not in ("instrument", "event"):
        return None
    year = _YEAR_FIRST.match(text, span.start)
    if year is None and mention.kind == "instrument":
        before = _YEAR_BEFORE.search(text, max(0, span.start - 6), span.start)
        year = before or _YEAR_LAST.search(span.of(text))
    if year is None or year[1] > latest:
        return None
    start = span.start + year.start(1) if year.string != text else year.start(1)
    place = Span(start, start + 4)
    return Statement(reading, mention, "established", place, when=year[1], spans={"when": place})


@cache
def _verbs() -> tuple[str, str, str]:
    """What sets anything up, what sets up bodies, and the present forms."""
    telling = lexicons.read("entities")["telling"]
    return (
        telling["established"].replace(" ", r"\s+"),
        telling["founded"].replace(" ", r"\s+"),
        telling["present"],
    )


@cache
def _passive(body: bool) -> re.Pattern[str]:
    """What follows a name that was set up: "was created", ", agreed at", "which entered into force"."""
    verbs = _verbs()[1] if body else _verbs()[0]
    force = "(?!)" if body else _FORCE
    return re.compile(
        r"(?:\s*\([^()]{1,40}\))?(?:\s+of\s+the(?:\s+[A-Z][\w-]*){1,4})?(?:,?\s+(?:which|that))?"
        rf"(?:\s+(?P<force>{force})|,?\s+{_BEEN}\s+(?P<made>{verbs})\b(?!\s+to\b)|"
        rf",?\s+(?P<bare>{verbs}|made)(?=,|\.|\s+(?:in|at|by|on|as|under|during|within|following)\s))"
    )


@cache
def _been() -> re.Pattern[str]:
    return re.compile(rf"{_BEEN}\s+(?:{_verbs()[0]})\b")


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s*\([^()]{{1,40}}\))?,?\s+(?:that|which)\s+(?P<by>(?:{_PARTY}\s*)+)"
        rf"(?:have\s+|has\s+|had\s+)?(?P<verb>{_verbs()[0]})\b"
    )


@cache
def _participle() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<verb>{_verbs()[0]})\s+(?:in|at|by|on|under|during)\s[^;:]{{2,90}},\s+(?:the\s+|this\s+|our\s+)?",
        re.IGNORECASE,
    )


@cache
def _active(body: bool) -> re.Pattern[str]:
    verbs = _verbs()[1] if body else _verbs()[0]
    return re.compile(rf"(?<!\bto )(?<!\bis )(?<!\bare )(?<!\bwas )\b(?P<verb>{verbs})\s+{_ARTICLES}$")


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<verb>(?:are\s+(?:pleased|proud)\s+to\s+)?(?:{_verbs()[2]}))\s+{_ARTICLES}$")
