"""Rules for dates named outright: days, months, seasons, quarters, fiscal years, decades, centuries."""

from __future__ import annotations

import re

from pipeline.extraction import edtf
from pipeline.extraction.dateatoms import (
    COUNT,
    DASH,
    MONTH,
    MONTHS,
    OF_YEAR,
    ORDINAL,
    SEASONS,
    YEAR,
    Atom,
    Context,
    Rule,
    count_of,
    rule,
    year_after,
)
from pipeline.extraction.dateyears import guess_year, relative_month_year


def _days(found: re.Match[str], context: Context) -> Atom | None:
    """ "13 June 2021", "11-13 June 2021", "June 13-14, 2021", "March 2nd"."""
    month, first, last = _month(found["month"]), int(found["day"]), found["last"]
    year, yearless = year_after(found["years"], context), False
    if year is None:
        year, yearless = guess_year(context, found, month, first), True
    if not edtf.is_valid(f"2000-{month:02d}-{first:02d}"):
        return None
    if year is None:
        return Atom(found.start(), found.end(), None, "day", yearless=True)
    value = edtf.show((year, month, first))
    if last:
        value = f"{value}/{edtf.show((year, month, int(last)))}"
    return (
        Atom(found.start(), found.end(), value, "interval" if last else "day", yearless)
        if edtf.is_valid(value)
        else None
    )


def _month_only(found: re.Match[str], context: Context) -> Atom | None:
    """ "September 2021", "June this year", "last December", "June" alone."""
    month = _month(found["month"])
    year, yearless = year_after(found["years"], context), False
    if year is None and found["when"]:
        year = relative_month_year(found["when"].lower(), month, context)
        yearless = year is None
    elif year is None:
        if found["month"] in ("May", "March", "Mar", "Sep", "Jan", "Dec") and not _after_preposition(found):
            return None
        year, yearless = guess_year(context, found, month, None), True
    value = None if year is None else edtf.show((year, month))
    return Atom(found.start(), found.end(), value, "month", yearless)


_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|last|until|till|of|this|next|early|late|mid|from|during|through|between|and|to|for|"
    r"before|after|the|end|throughout)[\s-]+|[(/–-])$",
    re.IGNORECASE,
)


def _after_preposition(found: re.Match[str]) -> bool:
    return bool(_PREPOSITION.search(found.string, max(0, found.start() - 16), found.start()))


def _month(name: str) -> int:
    return next(number for month, number in MONTHS.items() if month.startswith(name.rstrip(".")[:3]))


def _iso(found: re.Match[str], context: Context) -> Atom | None:
    """ "2021-06-13"."""
    return Atom(found.start(), found.end(), found[0], "day") if edtf.is_valid(found[0]) else None


def _numeric(found: re.Match[str], context: Context) -> Atom | None:
    """ "13/06/2021" and "13.06.2021", only where day and month cannot be mistaken for each other."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    value = edtf.show((year, month, day))
    return Atom(found.start(), found.end(), value, "day") if edtf.is_valid(value) else None


def _season(found: re.Match[str], context: Context) -> Atom | None:
    """ "fall of 2025", "this spring", "the winter"; the year is that of its end where it spans two."""
    code = SEASONS[found["season"].lower()]
    year = year_after(found["years"], context)
    when = (found["when"] or "").lower()
    if year is None and not when:
        return None
    if year is None and context.year is not None:
        year = context.year + (-1 if when == "last" else 1 if when == "next" and _begun(code, context) else 0)
    return Atom(found.start(), found.end(), None if year is None else f"{year}-{code}", "season")


def _begun(code: int, context: Context) -> bool:
    """True when the season has begun in the reference's year ("next spring" then is a year later)."""
    reference = context.reference
    return reference is not None and len(reference) > 1 and reference[1] >= 3 * (code - 20)


def _quarter(found: re.Match[str], context: Context) -> Atom | None:
    """ "Q3 2024", "2024 Q3", "H1 2023"."""
    year, part = int(found["year"] or found["year2"]), int(found["n"] or found["n2"])
    letter = (found["letter"] or found["letter2"]).upper()
    months = 3 if letter == "Q" else 6
    if part > 12 // months:
        return None
    return Atom(
        found.start(), found.end(), part_of_year(year, part, months), "quarter" if months == 3 else "half"
    )


def part_of_year(year: int, part: int, months: int) -> str:
    """The ``part``-th stretch (from 1) of ``months`` months of ``year``, as an EDTF interval."""
    return f"{year}-{(part - 1) * months + 1:02d}/{year}-{part * months:02d}"


def _fiscal(found: re.Match[str], context: Context) -> Atom | None:
    """ "FY2023", "fiscal year (FY) 2024", "Fiscal Years 2022-2024": the year as numbered."""
    first = _full_year(found["fy"])
    value = edtf.show((first,))
    if found["fy2"]:
        value = f"{value}/{edtf.show((_full_year(found['fy2'], first),))}"
    return Atom(found.start(), found.end(), value, "interval" if found["fy2"] else "year")


