from __future__ import annotations

from pipeline.answers.candidates import Candidate, candidates
from pipeline.index.hybrid import Searcher


def found(searcher: Searcher, question: str) -> dict[str, Candidate]:
    return {each.text: each for each in candidates(searcher.search(question, k=20), searcher)}


def test_a_sentence_that_points_back_goes_on_from_the_one_before(searcher: Searcher) -> None:
    by_text = found(searcher, "Whom does the board report to?")
    board = by_text["The Board meets twice a year and reports to the Council of Coastal Ministers."]
    assert {"harbor", "safeti", "2029"} <= board.governing
    assert "2029" not in board.own


def test_an_item_goes_on_from_its_stem(searcher: Searcher) -> None:
    by_text = found(searcher, "Who pays for simulators?")
    item = by_text["pay for simulators."]
    assert {"pledg", "member"} <= item.governing
    assert not item.is_stem
    assert by_text["Under the Pledge, members will:"].is_stem


def test_a_short_form_counts_as_its_long_form(searcher: Searcher) -> None:
    by_text = found(searcher, "When was the HSB set up?")
    made = by_text["The Harbour Safety Board (HSB) was set up in 2029 to compare inspections."]
    assert {"hsb", "harbor", "safeti", "board"} <= made.own


def test_each_candidate_stands_in_its_block(searcher: Searcher) -> None:
    for each in found(searcher, "members ports pilots storm").values():
        assert each.document.blocks[each.block].span.contains(each.span)
        assert each.document.quote(each.span) == each.text
