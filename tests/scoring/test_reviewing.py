from __future__ import annotations

from typing import Any

import pytest

from pipeline.review.anchoring import anchor_all
from pipeline.review.reviewed import Decision, Reviewed
from pipeline.review.selectors import selector_of
from pipeline.schema import RecordKind, Span
from pipeline.scoring.reviewing import (
    Verdict,
    judge_reviewed,
    state_counts,
    verdict_to_data,
    without_document,
)

TEXT = "The ports will cut emissions by 2030. They plan to publish a report."
SHA = "f" * 64
CUT, REPORT = "will cut emissions by 2030", "plan to publish a report"


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def row(words: str, text: str = TEXT, **fields: Any) -> dict[str, Any]:
    place = span(words, text)
    own = {"kind": "commitment", "actor": "The ports", "strength": "strong", "deadline": None}
    return {**own, "quote": words, "start": place.start, "end": place.end, **fields}


def reviewed(words: str, decision: Decision, *, kind: RecordKind = "commitment", **fields: Any) -> Reviewed:
    return Reviewed(f"{kind}-{words}", kind, decision, "a.md", SHA, selector_of(TEXT, span(words)), fields)


def judge(
    decided: list[Reviewed], rows: list[dict[str, Any]], *, text: str = TEXT, sha256: str = SHA
) -> list[Verdict]:
    anchors = anchor_all(text, [one.selector for one in decided])
    return list(judge_reviewed(decided, anchors, rows, text=text, sha256=sha256))


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, []),
        ({"actor": "THE PORTS"}, []),
        ({"strength": "weak"}, ["expected strength “strong”, came “weak”"]),
        ({"deadline": {"edtf": "../2030"}}, ["expected deadline none, came “../2030”"]),
        ({"actor": None}, ["expected actor “The ports”, came none"]),
    ],
)
def test_an_accepted_record_holds_while_words_and_fields_are_the_same(
    fields: dict[str, Any], faults: list[str]
) -> None:
    one = reviewed(CUT, "accept", actor="The ports", strength="strong", deadline=None)
    (verdict,) = judge([one], [row(CUT, **fields)])
    assert list(verdict.faults) == faults
    assert verdict.holds is (not faults)


def test_other_words_break_what_was_accepted_but_not_what_was_added() -> None:
    rows = [row("cut emissions by 2030")]
    accepted, added = (judge([reviewed(CUT, decision)], rows)[0] for decision in ("accept", "add"))
    assert added.holds
    assert accepted.faults == (f"expected the quote “{CUT}”, came “cut emissions by 2030”",)


def test_a_record_that_does_not_come_is_named_in_one_line() -> None:
    (verdict,) = judge([reviewed(CUT, "edit", strength="weak")], [row(REPORT)])
    assert verdict.line() == (
        f"a.md: commitment commitment-{CUT}, corrected, “{CUT}”: expected this commitment, none came."
    )


def test_a_rejected_record_may_not_come_again() -> None:
    rejected = reviewed(CUT, "reject")
    assert judge([rejected], [row(REPORT), row(CUT, kind="date")])[0].holds
    (verdict,) = judge([rejected], [row("will cut emissions by")])
    assert verdict.faults == ("expected no such record, came “will cut emissions by”",)


def test_a_record_in_place_of_a_rejected_one_does_not_break_it() -> None:
    decided = [reviewed(CUT, "reject"), reviewed("cut emissions by 2030", "add")]
    assert [one.holds for one in judge(decided, [row("cut emissions by 2030")])] == [True, True]
    assert [one.holds for one in judge(decided, [row("cut emissions by 2030"), row(CUT)])] == [False, True]


def test_a_changed_text_moves_its_records_and_says_what_they_became() -> None:
    text = "New: " + TEXT.replace("2030", "2035")
    decided = [reviewed(CUT, "accept", strength="strong"), reviewed(REPORT, "accept")]
    rows = [row("will cut emissions by 2035", text), row(REPORT, text)]
    first, second = judge(decided, rows, text=text, sha256="0" * 64)
    assert (first.state, first.now, second.state) == ("changed", "will cut emissions by 2035", "moved")
    assert second.holds
    assert "(now “will cut emissions by 2035”)" in first.line()


def test_what_is_gone_is_a_fault_only_when_the_file_is_the_same() -> None:
    decided = [reviewed(CUT, "accept")]
    text = "Nothing of it was kept."
    assert judge(decided, [], text=text, sha256="0" * 64)[0].holds
    (lost,) = judge(decided, [], text=text)
    assert lost.faults == ("its words are no longer read from the same file",)


def test_without_a_document_nothing_holds_and_states_are_counted() -> None:
    verdicts = [
        *without_document([reviewed(CUT, "accept")], "not checked"),
        *judge([reviewed(CUT, "add")], []),
    ]
    assert state_counts(verdicts) == {"same": 1, "moved": 0, "changed": 0, "gone": 0, "missing": 1}
    data = [verdict_to_data(one) for one in verdicts]
    assert [(one["state"], one["holds"], one["quote"]) for one in data] == [
        ("missing", False, CUT),
        ("same", False, CUT),
    ]
