from __future__ import annotations

import re

import pytest

from pipeline.extraction.yearnames import is_named_year

NAMES = [
    "the Agenda 2030 review",
    "the 2030 Agenda for Sustainable Development",
    "NATO 2030 sets",
    "our 2022 Strategic Concept, adopted",
    "at 2000 MW",
    "Resolution 2023 calls",
    "worth $2000 each",
]
DATES = [
    "the 2014 Wales Summit agreed",
    "In 2021 Leaders met",
    "since 2019, Allies",
    "the 2024 elections",
    "(2015) and later",
    "by 2030.",
    "France’s 2023 budget",
    "at the 2022 Special Summit of Leaders",
]


@pytest.mark.parametrize("text", NAMES)
def test_years_within_names(text: str) -> None:
    assert _judged(text)


@pytest.mark.parametrize("text", DATES)
def test_years_that_date(text: str) -> None:
    assert not _judged(text)


def _judged(text: str) -> bool:
    found = re.search(r"\d{4}", text)
    assert found is not None
    return is_named_year(text, *found.span())
