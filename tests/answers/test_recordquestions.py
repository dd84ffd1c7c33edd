from __future__ import annotations

import pytest

from pipeline.answers.recordquestions import record_question


@pytest.mark.parametrize(
    ("text", "kind", "counted", "due"),
    [
        ("Which commitments are due by 2034?", "commitment", False, (None, "2034-12-31")),
        ("List the promises due before 2034", "commitment", False, (None, "2033-12-31")),
        ("Which deadlines fall in 2034?", "commitment", False, ("2034-01-01", "2034-12-31")),
        ("How many targets are set in the charter?", "target", True, None),
        ("What did the Harbour League promise on ports?", "commitment", False, None),
        ("Which pledges does the charter make?", "commitment", False, None),
        ("What is due by 2034?", "commitment", False, (None, "2034-12-31")),
        ("What do they have to do by 2034?", "commitment", False, (None, "2034-12-31")),
        ("What must be delivered before 2034?", "commitment", False, (None, "2033-12-31")),
    ],
)
def test_what_is_asked_of_the_table(
    text: str, kind: str, counted: bool, due: tuple[str | None, str] | None
) -> None:
    found = record_question(text)
    assert found is not None
    assert (found.kind, found.counted) == (kind, counted)
    assert (found.due and (found.due.first, found.due.last)) == due


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "How many ferries sail?",
        "What did the minister promise?",
        "Which promises?",
        "Who promised ferries?",
        "What is the due share of the ports?",
        "What do the pilots have to do by boat?",
    ],
)
def test_other_questions_are_left_to_the_text(text: str) -> None:
    assert record_question(text) is None


def test_document_actor_and_topic_are_told_apart() -> None:
    found = record_question("What did the Harbour League promise about pilot schools?")
    assert found is not None
    assert (found.about, found.topic) == (frozenset({"harbor", "leagu"}), frozenset({"pilot", "school"}))


def test_a_deadline_lies_within_the_days_asked_for() -> None:
    found = record_question("Which commitments are due by 2034?")
    assert found is not None
    assert found.due is not None
    assert [found.due.holds(edtf) for edtf in ("../2034", "2034-05", "2035", None)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("anyone", ["they", "leaders", "the heads of state and government", "countries"])
def test_who_may_be_anyone_chooses_no_rows(anyone: str) -> None:
    found = record_question(f"What did {anyone} promise on ports?")
    assert found is not None
    assert (found.about, found.topic) == (frozenset(), frozenset({"port"}))


def test_deadlines_are_asked_of_dated_rows_alone() -> None:
    found = record_question("What deadlines are there in the charter?")
    assert found is not None
    assert (found.dated, found.due) == (True, None)
