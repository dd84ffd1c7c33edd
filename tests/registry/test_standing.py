from __future__ import annotations

import pytest

from pipeline.registry.standing import standings
from pipeline.registry.succession import Succession
from tests.registry.rows import commitment, fact

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
            "neither the sentence, the document nor an instrument tells when it was made",
        ),
    ],
)
def test_where_a_promise_stood(row: dict[str, str | None], day: str, state: str, rule: str) -> None:
    found = standings([commitment("c1", "count ships", **row)], day)["c1"]
    assert (found.state, found.rule) == (state, rule)


def test_a_promise_is_superseded_from_the_day_of_the_newer_one() -> None:
    rows = [commitment("c1", "count ships", due="../2024")]
    followed = [Succession("c1", "c2", "2025-06", "raised: 2 to 5")]
    assert standings(rows, "2025-05-31", successions=followed)["c1"].state == "overdue"
    found = standings(rows, "2025-06", successions=followed)["c1"]
    assert (found.state, found.by, found.rule) == ("superseded", "c2", "raised: 2 to 5, since 2025-06")


def _named(entity: str, when: str | None, start: int) -> dict[str, object]:
    place = {"entity": {"start": start, "end": start + len(entity)}}
    return fact(entity, "established", "agreed", when=when, evidence=place)


def test_a_promise_without_a_date_has_that_of_its_instrument() -> None:
    facts = [_named("Tide Plan", "2023", 0), _named("Tide Plan", "2023-07", 50)]
    facts.append(_named("updated Tide Plan", "2025-02", 100))
    undated = {"document_date": None, "instrument": "Tide Plan"}
    first = commitment("c1", "count ships", **undated)
    second = commitment("c2", "count boats", **undated, evidence={"instrument": {"start": 108, "end": 117}})
    found = standings([first, second], "2024", facts=facts)
    known = "agreed 2023-07, the date of its instrument: Tide Plan"
    assert (found["c1"].state, found["c1"].rule) == ("in force", f"{known}; no last day is set")
    assert found["c2"].state == "not yet"
    assert found["c2"].rule.startswith("agreed 2025-02, the date of its instrument: updated Tide Plan")
