from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.answers.answer import answer
from pipeline.answers.succession import superseded_in
from pipeline.answers.tallies import tally
from pipeline.config import Workspace
from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.ingest import ingest, summarise
from pipeline.store import Store

CHARTER = """Harbour League Charter

20 March 2031

The Harbour League will open three schools for pilots by 2034. Members will spend at least 2% of income on
dredging by 2036. The League will publish tide tables.
"""
REVIEW = """Harbour League Review

4 June 2035

Members will spend at least 5% of income on dredging by 2040. The League will paint its lighthouses.
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("tallies")
    for name, text in (("charter-2031.txt", CHARTER), ("review-2035.txt", REVIEW)):
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace(folder)
    paths = [folder / "charter-2031.txt", folder / "review-2035.txt"]
    assert summarise(ingest(paths, workspace=workspace)).ingested == 2
    with Store.open(workspace.store_path) as store:
        yield Searcher(store, load(cache=workspace.models), indexes=workspace.indexes)


def test_a_count_is_computed_and_shows_its_rows(searcher: Searcher) -> None:
    found = answer("How many commitments does the charter make?", searcher)
    rows = [row for row in searcher.store.records("commitment") if row["source"] == "charter-2031.txt"]
    assert found.short == f"{len(rows)} commitments in Harbour League Charter"
    assert found.records == tuple(row["id"] for row in rows)
    assert [citation.quote for citation in found.citations] == [row["quote"] for row in rows]
    assert found.text.splitlines()[0] == found.short
    assert "records commitments --document charter-2031.txt" in found.notes[0]


def test_what_is_due_by_a_day_comes_with_its_deadline(searcher: Searcher) -> None:
    found = answer("Which commitments are due by 2036?", searcher)
    assert found.short == "2 commitments due by 2036 in Harbour League Charter"
    first, second = found.text.splitlines()[1:3]
    assert "dredging" in first
    assert second == "- Harbour League: will open three schools for pilots by 2034 [2]"
    assert "--due-before 2037-01-01" in found.notes[0]


def test_as_of_leaves_out_what_came_later(searcher: Searcher) -> None:
    question = "What did members promise on dredging?"
    assert len(answer(question, searcher).citations) == 2
    assert len(answer(question, searcher, as_of="2032").citations) == 1


def test_a_promise_that_was_raised_is_said_to_be_superseded(searcher: Searcher) -> None:
    older, newer = [row for row in searcher.store.records("commitment") if "dredging" in row["quote"]]
    superseded = superseded_in(searcher, None)
    one = superseded.by(older["id"])
    assert one is not None
    assert one.newer == newer["id"]
    assert "5%" in superseded.words(one)
    assert superseded_in(searcher, [older["doc"]]).by(older["id"]) is None
    listed = answer("What did members promise on dredging?", searcher)
    assert "superseded: raised" in listed.text
    found = answer("What share of income must members spend on dredging by 2036?", searcher)
    assert found.short is not None
    assert "since 2035-06-04" in found.short
    assert any("5%" in citation.quote for citation in found.citations)


def test_other_questions_are_no_tallies(searcher: Searcher) -> None:
    assert tally("How many schools will open?", searcher, None) is None
    assert tally("How many commitments does the Atlantis treaty make?", searcher, None) is None


def test_what_changed_between_two_documents_shows_both_sides(searcher: Searcher) -> None:
    found = answer("What changed between the charter and the review?", searcher)
    assert found.short is not None
    assert "1 strengthened" in found.short
    line = next(line for line in found.text.splitlines() if line.startswith("- strengthened"))
    assert "2%" in line
    assert "5%" in line
    assert {citation.source for citation in found.citations} == {"charter-2031.txt", "review-2035.txt"}
    assert answer("What changed between the charter and the moon?", searcher).short != found.short


@pytest.mark.parametrize(
    "question",
    [
        "What changed between the 2031 and the 2035 text?",
        "How does the review differ from the charter?",
        "Compare the 2031 pledge with the review",
        "How do the charter and the review differ?",
    ],
)
def test_documents_compared_are_found_by_what_readers_call_them(searcher: Searcher, question: str) -> None:
    found = answer(question, searcher)
    assert found.short is not None
    assert "1 strengthened" in found.short


def test_deadlines_are_listed_without_what_has_none(searcher: Searcher) -> None:
    found = answer("What deadlines are there in the charter?", searcher)
    assert found.short == "2 commitments with a deadline in Harbour League Charter"


def test_what_is_due_is_read_from_the_records(searcher: Searcher) -> None:
    found = answer("What has to be done by 2036?", searcher)
    assert found.short == "2 commitments due by 2036 in Harbour League Charter"
