from __future__ import annotations

from pipeline.registry.timeline import date_words, day_of, timeline
from tests.registry.rows import commitment, fact


def test_events_stand_in_order_of_their_days() -> None:
    events = timeline(
        [fact("Harbour Board", "established", "founded", when="2023-12")],
        [
            commitment("c1", "count ships", due="../2030"),
            commitment("c2", "paint boats", agreed="2014", start=50),
        ],
    )
    told = [(date_words(one), one.kind, one.label, day_of(one)) for one in events]
    assert told == [
        ("2014", "agreed", "Harbour Towns: paint boats", "2014-01-01"),
        ("2023-12", "established", "Harbour Board", "2023-12-01"),
        ("by 2030", "due", "Harbour Towns: count ships", "2030-12-31"),
    ]


def test_what_several_documents_tell_is_one_event_with_the_most_exact_date() -> None:
    facts = [
        fact("Harbour Plan", "established", "agreed", entity_kind="instrument", when="2023"),
        fact("the Harbour Plan", "established", "agreed", entity_kind="instrument", when="2023-07", doc="d2"),
    ]
    (event,) = timeline(facts, [])
    assert (event.date, event.kind, len(event.rows)) == ("2023-07", "agreed", 2)


def test_an_agreement_that_a_fact_tells_is_not_told_twice() -> None:
    plan = fact("Harbour Plan", "established", "agreed", entity_kind="instrument", when="2023")
    assert len(timeline([plan], [commitment("c1", "agreed the Harbour Plan", agreed="2023")])) == 1
