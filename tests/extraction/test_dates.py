from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import dates, edtf

WRITTEN = "2022-11-12"

ONE_DATE = [
    # days
    ("met on 13 June 2021 in Cornwall", "13 June 2021", "2021-06-13"),
    ("met on 11-13 June 2021", "11-13 June 2021", "2021-06-11/2021-06-13"),
    ("on June 13-14, 2021, we", "June 13-14, 2021", "2021-06-13/2021-06-14"),
    ("from October 31–November 1, 2022", "October 31–November 1, 2022", "2022-10-31/2022-11-01"),
    ("on 13/06/2021", "13/06/2021", "2021-06-13"),
    ("dated 2021-06-13.", "2021-06-13", "2021-06-13"),
    ("the 14<sup>th</sup> day of July, 2022", "the 14<sup>th</sup> day of July, 2022", "2022-07-14"),
    # months and seasons
    ("in September 2021, when", "September 2021", "2021-09"),
    ("by fall of 2025", "fall of 2025", "2025-23"),
    ("in Spring 2023", "Spring 2023", "2023-21"),
    ("next spring we", "next spring", "2023-21"),
    ("from July 2021 to August 2022", "July 2021 to August 2022", "2021-07/2022-08"),
    # years and their parts
    ("in FY2023", "FY2023", "2023"),
    ("in fiscal year (FY) 2024", "fiscal year (FY) 2024", "2024"),
    ("Fiscal Years 2022-2024 funds", "Fiscal Years 2022-2024", "2022/2024"),
    ("in Q3 2024", "Q3 2024", "2024-07/2024-09"),
    ("the third quarter of this year", "the third quarter of this year", "2022-07/2022-09"),
    ("the second half of 2023", "the second half of 2023", "2023-07/2023-12"),
    ("in mid-2022", "mid-2022", "2022-06~"),
    ("by the end of 2022", "the end of 2022", "2022-12"),
    ("by end March 2023", "end March 2023", "2023-03"),
    ("in early 2023", "early 2023", "2023-01~"),
    ("plan 2021-2025", "2021-2025", "2021/2025"),
    ("plan for 2023-26", "2023-26", "2023/2026"),
    ("between 2020 and 2030", "2020 and 2030", "2020/2030"),
    ("the 2014 Wales Summit", "2014", "2014"),
    ("in the 2020s", "the 2020s", "202X"),
    ("the first half of the 2030s", "the first half of the 2030s", "2030/2034"),
    ("the challenges of the 21st century", "the 21st century", "20XX"),
    ("by mid-century", "mid-century", "2050~"),
    # told from the day of writing
    ("agreed today", "today", "2022-11-12"),
    ("we signed it yesterday", "yesterday", "2022-11-11"),
    ("this week we", "This week".lower(), "2022-11-07/2022-11-13"),
    ("earlier this year", "earlier this year", "2022"),
    ("done last month", "last month", "2022-10"),
    ("over the next five years", "the next five years", "2022-11-12/2027-11-12"),
    ("over the past year", "the past year", "2021-11-12/2022-11-12"),
    ("within two years", "two years", "2022-11-12/2024-11-12"),
    ("a year and a half ago", "a year and a half ago", "2021-05~"),
    ("by the end of the decade", "the end of the decade", "2030"),
    ("by year-end", "year-end", "2022-12"),
    ("this decade", "this decade", "202X"),
    # months without a year take it from the tense
    ("We launched it in June.", "June", "2022-06"),
    ("Ministers will meet in June.", "June", "2023-06"),
    ("Since December, it has grown.", "December", "2021-12"),
]


@pytest.mark.parametrize(("text", "words", "value"), ONE_DATE)
def test_dates(text: str, words: str, value: str) -> None:
    (found,) = (one for one in dates.find(text, reference_date=WRITTEN) if one.kind == "date")
    assert (found.span.of(text), found.edtf) == (words, value)


@pytest.mark.parametrize(
    "text",
    [
        "the 2030 Agenda",
        "NATO 2030",
        "the 2022 Strategic Concept",
        "2000 MW",
        "It may march on.",
        "prices fall when",
        "Article 5",
        "03/04/2021",
        "32 May 2021",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [one for one in dates.find(text, reference_date=WRITTEN) if one.edtf and len(one.edtf) > 7] == []
    assert all(
        one.span.of(text) not in ("2030", "2022", "2000", "May", "march", "5") for one in dates.find(text)
    )


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("by 2030", "../2030"),
        ("in 2024", "2024"),
        ("by the end of 2022", "../2022-12"),
        ("until 2027", "../2027"),
        ("through 2028", "../2028"),
        ("no later than 1 May 2025", "../2025-05-01"),
        ("beginning in 2025", "2025/.."),
        ("over the next year", "2022-11-12/2023-11-12"),
        ("by this summer", "../2022-22"),
        ("since 2014", None),
        ("our 2050 targets", "../2050"),
        ("by Canada’s fiscal year 2027", "../2027"),
    ],
)
def test_deadlines(text: str, due: str | None) -> None:
    (found,) = dates.find(text, reference_date=WRITTEN)
    assert dates.deadline_of(found) == due


def test_the_preposition_is_outside_the_span_and_inside_the_full_one() -> None:
    text = "Allies will do so by the end of 2025."
    (found,) = dates.find(text)
    assert (found.span.of(text), found.full.of(text), found.bound) == (
        "the end of 2025",
        "by the end of 2025",
        "by",
    )


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("in Q3 2024", "2024-Q3"),
        ("H2 2023", "2023-H2"),
        ("fall 2022", "2022-FA"),
        ("the 1990s", "199"),
        ("for 5 years", "P5Y"),
    ],
)
def test_timex(text: str, timex: str) -> None:
    (found,) = dates.find(text)
    assert found.timex == timex


def test_without_a_reference_relative_dates_have_no_edtf() -> None:
    (found,) = dates.find("over the next five years")
    assert (found.edtf, found.relative) == (None, True)


def test_borrowed_years_come_from_the_second_date() -> None:
    found = dates.find("approved in May and September 2021", reference_date=WRITTEN)
    assert [one.edtf for one in found] == ["2021-05", "2021-09"]


PIECES = [
    "by ",
    "the end of ",
    "mid-",
    "2030",
    "2021-25",
    "June ",
    "13",
    ", ",
    "next ",
    "five ",
    "years ",
    "to ",
    "first half of ",
    "FY",
    "Q3 ",
    "’s ",
    "(",
    "–",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from([None, WRITTEN, "2021", "2020-02"]))
def test_spans_lie_in_the_text_in_order_and_every_edtf_is_valid(
    pieces: list[str], written: str | None
) -> None:
    text = "".join(pieces)
    found = dates.find(text, reference_date=written)
    assert all(one.full.end <= len(text) and one.full.contains(one.span) for one in found)
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))
    assert all(one.edtf is None or edtf.is_valid(one.edtf) for one in found)
    assert all(due is None or edtf.is_valid(due) for due in map(dates.deadline_of, found))


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(one.span.of(text) for one in dates.find(text, reference_date=WRITTEN))
