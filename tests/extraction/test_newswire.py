"""The two grammars in the style of news agencies, whose figures the kept-back measures are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import dates, quantities

WRITTEN = "2013-03-22"  # a Friday

Value = float | tuple[float, float]

# text, then value, unit and movement of each quantity in it
FIGURES: list[tuple[str, list[tuple[Value, str, str]]]] = [
    ("Shares rose 3.2% to $45.10.", [(3.2, "%", "up"), (45.1, "USD", "=")]),
    ("The deal is worth $1.2bn, or £950m.", [(1.2e9, "USD", "="), (9.5e8, "GBP", "=")]),
    ("Sales climbed 12 per cent to 45 million units.", [(12, "%", "up"), (4.5e7, "count", "=")]),
    ("A dozen were hurt and half a million homes went dark.", [(12, "count", "="), (5e5, "count", "=")]),
    ("Two-thirds of members left.", [(200 / 3, "%", "=")]),
    ("The 20,000-strong crowd cheered.", [(20_000, "count", "=")]),
    ("They paid £3m-£4m for it.", [((3e6, 4e6), "GBP", "=")]),
    ("Between 5 and 10 per cent of staff will go.", [((5, 10), "%", "=")]),
    (
        "The bank cut rates by 25 basis points, or 0.25 percentage points.",
        [(25, "basis points", "down"), (0.25, "percentage points", "=")],
    ),
    (
        "It does 300 km/h, or 186 miles per hour.",
        [(300, "kilometers per hour", "="), (186, "miles per hour", "=")],
    ),
    ("They signed a 5-year contract.", [(5, "years", "=")]),
    ("The index lost 120.5 points to close at 10,234.", [(120.5, "points", "down"), (10_234, "count", "=")]),
    ("Profit fell to 3.4 million euros from 5.1 million euros.", [(3.4e6, "EUR", "="), (5.1e6, "EUR", "=")]),
    ("It earned 45 cents a share.", [(45, "cents", "=")]),
    ("The team won 3-1.", []),
    ("The S&P 500 gained nearly 1 percent.", [(1, "%", "~")]),
    ("At least 12 were killed.", [(12, "count", ">")]),
    ("It weighs 85 pounds and costs 85 pounds.", [(85, "lb", "="), (85, "GBP", "=")]),
    ("A 40-storey tower with 1.2m people in reach.", [(40, "count", "="), (1.2e6, "count", "=")]),
    ("A 5% drop followed a 3-point gain.", [(5, "%", "down"), (3, "points", "up")]),
]


@pytest.mark.parametrize(("text", "wanted"), FIGURES)
def test_figures(text: str, wanted: list[tuple[Value, str, str]]) -> None:
    found = quantities.find(text)
    assert [(one.unit, one.change) for one in found] == [(unit, change) for _, unit, change in wanted]
    assert [one.value for one in found] == [pytest.approx(value) for value, _, _ in wanted]


@pytest.mark.parametrize(
    ("text", "denominator"),
    [
        ("$1.20 a share", "share"),
        ("71 dollars a barrel", "barrel"),
        ("€1.75 per litre", "litre"),
        ("$75,000-a-year", "year"),
        ("12 tonnes annually", "year"),
        ("3 million barrels per day", "day"),
        ("$5 for a ticket", None),
    ],
)
def test_what_one_unit_is_for(text: str, denominator: str | None) -> None:
    assert quantities.find(text)[0].denominator == denominator


# text, then the expression, its TIMEX3 type and value
TIMES = [
    ("He said so on Friday.", "Friday", "DATE", "2013-03-22"),
    ("It reported on Monday.", "Monday", "DATE", "2013-03-18"),
    ("Talks will resume on Monday.", "Monday", "DATE", "2013-03-25"),
    ("It met on Tuesday, March 19, 2013.", "Tuesday, March 19, 2013", "DATE", "2013-03-19"),
    ("They spoke this morning.", "this morning", "TIME", "2013-03-22TMO"),
    ("It began Wednesday night.", "Wednesday night", "TIME", "2013-03-20TNI"),
    ("They met last night.", "last night", "TIME", "2013-03-21TNI"),
    ("It closed at 8:30 p.m.", "8:30 p.m.", "TIME", "2013-03-22T20:30"),
    ("It starts next week.", "next week", "DATE", "2013-W13"),
    ("They left last weekend.", "last weekend", "DATE", "2013-W11-WE"),
    ("Over the past three years it grew.", "the past three years", "DURATION", "P3Y"),
    ("The past few weeks were calm.", "The past few weeks", "DURATION", "PXW"),
    ("It grew in the fourth quarter.", "the fourth quarter", "DATE", "2012-Q4"),
    ("The first nine months of 2012 were weak.", "The first nine months of 2012", "DURATION", "P9M"),
    ("It began in the 1990s.", "the 1990s", "DATE", "199"),
    ("It opened two years ago.", "two years ago", "DATE", "2011"),
    ("Output was lower a year earlier.", "a year earlier", "DATE", "2012"),
    ("It left years ago.", "years ago", "DATE", "PAST_REF"),
    ("In recent months it slowed.", "recent months", "DATE", "PAST_REF"),
    ("It is now larger.", "now", "DATE", "PRESENT_REF"),
    ("It plans for the future.", "the future", "DATE", "FUTURE_REF"),
    ("It is printed daily.", "daily", "SET", "P1D"),
    ("It meets once a year.", "once a year", "SET", "P1Y"),
    ("They train every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("It pays $10 a month.", "a month", "SET", "P1M"),
    ("It took about 10 years.", "about 10 years", "DURATION", "P10Y"),
    ("It took half an hour.", "half an hour", "DURATION", "PT30M"),
    ("The last 24 hours were tense.", "The last 24 hours", "DURATION", "PT24H"),
    ("It lasted for decades.", "decades", "DURATION", "PXDE"),
    ("It snowed on Christmas Day.", "Christmas Day", "DATE", "2012-12-25"),
    ("They met on Thanksgiving 2010.", "Thanksgiving 2010", "DATE", "2010-11-25"),
    ("Easter Monday of 2012 was quiet.", "Easter Monday of 2012", "DATE", "2012-04-09"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), TIMES)
def test_times(text: str, words: str, kind: str, value: str) -> None:
    (found,) = dates.find(text, reference_date=WRITTEN)
    assert (found.span.of(text), found.timex_type, found.timex) == (words, kind, value)


PIECES = [
    "Monday ",
    "last ",
    "night ",
    "the ",
    "weekend ",
    "8:30 ",
    "p.m. ",
    "a ",
    "few ",
    "years ",
    "ago ",
    "$3 ",
]
PIECES += [
    "rose ",
    "5% ",
    "-a-share ",
    "every ",
    "about ",
    "Easter ",
    "2012 ",
    "first ",
    "quarter ",
    "of ",
    "now ",
    "(",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([None, WRITTEN, "2013"]))
def test_spans_lie_in_the_text_and_do_not_overlap(pieces: list[str], written: str | None) -> None:
    text = "".join(pieces)
    times, figures = dates.find(text, reference_date=written), quantities.find(text)
    for spans in ([one.span for one in times], [one.span for one in figures]):
        ends = [0, *(span.end for span in spans)]
        assert all(
            end <= span.start and span.end <= len(text) for end, span in zip(ends, spans, strict=False)
        )
