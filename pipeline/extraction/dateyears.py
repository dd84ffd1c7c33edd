"""The year of a month or day that is written without one."""

from __future__ import annotations

import re

from pipeline.extraction.dateatoms import MONTH_NAMES, ORDINAL, Context

_FUTURE = (
    r"\b(?:will|shall|would|to\sbe|upcoming|forthcoming|plan(?:s|ned)?\sto|intends?\sto|looks?\sforward|"
    r"looking\sforward|by|until)\b(?:\s+(?:also|be|then|again|not))*(?:\s+[a-z]+)?"
)
_PAST = (
    r"\b(?:[a-z]{2,}ed|was|were|had|has|have|since|held|met|took|made|began|gave|led|set|"
    r"said|told|came|saw|went|fell|rose|won|lost|left|found|got|kept|knew|paid|put|ran|sent|sold|spoke|stood|"
    r"thought|wrote|struck|hit|broke|brought|built|bought|chose|drew|flew|grew|heard|became)\b"
)
_TENSE = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})")
_BORROWED = re.compile(
    rf"\s*(?:[-–—]{{1,2}}|,|and|or|to|through)\s*(?:{MONTH_NAMES})\b\.?(?:\s+\d{{1,2}}{ORDINAL})?,?\s+(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"
    rf"|\s*(?:[-–—]{{1,2}}|and|or|to|through)\s*\d{{1,2}}{ORDINAL}\s+(?:{MONTH_NAMES})\b\.?,?\s+(?P<later>1[5-9]\d\d|20\d\d)(?!\d)"
)


def guess_year(context: Context, found: re.Match[str], month: int, day: int | None) -> int | None:
    """The year of a month or day written without one.

    A year written just behind ("May and September 2022") wins; else the tense of the nearest words before
    (or, failing that, after) tells the side of the reference; without tense it is the nearest such month, the
    past one when both are equally near.
    """
    borrowed = _BORROWED.match(found.string, found.end())
    if borrowed:
        return int(borrowed["year"] or borrowed["later"])
    if context.reference is None:
        return None
    if len(context.reference) < 2:
        return context.year
    year, now = context.reference[:2]
    offset = month - now
    side = tense_of(found)
    if offset == 0:
        return year
    if side == "past":
        return year if offset < 0 else year - 1
    if side == "future":
        return year if offset > 0 else year + 1
    return year - 1 if offset >= 6 else year + 1 if offset < -6 else year


def relative_month_year(when: str, month: int, context: Context) -> int | None:
    """The year of "last December" or "next March", counted from the reference."""
    if context.reference is None or len(context.reference) < 2:
        return context.year if context.reference and when == "this" else None
    year, now = context.reference[:2]
    if when in ("last", "past"):
        return year if month < now else year - 1
    if when in ("next", "coming", "upcoming"):
        return year if month > now else year + 1
    return year


def tense_of(found: re.Match[str]) -> str | None:
    """ "past" or "future" by the verb forms nearest before the match, else behind it; None without any."""
    text = found.string
    before = list(_TENSE.finditer(text, max(0, found.start() - 90), found.start()))
    if before:
        return before[-1].lastgroup
    after = _TENSE.search(text, found.end(), min(len(text), found.end() + 90))
    return after.lastgroup if after else None
