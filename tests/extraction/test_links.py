from __future__ import annotations

import pytest

from pipeline.extraction.extract import extract
from tests.nouns import make_document


def links(*lines: str) -> list[tuple[str, str, str]]:
    document = make_document(tuple(("paragraph", line) for line in lines))
    found = extract(document).links
    assert all(document.quote(e.span) == e.quote for link in found for e in link.evidence.values() if e.span)
    return [(link.relation, link.source, link.target) for link in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "The Northern Pier Board (NPB) is new.",
                "The Harbour Council (HC) leads.",
                "The NPB reports to the HC.",
            ],
            [("reports_to", "Northern Pier Board", "Harbour Council")],
        ),
        (
            ["The Oak Pier Plan implements the Northern Pier Pledge."],
            [("implements", "Oak Pier Plan", "Northern Pier Pledge")],
        ),
        (
            ["The Oak Pier Plan, which implements the Northern Pier Pledge, updates the Old Pier Strategy."],
            [
                ("implements", "Oak Pier Plan", "Northern Pier Pledge"),
                ("updates", "Oak Pier Plan", "Old Pier Strategy"),
            ],
        ),
        (
            ["The Old Pier Strategy was replaced by the Oak Pier Plan."],
            [("supersedes", "Oak Pier Plan", "Old Pier Strategy")],
        ),
        (
            ["The Northern Pier Board, set up under the Oak Pier Plan, met."],
            [("established_by", "Northern Pier Board", "Oak Pier Plan")],
        ),
        (
            ["In 2024 towns agreed an updated Oak Pier Plan."],
            [("updates", "updated Oak Pier Plan", "Oak Pier Plan")],
        ),
        (
            ["The Northern Pier Board has two working groups: tides and ropes."],
            [("part_of", "ropes", "Northern Pier Board"), ("part_of", "tides", "Northern Pier Board")],
        ),
        (
            ["The Northern Pier Board reports to harbour masters every year."],
            [("reports_to", "Northern Pier Board", "harbour masters")],
        ),
        (["The Oak Pier Plan and the Northern Pier Pledge are long."], []),
    ],
)
def test_words_between_two_names_relate_them(lines: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert sorted(links(*lines)) == sorted(expected)


def test_a_restated_promise_reaffirms_its_instrument() -> None:
    document = make_document((("paragraph", "We reaffirm our commitment to the Northern Pier Pledge."),))
    records = extract(document)
    assert [(link.relation, link.source, link.target) for link in records.links] == [
        ("reaffirms", records.commitments[0].id, "Northern Pier Pledge")
    ]


def test_a_reported_agreement_is_no_reaffirmation() -> None:
    assert links("In 2021, ministers agreed the Northern Pier Pledge.") == []


@pytest.mark.parametrize(
    "line",
    [
        "The Northern Pier Board reports to the Harbour Council Repair Fund.",
        "We reaffirm that boats may sail in accordance with the Northern Pier Pledge.",
    ],
)
def test_a_name_cut_short_or_named_as_a_measure_gives_no_link(line: str) -> None:
    assert not any(target in ("Harbour Council", "Northern Pier Pledge") for _, _, target in links(line))