def _full_year(digits: str, near: int = 2000) -> int:
    return int(digits) if len(digits) == 4 else near // 100 * 100 + int(digits)


def _year(found: re.Match[str], context: Context) -> Atom | None:
    """ "2021", "2021-2025", "2023-26"; whether it is a date at all is for the caller to judge."""
    first, last = int(found["year"]), found["last"]
    if not last:
        return Atom(found.start(), found.end(), edtf.show((first,)), "year")
    second = _full_year(last, first)
    if second <= first:
        return Atom(found.start(), found.end("year"), edtf.show((first,)), "year")
    return Atom(found.start(), found.end(), f"{first}/{second}", "interval")


def _years_to(found: re.Match[str], context: Context) -> Atom | None:
    """ "the two decades to 2030", "the five years to 2025"."""
    last = int(found["year"])
    length = count_of(found["count"]) * (10 if found["unit"].lower() == "decade" else 1)
    value = f"{last - length:04d}/{last}"
    return Atom(found.start(), found.end(), value, "interval") if length < last - 1000 else None


def _decade(found: re.Match[str], context: Context) -> Atom | None:
    """ "the 2020s"."""
    return Atom(found.start(), found.end(), f"{found['decade'][:3]}X", "decade")


def _century(found: re.Match[str], context: Context) -> Atom | None:
    """ "the 21st century"."""
    ordinal = int(found["century"]) if found["century"] else 21
    return Atom(found.start(), found.end(), f"{ordinal - 1:02d}XX", "century") if 10 < ordinal < 23 else None


def _mid_century(found: re.Match[str], context: Context) -> Atom | None:
    """ "mid-century"."""
    return Atom(found.start(), found.end(), "2050~", "year")


_DAY = rf"(?P<day>[0-3]?\d)(?!\d){ORDINAL}"
_LAST = rf"(?:(?:{DASH}|\s(?:to|through|until)\s)(?P<last>[0-3]?\d)(?!\d){ORDINAL})?"
_YEARS = rf"(?P<years>{OF_YEAR})?"
_SEASON = "(?P<season>" + "|".join(SEASONS) + ")"
_THE = r"(?:the\s+)?"

RULES: tuple[Rule, ...] = (
    rule(r"\d{4}-\d\d-\d\d(?![\d-])", _iso),
    rule(rf"(?P<a>[0-3]?\d)(?P<sep>[/.])(?P<b>[0-3]?\d)(?P=sep){YEAR}", _numeric),
    rule(
        rf"(?:[Tt]he\s+)?{_DAY}{_LAST}\s+(?:day\s+)?(?:of\s+)?(?:the\s+)?{MONTH}{_YEARS}", _days, blind=False
    ),
    rule(rf"{MONTH}\s+(?:the\s+)?{_DAY}{_LAST}{_YEARS}", _days, blind=False),
    rule(rf"(?:(?P<when>[Tt]his|[Ll]ast|[Nn]ext)\s+)?{MONTH}{_YEARS}", _month_only, blind=False),
    rule(
        r"(?:(?P<letter>[QH])(?P<n>[1-4])[\s,/-]{0,3}(?:of\s+)?(?:FY\s?)?(?P<year>20\d\d)"
        r"|(?P<year2>20\d\d)[\s-]?(?P<letter2>[QH])(?P<n2>[1-4]))(?!\w)",
        _quarter,
    ),
    rule(
        r"(?:(?:Japanese|U\.S\.|US|the)\s+)?(?:fiscal[\s-]years?|financial[\s-]years?|fiscal|JFY|FY)s?\s*"
        r"(?:\(J?FYs?\)\s*)?'?(?P<fy>(?:19|20)\d\d|\d\d)(?!\d)"
        r"(?:(?:\s?[-–—/]\s?|\s(?:to|through)\s)(?:FY\s?)?(?P<fy2>(?:19|20)\d\d|\d\d)(?![\d%]))?",
        _fiscal,
    ),
    rule(rf"(?:(?P<when>the|this|last|next|early|late|this\s+coming)\s+)?{_SEASON}\b(?!\w){_YEARS}", _season),
    rule(rf"the\s+{COUNT}\s+(?P<unit>year|decade)s\s+(?:to|until|up\s+to)\s+{YEAR}", _years_to),
    rule(rf"{_THE}(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
    rule(
        rf"{_THE}(?:(?P<century>\d\d)\s?(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?|twenty-first)[\s-]?century\b",
        _century,
    ),
    rule(r"mid-?\s?century\b", _mid_century),
)
"""In the order they are tried."""

BARE_YEAR: Rule = rule(rf"{YEAR}(?:\s?[-–—‑]{{1,2}}\s?(?P<last>(?:19|20)\d\d|\d\d)(?![\d%-]))?", _year)
"""The last rule of all: four digits that may be a year."""
