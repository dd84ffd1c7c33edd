"""Dates that date a document, as EDTF: "13 June 2021", "April 2024", "27.5.2020", "D:20210613", ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january janvier januar enero gennaio janeiro januari",
    "february février fevrier februar febrero febbraio fevereiro februari",
    "march mars märz maerz marzo março maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august août aout agosto augustus",
    "september septembre septiembre settembre setembro",
    "october octobre oktober octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december décembre decembre dezember diciembre dicembre dezembro",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NUMBER |= {name[:3]: number for number, names in enumerate(_MONTHS, 1) for name in names.split()[:1]} | {
    "sept": 9
}
_MONTH = "|".join(sorted(map(re.escape, _NUMBER), key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º)?\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"\bD:{_YEAR}(?P<m>\d\d)(?P<d>\d\d)",
        rf"\b{_DAY}\s+(?:de\s+)?(?P<w>{_MONTH})\b\.?,?\s+(?:de\s+)?{_YEAR}\b",
        rf"\b(?P<w>{_MONTH})\b\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_YEAR}\b",
        rf"\b{_YEAR}/(?P<m>\d\d)/(?P<d>\d\d)\b",
        rf"\b(?P<w>{_MONTH})\b\.?,?\s+(?:de\s+)?{_YEAR}\b",
        rf"\b{_YEAR}-(?P<m>0[1-9]|1[0-2])\b(?!-?\d)",
    )
)


def find_date(text: str) -> str | None:
    """The EDTF of the fullest date in ``text`` (a day before a month), the earliest of its form; or None."""
    for form in _FORMS:
        for match in form.finditer(text):
            if edtf := _edtf(match.groupdict()):
                return edtf
    return None


def _edtf(parts: dict[str, str | None]) -> str | None:
    word = parts.get("w")
    month = _NUMBER[word.lower()] if word else int(parts.get("m") or 0)
    year, day = int(parts["y"] or 0), parts.get("d")
    try:
        whole = date(year, month, int(day) if day else 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]
