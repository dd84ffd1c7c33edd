"""Names of bodies, instruments and events in running text, with what stands at their ends.

A name is a run of capitalised words whose last word before any "of" or "on" is a telling one ("Board",
"Pledge", "Summit"), or a run that its own acronym spells. Possessors ("NATO's"), openers ("Under the"), years
and versions ("an updated") are no part of it. The telling words are in ``language/lexicons``, files
``names.toml`` and ``entities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language import lexicons
from pipeline.schema import EntityKind, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``span``, which holds the acronym's bracket too; ``words`` is the name alone.

    ``version`` is "updated" or the like, ``year`` the year before the name or in brackets after it.
    """

    span: Span
    words: str
    kind: EntityKind
    acronym: str | None = None
    version: str | None = None
    year: str | None = None


_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[\w&+-]|[.’'](?=\w)|(?<=[^\w][A-Z])\.(?=\s[A-Z]))*"
_NUMBER = r"(?:19|20)\d\d|\d{1,3}(?=\s+[A-Z])"
_JOIN = r"(?:of|on|for|and|the|against)"
_RUN = re.compile(
    rf"(?<![\w’'])(?:{_CAPITAL}|{_NUMBER})(?:\s+(?:{_JOIN}\s+){{0,2}}(?:{_CAPITAL}|(?:19|20)\d\d\b))+|(?<![\w’']){_CAPITAL}"
)
_ARTICLE = re.compile(
    rf"(?:Article|Articles|Chapter|Resolution)\s+\d+(?:\([\w]+\))?(?:\s+of\s+the\s+{_CAPITAL}(?:\s+{_CAPITAL})*)?"
)
_POSSESSOR = re.compile(r"(?:[’']s|s[’'])\s+")
_OWNER = re.compile(r"[’']s$")
_ACRONYM = re.compile(r"\s*\((?:the\s+)?[“\"]?([A-Z][\w&+/-]{1,11})[”\"]?\)")
_YEAR_AFTER = re.compile(r"\s*\(((?:19|20)\d\d)\)")
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)\s+")
_OPENERS = re.compile(
    r"(?:The|This|That|These|Those|Our|Its|Their|His|Her|In|Under|Through|With|Within|We|As|At|By|For|To|And|On|Of|Both|"
    r"New|An?|Since|After|During|While|When|Also|Building|Following|From|Including|If|All|Each|Every|Today|Via|Per|What|How|Why|Where|Who)\s+"
    r"(?:the\s+|on\s+(?:the\s+)?|of\s+(?:the\s+)?)?|[A-Z][a-z]+ing\s+(?:the|an?|our)\s+|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?=\d{4}\s)"
)
_SPLIT = re.compile(r"\s+(?:and|for|of|on)\s+the\s+|\s+and\s+")
_TAIL = re.compile(r"\s+(?:of|on|for|against)\s+(?:the\s+)?")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b|\d"
)


def find(text: str) -> Iterator[Name]:
    """All names of ``text`` in order, none overlapping."""
    articles = [Name(Span(*m.span()), " ".join(m[0].split()), "instrument") for m in _ARTICLE.finditer(text)]
    yield from articles
    taken = [name.span for name in articles]
    for match in _RUN.finditer(text):
        for start, end in _segments(text, match.start(), match.end()):
            name = _named(text, start, end)
            if name and not any(name.span.overlaps(span) for span in taken):
                yield name


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run that may be names of their own, without possessors and openers."""
    for match in _POSSESSOR.finditer(text, start, end):
        yield from _cut(text, start, match.start())
        start = match.end()
    last = _OWNER.search(text, start, end)
    yield from _cut(text, start, last.start() if last else end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where one whole name ends and another begins: "the X Plan and the Y Pledge"."""
    for match in _SPLIT.finditer(text, start, end):
        left, right = text[start : match.start()].split(), text[match.end() : end].split()
        joined = match[0].split()
        if "and" in joined and (len(joined) > 1 or (_ends_name(left) and any(map(_kind, right)))):
            yield start, match.start()
            start = match.end()
    yield start, end


def _ends_name(words: Sequence[str]) -> bool:
    return len(words) > 1 and _kind(words[-1]) is not None


def _named(text: str, start: int, end: int) -> Name | None:
    while opener := _OPENERS.match(text, start, end):
        start = opener.end()
    year = _YEAR_BEFORE.match(text, start, end)
    start = year.end() if year else start
    version = _version_at(text, start, end)
    start += len(version) + 1 if version else 0
    if start >= end or not (text[start].isupper() or text[start].isdigit()):
        return None
    return _with_acronym(text, start, end, year, version) or _with_head(text, start, end, year, version)


def _version_at(text: str, start: int, end: int) -> str | None:
    word = text[start:end].split(maxsplit=1)[0] if text[start:end].strip() else ""
    return word.casefold() if word.casefold() in _versions() else None


