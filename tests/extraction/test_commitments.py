from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extraction.extract import extract
from pipeline.schema import BlockKind, Commitment, Document
from tests.nouns import make_document

PIERS: tuple[tuple[BlockKind, str], ...] = (
    ("heading", "Northern Pier Pledge"),
    (
        "paragraph",
        "In May 2023 ministers made the Northern Pier Pledge. Under the Pledge, Allies have committed to:",
    ),
    ("item", "building new piers in every port of the coast;"),
    ("item", "repairing old piers by 2031; and"),
    ("item", "training pilots."),
)


def with_stem(lines: tuple[tuple[BlockKind, str], ...], stem: int) -> Document:
    """The document of ``lines`` in which the block at ``stem`` leads in to every item."""
    document = make_document(lines)
    blocks = tuple(replace(b, lead_in=stem if b.kind == "item" else None) for b in document.blocks)
    return replace(document, blocks=blocks, title="Harbour Factsheet", issuer="NATO")


def commitments(*lines: str, **fields: str | None) -> tuple[Commitment, ...]:
    document = make_document(tuple(("paragraph", line) for line in lines))
    return extract(replace(document, **fields)).commitments  # type: ignore[arg-type] # fields of Document


def test_each_bullet_under_a_stem_is_a_commitment() -> None:
    found = extract(with_stem(PIERS, 1)).commitments
    assert [one.quote for one in found] == [
        "building new piers in every port of the coast",
        "repairing old piers by 2031",
        "training pilots",
    ]
    assert {(one.actor, one.actor_name, one.cue) for one in found} == {
        ("Allies", "NATO Allies", "have committed to")
    }
    assert {one.lead_in.quote for one in found if one.lead_in} == {
        "Under the Pledge, Allies have committed to:"
    }
    assert {one.instrument for one in found} == {"Northern Pier Pledge"}
    assert [one.deadline.edtf if one.deadline else None for one in found] == [None, "../2031", None]


def test_a_stem_with_content_gives_its_own_record() -> None:
    lines: tuple[tuple[BlockKind, str], ...] = (
        ("paragraph", "We will strengthen our ports by:"),
        ("item", "building new piers"),
    )
    quotes = [one.quote for one in extract(with_stem(lines, 0)).commitments]
    assert quotes == ["will strengthen our ports by", "building new piers"]


def test_a_follow_up_shares_the_promise_before_it() -> None:
    _, second = commitments(
        "Norland will repair its ports. This includes building 12 new piers on the coast by 2031."
    )
    assert (second.quote, second.actor, second.cue) == (
        "building 12 new piers on the coast by 2031",
        "Norland",
        "will",
    )
    assert second.lead_in is not None
    assert second.lead_in.quote == "Norland will repair its ports."


def test_an_item_takes_its_actor_from_its_run_in() -> None:
    document = make_document((("item", "Norland: Will repair its ports. Will also train pilots."),))
    assert [one.actor for one in extract(document).commitments] == ["Norland", "Norland"]


def test_bullets_under_targets_are_moderate_commitments() -> None:
    document = make_document((("heading", "Targets"), ("item", "Repair every pier by 2031")))
    (found,) = extract(document).commitments
    assert (found.strength, found.cue) == ("moderate", "Targets")


def test_all_fields_of_one_sentence() -> None:
    text = "Norland will not sell the Oak Pier Fund before 2031."
    (found,) = commitments(text, date="2025-03-01")
    assert (found.actor, found.actor_name, found.cue) == ("Norland", "Norland", "will not")
    assert (found.strength, found.status, found.polarity) == ("strong", "new", "refrain")
    assert found.action == "sell the Oak Pier Fund before 2031"
    assert found.instrument == "Oak Pier Fund"
    assert found.deadline is not None
    assert (found.deadline.text, found.deadline.edtf) == ("before 2031", "../2031")
    assert {"actor", "cue", "action", "instrument", "deadline"} <= set(found.evidence)


def test_a_promise_of_the_past_is_reaffirmed_with_its_date() -> None:
    (found,) = commitments("In May 2023 ministers agreed to plant trees.", date="2025-03-01")
    assert (found.status, found.agreed) == ("reaffirmed", "2023-05")


@pytest.mark.parametrize("kind", ["furniture", "hidden"])
def test_text_nobody_reads_promises_nothing(kind: str) -> None:
    document = make_document((("paragraph", "We will plant trees."),))
    block = document.blocks[0]
    unread = replace(block, kind="furniture") if kind == "furniture" else replace(block, hidden=True)
    assert extract(replace(document, blocks=(unread,))).all() == ()


def test_later_actions_and_bullets_are_less_certain() -> None:
    first, second = commitments("Norland will build a new pier and train all the pilots.")
    assert 0 < second.confidence < first.confidence <= 1
