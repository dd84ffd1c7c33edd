from __future__ import annotations

from pipeline.registry.succession import successions
from tests.registry.rows import commitment, link, target

OLD = commitment(
    "c1", "spend 2% of income on tides by 2024", due="../2024", doc="old", document_date="2014-09-05"
)
NEW = commitment(
    "c2", "invest 5% of income in tides by 2035", due="../2035", doc="new", document_date="2025-06-25"
)
PART = commitment(
    "c3", "spend 3% of income on tide walls", due="../2035", doc="new", document_date="2025-06-25"
)
TARGETS = [target("c1", 2, "income"), target("c2", 5, "income"), target("c3", 3, "income")]


def test_a_greater_goal_of_the_same_party_and_measure_raises_the_earlier() -> None:
    (found,) = successions([OLD, NEW, PART, *TARGETS])
    assert (found.older, found.newer, found.since) == ("c1", "c2", "2025-06-25")
    assert found.rule == (
        "raised: 2 % of income by 2024 (agreed 2014-09-05) to 5 % of income by 2035 (agreed 2025-06-25)"
    )


def test_order_of_rows_does_not_matter() -> None:
    rows = [OLD, NEW, PART, *TARGETS]
    assert successions(rows) == successions(rows[::-1])


def test_other_parties_measures_and_subjects_succeed_nothing() -> None:
    others = [
        NEW | {"actor_name": "Ferry Guilds", "actor": "Guilds"},
        NEW | {"action": "invest 5% of income in bread by 2035"},
        NEW | {"document_date": None},
        NEW | {"deadline": None},
    ]
    assert [successions([OLD, other, *TARGETS[:2]]) for other in others] == [(), (), (), ()]
    assert successions([OLD, NEW, TARGETS[0], target("c2", 5, "catch")]) == ()


def test_a_lesser_level_due_earlier_is_a_step_on_the_way() -> None:
    step = commitment(
        "c5", "spend 1% of income on tides by 2020", due="../2020", doc="x", document_date="2016"
    )
    assert successions([OLD, step, TARGETS[0], target("c5", 1, "income")]) == ()


def test_sums_of_money_add_up() -> None:
    sums = [target("c1", 2e6, "tide walls", unit="EUR"), target("c2", 5e6, "tide walls", unit="EUR")]
    assert successions([OLD, NEW, *sums]) == ()
    assert len(successions([OLD, NEW, *(one | {"per": "year"} for one in sums)])) == 1


def test_what_stood_under_a_superseded_instrument_goes_with_it() -> None:
    older = commitment("c1", "count ships", instrument="Harbour Plan", document_date="2014")
    newer = commitment("c2", "weigh ships", instrument="Ferry Plan", document_date="2020")
    (found,) = successions([older, newer], [link("supersedes", "the Ferry Plan", "Harbour Plan")])
    assert (found.older, found.newer, found.since) == ("c1", "c2", "2020")
    assert found.rule == "replaced: the Ferry Plan supersedes Harbour Plan"
