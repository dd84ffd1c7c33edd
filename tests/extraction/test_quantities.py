from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import quantities

# text, words of the quantity, value, unit, comparator
ONE = [
    ("spend at least 3.5% of GDP", "at least 3.5%", 3.5, "%", ">="),
    ("a minimum of 2 per cent", "a minimum of 2 per cent", 2, "%", ">="),
    ("no less than 20 percent", "no less than 20 percent", 20, "%", ">="),
    ("100 or more ships", "100 or more", 100, "count", ">="),
    ("up to 1.5% annually", "up to 1.5%", 1.5, "%", "<="),
    ("no more than 5 tonnes", "no more than 5 tonnes", 5, "tonnes", "<="),
    ("as many as 700 volunteers", "as many as 700", 700, "count", "<="),
    ("more than €300m", "more than €300m", 3e8, "EUR", ">"),
    ("in excess of 40 GW", "in excess of 40 GW", 40, "GW", ">"),
    ("fewer than ten cases", "fewer than ten", 10, "count", "<"),
    ("nearly $1.2bn", "nearly $1.2bn", 1.2e9, "USD", "~"),
    ("about a third of members", "about a third", 100 / 3, "%", "~"),
    ("3-5 %", "3-5 %", (3, 5), "%", "range"),
    ("between 3 and 5 percent", "3 and 5 percent", (3, 5), "%", "range"),
    ("$3-5 billion", "$3-5 billion", (3e9, 5e9), "USD", "range"),
    ("8 to 10 sites", "8 to 10", (8, 10), "count", "range"),
    ("raise it from four to six ships", "four to six", (4, 6), "count", "change"),
    ("US$ 20 billion", "US$ 20 billion", 2e10, "USD", None),
    ("USD 20 million", "USD 20 million", 2e7, "USD", None),
    ("C$5 million", "C$5 million", 5e6, "CAD", None),
    ("AUD $85 million", "AUD $85 million", 8.5e7, "AUD", None),
    ("300 million euros", "300 million euros", 3e8, "EUR", None),
    ("7.72 trillion JPY", "7.72 trillion JPY", 7.72e12, "JPY", None),
    ("a $1.2-billion fund", "$1.2-billion", 1.2e9, "USD", None),
    ("hundreds of billions of dollars", "hundreds of billions of dollars", 1e11, "USD", ">"),
    ("a 27-megawatt plant", "27-megawatt", 27, "MW", None),
    ("450kW generators", "450kW", 450, "kW", None),
    ("155mm shells", "155mm", 155, "mm", None),
    ("1.5°C of warming", "1.5°C", 1.5, "°C", None),
    ("one million doses", "one million doses", 1e6, "doses", None),
    ("twenty-five ships", "twenty-five", 25, "count", None),
    ("half of these doses", "half", 50, "%", None),
    ("net-zero emissions", "net-zero", 0, "tonnes", None),
    ("halve the gap", "halve", 0.5, "times", None),
    ("tripling capacity", "tripling", 3, "times", None),
    ("a six-fold increase", "six-fold", 6, "times", None),
    ("output grows by 10X", "10X", 10, "times", None),
    ("within 100 days", "within 100 days", 100, "days", "<="),
]


@pytest.mark.parametrize(("text", "words", "value", "unit", "comparator"), ONE)
def test_quantities(
    text: str, words: str, value: float | tuple[float, float], unit: str, comparator: str | None
) -> None:
    (found,) = quantities.find(text)
    assert (found.span.of(text), found.unit, found.comparator) == (words, unit, comparator)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "F-35 jets",
        "Article 5 applies",
        "the G7 and COVID-19",
        "Resolution 1325 (2000)",
        "one of the ships",
        "one another",
        "two-way trade",
        "call +1 202-456-1111 now",
        "on 11 July 2023",
        "since 2014",
        "12. The Board",
        "section 3.2.1 says",
        "at 10:30 a.m.",
        "the 27th session",
        "the Net Zero World Initiative",
        "double standards",
        "COP 27",
        "Pillar 2 and Phase 3",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities.find(text) == ()


@pytest.mark.parametrize(
    ("text", "of", "per"),
    [
        ("2% of GDP annually", "GDP", "year"),
        ("$3 billion a year for adaptation", "adaptation", "year"),
        ("5 million tonnes per annum (MTPA) of gas", "gas", "year"),
        ("$40 each month", None, "month"),
        ("30 patrol boats by 2030", "patrol boats", None),
        ("$5 million over the next two years for schools", "schools", None),
        ("$2 million to train officers", "train officers", None),
        ("limit the rise in temperatures to 1.5 degrees", "rise in temperatures", None),
        ("provide 20,000 tents and build roads", "tents", None),
    ],
)
def test_what_is_counted_and_per_what(text: str, of: str | None, per: str | None) -> None:
    found = quantities.find(text)[0]
    assert (found.of, found.per) == (of, per)


def test_all_of_a_sentence_in_order() -> None:
    text = (
        "Allies will give at least 3.5% of GDP to defence and up to 1.5% to resilience, 5% in all, by 2035."
    )
    assert [one.value for one in quantities.find(text)] == [3.5, 1.5, 5]


PIECES = [
    "at least ",
    "$",
    "3",
    "1,000",
    ".5",
    " million",
    " and ",
    "%",
    "–",
    " to ",
    "from ",
    "between ",
    "two",
    "-",
    " of ",
    "ships ",
    "half ",
    "2030",
    "G",
    "€",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_spans_lie_in_the_text_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = quantities.find(text)
    assert all(one.span.end <= len(text) and one.span.contains(one.number_span) for one in found)
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))
    assert all(isinstance(one.value, tuple) == (one.comparator in ("range", "change")) for one in found)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(one.span.of(text) for one in quantities.find(text))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        ",567",
        "2021-",
        "June ",
        "the end of ",
        "two hundred and ",
        "$",
        "e\u0301",
        "at least up to ",
        "one ",
        " ",
        "twenty-",
        "from 1 to 2 ",
        "2030 Aaa ",
    ],
)
def test_time_is_linear_in_length(piece: str) -> None:
    text = "5 " + piece * (40_000 // len(piece))
    started = time.process_time()
    quantities.find(text)
    assert time.process_time() - started < 4.0  # quadratic work on 40,000 characters would take minutes
