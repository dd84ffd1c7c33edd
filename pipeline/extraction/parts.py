"""The parts of a thing: "the Board's three working groups: A, B and C", "consists of three themes: ...".

Parts are counted or named by what they are (``entities.toml``), stand behind a colon or as items under the
sentence, and belong to what owns, has or holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extraction.mentions import Reading
from pipeline.extraction.statements import Statement
from pipeline.extraction.subjects import Mention, is_cut, subject
from pipeline.language import lexicons
from pipeline.schema import Span

_COUNTS = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
}
_OWNS = re.compile(r"[’']s?\s+$")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\b")
_UNDER = re.compile(r"\s+(?:of|under|within|in|for)\s+(?:the\s+|this\s+)?")
_HAS = re.compile(
    r"\b(?:consists? of|comprises?|comprising|has|have|includes?|contains?|sets? out|rests? on|made up of|"
    r"with|built (?:up)?on|divided into|organi[sz]ed (?:in|into|around)|supported by|structured around)\s+"
    r"(?:the\s+|its\s+)?$"
)
_LIST = re.compile(r"(?::|\b(?:are|namely|on|called)\b:?)\s+(?=\S)")
_COMMA = re.compile(r"(?:;|,)\s+(?:and\s+|or\s+)?")
_AND = re.compile(r"(?:;|,)?\s+and\s+|;\s+|,\s+")
_LABEL = re.compile(r"(?:[-•*–]\s+)?(?:\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s+)?")
_POINTING = re.compile(r"(?:one|the (?:other|first|second|third|former|latter)|this|that|these|those)\b")
_LONGEST = 160  # code points of one part; what is longer is a sentence of its own


def find_parts(reading: Reading, items: Sequence[Reading]) -> Iterator[Statement]:
    """The parts that a sentence, or the items under it, lists of something mentioned in it."""
    text = reading.sentence.text
    for match in _counted().finditer(text):
        owner = _owner(reading, match)
        if owner is None:
            continue
        noun = " ".join(match["noun"].lower().split()).removesuffix("s")
        count = _number(match["count"])
        if items and text.rstrip().endswith(":"):
            for item in _counted_items(items, count):
                place = _item(item.sentence.text)
                yield Statement(
                    reading, owner, "part", Span(*match.span()), item=item, item_span=place, noun=noun
                )
        else:
            for span in _inline(text, match.end(), count):
                yield Statement(reading, owner, "part", span, noun=noun)
        return


def _counted_items(items: Sequence[Reading], count: int) -> Sequence[Reading]:
    """The first sentence of each item, when there are as many items as the stem says."""
    first = {item.sentence.block: item for item in reversed(items)}
    return [first[block] for block in sorted(first)] if len(first) == count else ()


def _owner(reading: Reading, match: re.Match[str]) -> Mention | None:
    """Whose parts they are: "the Board's", "under the Board", the subject that has them, or "its"."""
    text = reading.sentence.text
    for mention in reading.mentions:
        if _OWNS.fullmatch(text, mention.span.end, match.start()):
            return mention
        if is_cut(text, mention.span.end):
            continue
        if _UNDER.fullmatch(text, match.end(), max(match.end(), mention.span.start)):
            return mention
    about = subject(text, reading.mentions)
    if about and _HAS.search(text, about.span.end, match.start()):
        return about
    its = _ITS.search(text)
    if its and reading.topic:
        return Mention(Span(*its.span()), reading.topic, reading.topic_kind, full=False)
    return None


def _inline(text: str, start: int, count: int) -> Iterator[Span]:
    """The pieces of the list behind a colon, when they are as many as the sentence says."""
    opening = _LIST.search(text, start)
    if opening is None:
        return
    end = len(text.rstrip(" .;"))
    for separator in (_COMMA, _AND):
        pieces = _pieces(text, opening.end(), end, separator)
        if len(pieces) == count and all(_is_part(piece.of(text)) for piece in pieces):
            yield from pieces
            return


def _is_part(words: str) -> bool:
    """False for a clause, and for what only points: "one on schools and the other on roads"."""
    return len(words) <= _LONGEST and _POINTING.match(words) is None


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Span]:
    cuts = [match.span() for match in separator.finditer(text, start, end)]
    starts = [start, *(stop for _, stop in cuts)]
    ends = [*(begin for begin, _ in cuts), end]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _item(text: str) -> Span:
    """The words of an item without its label and its stop."""
    label = _LABEL.match(text)
    start = label.end() if label else 0
    end = len(re.sub(r"[\s.;,]+(?:and|or)?\s*$", "", text))
    return Span(start, end) if start < end else Span(0, len(text))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.casefold()]


@cache
def _counted() -> re.Pattern[str]:
    nouns = "|".join(sorted(lexicons.read("entities")["telling"]["parts"], key=len, reverse=True))
    numbers = "|".join(_COUNTS)
    return re.compile(
        rf"\b(?P<count>{numbers}|\d{{1,2}})\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{nouns})\b", re.IGNORECASE
    )
