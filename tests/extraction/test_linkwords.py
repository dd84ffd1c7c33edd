from __future__ import annotations

import pytest

from pipeline.extraction.linkwords import CONFIDENCE, find_relation, is_name
from pipeline.schema import Relation


@pytest.mark.parametrize(
    ("between", "relation", "turned"),
    [
        (" meets every month and reports to the ", "reports_to", False),
        (" shall report annually to the ", "reports_to", False),
        (", created in 2021 as a result of the ", "established_by", False),
        (" members have established a joint ", "established_by", True),
        (", which implements the promises of the ", "implements", False),
        (" agreed in 2025 builds on the ", "updates", False),
    ],
)
def test_words_that_relate_two_names(between: str, relation: Relation, turned: bool) -> None:
    found = find_relation(between)
    assert found is not None
    assert (found[0], found[3]) == (relation, turned)


@pytest.mark.parametrize(
    "between",
    [
        ", as well as progress in implementing the steps under ",
        " shall look at its tides and give a report to the ",
        " started two programs under its ",
        " underline the worth of the work streams established under the ",
        " established a working group on ",
        " builds on the work between the ",
        " and the ropes agreed by the ",
        "",
    ],
)
def test_words_that_belong_to_something_else(between: str) -> None:
    assert find_relation(between) is None


@pytest.mark.parametrize("name", ["Council Regulation", "Article 4(2)", "Commission Directives", "IV", "THE"])
def test_acts_without_a_number_are_no_names(name: str) -> None:
    assert not is_name(name)


def test_every_relation_has_a_confidence() -> None:
    assert all(0.5 <= one < 1 for one in CONFIDENCE.values())
