from __future__ import annotations

import pytest

from pipeline.answers.asked import Part
from pipeline.answers.pieces import pieces

NOTHING: frozenset[str] = frozenset()


def found(wanted: str, sentence: str, kind: str | None = None) -> list[str]:
    return [piece.text for piece in pieces(Part(wanted, NOTHING, kind), sentence, NOTHING)]  # type: ignore[arg-type]  # a literal


@pytest.mark.parametrize(
    ("wanted", "sentence", "expected"),
    [
        (
            "amount",
            "Members pay at least 3% of income and run 12 ferries.",
            ["at least 3% of income", "12 ferries"],
        ),
        ("date", "The toll ends by March 2031.", ["by March 2031"]),
        ("date", "The board meets daily.", []),
        (
            "name",
            "The Council of Ports and the U.S. Coast Guard pay the Harbour Safety Board (HSB).",
            ["Council of Ports and the U.S. Coast Guard", "Harbour Safety Board (HSB)"],
        ),
        ("name", "Stations send warnings.", []),
        ("name", "It was led by Bharat 6G Alliance.", ["Bharat 6G Alliance"]),
    ],
)
def test_amounts_dates_and_names_are_found_whole(wanted: str, sentence: str, expected: list[str]) -> None:
    assert found(wanted, sentence) == expected


def test_what_the_question_gives_is_no_answer() -> None:
    part = Part("date", NOTHING, "date")
    assert pieces(part, "In 2031 and 2034.", frozenset({"2031"}))[0].text == "2034"


def test_a_unit_of_the_kind_asked_for_fits() -> None:
    part = Part("amount", frozenset({"ferri"}), "count")
    fits = {
        piece.text: (piece.fits, piece.counts)
        for piece in pieces(part, "They bought 12 ferries, for $3 million.", NOTHING)
    }
    assert fits == {"12 ferries": (1.0, True), "$3 million": (-1.0, False)}


def test_a_relative_date_is_resolved_from_the_documents_date() -> None:
    part = Part("date", NOTHING, "date")
    (piece,) = pieces(part, "They meet again next year.", NOTHING, reference_date="2031-05-02")
    assert (piece.text, piece.resolved) == ("next year", "2032")


@pytest.mark.parametrize("sentence", ["", " ", "...", "(", "U.S.", "\u00a0"])
@pytest.mark.parametrize("wanted", ["amount", "date", "name"])
def test_any_sentence_will_do(sentence: str, wanted: str) -> None:
    assert all(sentence[p.start : p.end] == p.text for p in pieces(Part(wanted, NOTHING), sentence, NOTHING))  # type: ignore[arg-type]  # a literal
