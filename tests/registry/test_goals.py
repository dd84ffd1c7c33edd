from __future__ import annotations

from pipeline.registry.goals import find_goals, measured
from tests.registry.rows import commitment, target

NEW = commitment(
    "c2", "invest 5% of income in tides by 2035", due="../2035", doc="new", document_date="2025-06-25"
)


def test_one_goal_in_many_words() -> None:
    again = commitment("c4", "investing 5% of gross income (GI) in tides", agreed="2025-06", doc="later")
    rows = [NEW, again, target("c2", 5, "GI annually"), target("c4", 5, "gross income (GI)")]
    (goal,) = find_goals(rows)
    assert (goal.name, goal.agreed, goal.due, len(goal.commitments)) == (
        "5 % of GI",
        "2025-06-25",
        "../2035",
        2,
    )


def test_what_a_quantity_is_measured_in() -> None:
    assert measured("their total defence expenditures", {}) == "defence expenditure"
    assert measured("gross income (GI) on tide walls", {}) == "GI"
    assert measured("gross income", {"gross income": "GI"}) == "GI"