def _with_acronym(
    text: str, start: int, end: int, year: re.Match[str] | None, version: str | None
) -> Name | None:
    """The last words of the run that the acronym behind it spells."""
    found = _ACRONYM.match(text, end)
    begin = spelled(text[start:end], found[1]) if found else None
    if found is None or begin is None:
        return None
    words = text[start + begin : end]
    kind = next((kind for word in reversed(words.split()) if (kind := _kind(word))), None)
    whole = begin == 0
    return _make(
        text,
        (start + begin, end, found.end()),
        kind or "other",
        acronym=found[1],
        year=year if whole else None,
        version=version if whole else None,
    )


def spelled(words: str, acronym: str) -> int | None:
    """Where in ``words`` the name begins whose initials spell ``acronym``; None when they do not.

    Words in lower case may be passed over ("Trade and Technology Council" is TTC); a final s is a plural's.
    """
    letters = re.sub(r"[^A-Z]", "", acronym)
    parts = [(m.start(), m[0]) for m in re.finditer(r"[^\W_]+(?:[.’'][^\W_]+)*", words)]
    capital = [(at, part) for at, part in parts if part[0].isupper()]
    for size in range(len(capital), 0, -1):
        chosen = capital[-size:]
        initials = "".join(
            "".join(c for c in part if c.isupper()) if part.isupper() else part[0] for _, part in chosen
        )
        if len(letters) > 1 and letters in ("".join(part[0] for _, part in chosen), initials):
            return chosen[0][0]
    return None


def _with_head(
    text: str, start: int, end: int, year: re.Match[str] | None, version: str | None
) -> Name | None:
    tail = _TAIL.search(text, start, end)
    first = _up_to_head(text, start, tail.start() if tail else end)
    if first is None:
        stop = _up_to_head(text, start, end) if tail else None
        if stop is None or stop != end:
            return None
        first, tail = stop, None
    head = text[start:first].split()[-1]
    stop = first
    if tail and first == tail.start() and _keeps_tail(text, head, tail, end):
        stop = end
    kind = _kind(head)
    if kind is None or (len(text[start:stop].split()) < 2 and not year and not version):
        return None
    if kind == "event" and stop > first and head == "Conference":
        kind = "body"  # "Conference of the Parties", "Conference of Directors"
    return _make(text, (start, stop, stop), kind, year=year, version=version)


def _up_to_head(text: str, start: int, end: int) -> int | None:
    """Where the last telling word between the two offsets ends."""
    found = [m.end() for m in re.finditer(r"\S+", text[start:end]) if _kind(m[0].rstrip(".")) is not None]
    return start + found[-1] if found else None


def _keeps_tail(text: str, head: str, tail: re.Match[str], end: int) -> bool:
    if head in _lexicon()["names"]["no_tail"] or _CALENDAR.match(text, tail.end()):
        return False
    # "Act of the European Union": what owns it has a name of its own.
    return not (tail[0].split() == ["of", "the"] and any(map(_kind, text[tail.end() : end].split())))


def _make(
    text: str,
    place: tuple[int, int, int],
    kind: EntityKind,
    *,
    acronym: str | None = None,
    year: re.Match[str] | None = None,
    version: str | None = None,
) -> Name:
    """The name between the first two offsets of ``place``; its span ends at the third, or behind a year."""
    start, stop, end = place
    bracket = _YEAR_AFTER.match(text, end)
    before = re.search(r"([a-z]+)\s+$", text[max(0, start - 20) : start])
    if version is None and before and before[1] in _versions():
        version, start_of_span = before[1], start - len(before[0])
    else:
        start_of_span = start
    words = " ".join(text[start:stop].split())
    told = year[1] if year else bracket[1] if bracket else None
    return Name(Span(start_of_span, bracket.end() if bracket else end), words, kind, acronym, version, told)


@cache
def _kind(word: str) -> EntityKind | None:
    """What a capitalised word tells as the head of a name; None for any other word."""
    return heads().get(word)


def kind_of(head: str) -> EntityKind | None:
    """The kind of thing that a noun names, in any case: "plan", "Board"; None when it tells nothing."""
    return heads().get(head) or _lower_heads().get(head.casefold())


@cache
def heads() -> dict[str, EntityKind]:
    """The words that a name may end in, and what each tells."""
    names, own = lexicons.read("names"), _lexicon()["heads"]
    instruments: dict[str, EntityKind] = dict.fromkeys(
        [*names["instruments"], *own["instrument"]], "instrument"
    )
    bodies: dict[str, EntityKind] = dict.fromkeys([*names["bodies"], *own["body"]], "body")
    events: dict[str, EntityKind] = dict.fromkeys(own["event"], "event")
    return instruments | bodies | events


@cache
def _lower_heads() -> dict[str, EntityKind]:
    return {word.casefold(): kind for word, kind in heads().items()}


@cache
def _versions() -> frozenset[str]:
    return frozenset(_lexicon()["versions"]["named"])


def _lexicon() -> dict[str, dict[str, list[str]]]:
    return lexicons.read("entities")
