"""Named instruments and bodies: pledges, plans, treaties, initiatives; boards, groups, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.language import lexicons
from pipeline.schema import Span

ARTICLE = (
    r"(?:Article|Articles|Resolution|Chapter)\s+\d+(?:\s+of\s+the\s+[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)?"
)
WORD = r"(?:[A-Z](?:[\w’'+/-]|\.(?=[A-Za-z-]))*(?:(?<=\.[A-Z])\.)?|\d{4}|[A-Z]{2,}|&)"
LINK = r"(?:of|for|on|and|the|in|to|de|against|with|from)"


@cache
def _name(kind: str) -> re.Pattern[str]:
    heads = "|".join(re.escape(head) for head in sorted(lexicons.read("names")[kind], key=len, reverse=True))
    tail = rf"\s+(?:on|for|of|to|against|with)(?:\s+the)?\s+{WORD}(?:\s+(?:{LINK}\s+){{0,2}}{WORD})*"
    named = (
        rf"{WORD}(?:\s+(?:{LINK}\s+){{0,2}}{WORD}){{0,9}}?\s+(?:{LINK}\s+)?(?:{heads})(?![\w-])(?:{tail})?"
    )
    return re.compile(rf"(?:{ARTICLE}|(?:{named}|(?:{heads}){tail})(?:\s+\([A-Z][\w&+-]*\))?)")


OPENERS = re.compile(
    r"^(?:[Tt]he|This|That|These|Our|Its|Their|In|Under|Through|With|We|As|At|By|For|To|And|On|Both|New|An?|"
    r"Building on)\s+"
)
SHORT = re.compile(r"\b(?:[Tt]he|[Tt]his)\s+(?:[a-z]+\s+)?([A-Z][a-z]+)\b(?!\s+[A-Z])")
ACRONYM = re.compile(r"\b[A-Z][A-Za-z0-9&+-]*[A-Z0-9][A-Za-z0-9&+-]*\b")
LOOK_BACK = 6000  # code points; a short form rarely goes back farther than two pages


def find_names(text: str, kind: str = "instruments") -> Iterator[Span]:
    """Capitalised names whose head is an instrument ("instruments") or a body ("bodies"), in order."""
    for match in _name(kind).finditer(text):
        start = match.start()
        while opener := OPENERS.match(text[start : match.end()]):
            start += opener.end()
        name = text[start : match.end()]
        if len(name.split()) > 1 and name not in lexicons.read("names")["no_instruments"]:
            yield Span(start, match.end())


def first_name(texts: Iterable[str]) -> tuple[int, Span] | None:
    """The first instrument named in ``texts``: the index of the text, and the span in it."""
    for index, text in enumerate(texts):
        span = next(find_names(text), None)
        if span is not None:
            return index, span
    return None


def full_name(text: str, head: str, before: int) -> Span | None:
    """What "the Board" or "the Pledge" at ``before`` is short for.

    That is the last name before it that the text itself shortens so ("the Harbour Pact (the Pact)"), else the
    last that ends in ``head``, or that begins with it and goes on ("Agreement on Reciprocal Trade").
    """
    start = max(0, before - LOOK_BACK)
    name = rf"(?:[A-Z][\w’'-]+\s+(?:(?:of|for|and|on)\s+)?){{0,6}}{re.escape(head)}\b"
    tail = r"(?:\s+(?:on|for)(?:\s+[A-Z][\w’'-]+){1,5})?"
    for pattern in (rf"{name}{tail}(?=\s\((?:the\s)?[“\"]?(?:the\s)?{re.escape(head)}[”\"]?\))", name + tail):
        spans = [_without_opener(text, match) for match in re.compile(pattern).finditer(text, start, before)]
        found = next((span for span in reversed(spans) if span.of(text) != head), None)
        if found:
            return found
    return None


def _without_opener(text: str, match: re.Match[str]) -> Span:
    opener = OPENERS.match(match[0])
    return Span(match.start() + (opener.end() if opener else 0), match.end())


def short_forms(text: str) -> Iterator[str]:
    """The heads of short forms of instruments in ``text``: "Pledge" of "under the Pledge"."""
    heads = frozenset(lexicons.read("names")["instruments"])
    return (match[1] for match in SHORT.finditer(text) if match[1] in heads)


def acronyms_of(text: str) -> dict[str, Span]:
    """The instruments that ``text`` gives an acronym: "Harbour Action Plan (HAP)" under "HAP"."""
    found: dict[str, Span] = {}
    for span in find_names(text):
        name = span.of(text)
        if name.endswith(")"):
            found.setdefault(name[name.rindex("(") + 1 : -1], span)
    return found


def acronyms_in(text: str) -> Iterator[str]:
    """What may be an acronym in ``text``, in order."""
    return (match[0] for match in ACRONYM.finditer(text))
