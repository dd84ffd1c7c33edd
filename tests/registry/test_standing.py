from __future__ import annotations

import pytest

from pipeline.registry.standing import standings
from pipeline.registry.succession import Succession
from tests.registry.rows import commitment

MADE = "made 2020-05-01, the date of its document"


@pytest.mark.parametrize(
    ("row", "day", "state", "rule"),
    [
        ({"due": "../2030"}, "2020-04", "not yet", f"{MADE}, after that day"),
        ({"due": "../2030"}, "2029-12-31", "in force", f"{MADE}; due by 2030, still ahead"),
        ({"due": "../2030"}, "2030-03", "due", f"{MADE}; due by 2030, within which the day lies"),
        (
            {"due": "../2030"},
            "2031",
            "overdue",
            f"{MADE}; due by 2030, whose last day 2030-12-31 has passed; whether it was kept is not told",
        ),
        ({}, "2031", "in force", f"{MADE}; no last day is set"),
        ({"agreed": "2014"}, "2015", "in force", "agreed 2014, as its sentence tells; no last day is set"),
        (
            {"document_date": None},
            "2031",
            "undated",
            "neither the sentence nor the document tells when it was made",
        ),
    ],
)
def test_where_a_promise_stood(row: dict[str, str | None], day: str, state: str, rule: str) -> None:
    found = standings([commitment("c1", "count ships", **row)], day)["c1"]  # type: ignore[arg-type]
    assert (found.state, found.rule) == (state, rule)


def test_a_promise_is_superseded_from_the_day_of_the_newer_one() -> None:
    rows = [commitment("c1", "count ships", due="../2024")]
    followed = [Succession("c1", "c2", "2025-06", "raised: 2 to 5")]
    assert standings(rows, "2025-05-31", successions=followed)["c1"].state == "overdue"
    found = standings(rows, "2025-06", successions=followed)["c1"]
    assert (found.state, found.by, found.rule) == ("superseded", "c2", "raised: 2 to 5, since 2025-06")
