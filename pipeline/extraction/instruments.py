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
WORD = r"(?:[A-Z](?:[\w’'+-]|\.(?=[A-Za-z]))*(?:(?<=\.[A-Z])\.)?|\d{4}|[A-Z]{2,}|&)"
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
LOOK_BACK = 6000  # code points; a short form rarely goes back farther than two pages


def find_names(text: str, kind: str = "instruments") -> Iterator[Span]:
    """Capitalised names whose head is an instrument ("instruments") or a body ("bodies"), in order."""
    for match in _name(kind).finditer(text):
        start = match.start()
        while opener := OPENERS.match(text[start : match.end()]):
            start += opener.end()
        if len(text[start : match.end()].split()) > 1:
            yield Span(start, match.end())


def first_name(texts: Iterable[str]) -> tuple[int, Span] | None:
    """The first instrument named in ``texts``: the index of the text, and the span in it."""
    for index, text in enumerate(texts):
        span = next(find_names(text), None)
        if span is not None:
            return index, span
    return None


def full_name(text: str, head: str, before: int) -> Span | None:
    """The last name that ends in ``head`` before an offset: what "the Board" or "the Pledge" is short for."""
    pattern = re.compile(rf"(?:[A-Z][\w’'-]+\s+(?:(?:of|for|and|on)\s+)?){{1,6}}{re.escape(head)}\b")
    names = (_without_opener(text, m) for m in pattern.finditer(text, max(0, before - LOOK_BACK), before))
    return next((span for span in reversed(list(names)) if span.of(text) != head), None)


def _without_opener(text: str, match: re.Match[str]) -> Span:
    opener = OPENERS.match(match[0])
    return Span(match.start() + (opener.end() if opener else 0), match.end())


def short_forms(text: str) -> Iterator[str]:
    """The heads of short forms of instruments in ``text``: "Pledge" of "under the Pledge"."""
    heads = frozenset(lexicons.read("names")["instruments"])
    return (match[1] for match in SHORT.finditer(text) if match[1] in heads)
