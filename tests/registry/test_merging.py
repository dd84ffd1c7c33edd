from __future__ import annotations

from typing import Any

import pytest

from pipeline.registry.merging import merged
from pipeline.registry.statements import Statement, setting_up
from tests.registry.rows import commitment, fact, link


def established(
    verb: str, when: str | None = None, *, at: str | None = None, by: str | None = None, doc: str = "d1"
) -> Statement:
    row = fact("Tide Board", "established", verb, when=when, at=at, by=by, doc=doc)
    return Statement("established", setting_up(verb, when, at, by), row, when)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            [established("established"), established("created", "2023-12"), established("founded", "2023")],
            ["created · 2023-12"],
        ),
        (
            [established("agreed", "2023", at="Bergen Summit"), established("dated", "2023")],
            ["agreed · 2023 · at the Bergen Summit"],
        ),
        (
            [established("agreed", "2023", by="Towns"), established("adopted", "2023-05", by="Town Leaders")],
            ["agreed · 2023-05 · by Town Leaders"],
        ),
        (
            [established("created", "2014"), established("created", "2016")],
            ["created · 2014", "created · 2016"],
        ),
        (
            [established("agreed", "2014"), established("entered into force", "2014")],
            ["agreed · 2014", "entered into force · 2014"],
        ),
        (
            [established("agreed", "2023", by="Towns"), established("agreed", "2023", by="Villages")],
            ["agreed · 2023 · by Towns", "agreed · 2023 · by Villages"],
        ),
    ],
)
def test_settings_up_that_may_be_one_are_told_once(told: list[Statement], expected: list[str]) -> None:
    found = merged(told)
    assert len(found) == len(told)  # each keeps its own source
    assert list(dict.fromkeys(one.text for one in found)) == expected


def test_a_body_reported_to_takes_its_fuller_name() -> None:
    names = ("Port Masters", "Council of Port Masters", "Sea Lords")
    told = [Statement("reports to", one, link("reports_to", "Tide Board", one) | _places()) for one in names]
    assert [one.text for one in merged(told)] == ["Council of Port Masters"] * 2 + ["Sea Lords"]
    versions = [Statement("implements", one, told[0].row) for one in ("Plan", "updated Plan")]
    assert [one.text for one in merged(versions)] == ["Plan", "updated Plan"]


def _places() -> dict[str, Any]:
    return {"evidence": {"relation": {"start": 0, "end": 10}, "target": {"start": 15, "end": 27}}}


def test_what_commitments_and_links_tell_is_not_told_again() -> None:
    def does(text: str, start: int) -> Statement:
        place = {"value": {"start": start, "end": start + len(text)}}
        row = fact("Tide Board", "does", text, evidence=place, start=start, end=start + len(text))
        return Statement("does", text, row)

    promise = commitment("c1", "count all ships", start=105, end=120)
    told = [
        Statement("reports to", "Port Masters", link("reports_to", "Tide Board", "Port Masters") | _places()),
        does("reports to the Port Masters", 0),
        does("will count all ships", 100),
        does("meets in May and asks the towns what they need", 200),
        Statement("commitments", "count all ships", promise),
    ]
    left = [one.text for one in merged(told) if one.section == "does"]
    assert left == ["meets in May and asks the towns what they need"]


def test_passages_that_name_a_thing_are_shown_where_nothing_else_cites_them() -> None:
    def named(quote: str, start: int) -> Statement:
        return Statement("named in", quote, fact("Tide Board", "named", quote, start=start))

    headings = [named("Tide Board", 0)]
    assert merged(headings) == tuple(headings)
    sentences = [named(f"The Tide Board met in port {number}.", 100 * number) for number in range(1, 6)]
    told = [Statement("what it is", "a forum", sentences[0].row), *headings, *sentences]
    left = [one.text for one in merged(told) if one.section == "named in"]
    assert left == [one.text for one in sentences[1:4]]
