from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.errors import UsageError
from pipeline.review.exporting import export_review
from pipeline.review.importing import Imported, import_review
from pipeline.review.reviewed import Reviewed, load
from pipeline.review.workbook import NEW_ROWS
from pipeline.schema import Document
from pipeline.store import Store
from tests.review.conftest import ACCORD, put

Row = dict[str, Any]
Change = Callable[[list[Row]], None]
CHANGED = ACCORD.replace("# Harbour Accord\n", "# Harbour Accord\n\nA preamble was put in.\n")
Round = Callable[[Change], Imported]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "eval" / "reviewed.jsonl"


@pytest.fixture(params=["xlsx", "jsonl"])
def review(request: pytest.FixtureRequest, store: Store, tmp_path: Path, kept: Path) -> Round:
    """Export, change rows as a reader would, import; through both kinds of file."""

    def go_round(change: Change) -> Imported:
        path = tmp_path / f"review.{request.param}"
        export_review(store.records(), path, store=store, kept=kept)
        (_change_lines if request.param == "jsonl" else _change_sheets)(path, change)
        return import_review(path, kept, store)

    return go_round


def _change_lines(path: Path, change: Change) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _change_sheets(path: Path, change: Change) -> None:
    book = openpyxl.load_workbook(path)
    places: dict[str, tuple[str, int]] = {}
    rows: list[Row] = []
    for title in ("commitments", "targets", "dates"):
        names = [cell.value for cell in book[title][1]]
        for line in book[title].iter_rows(min_row=2, max_row=book[title].max_row - NEW_ROWS):
            row = dict(zip(names, (cell.value for cell in line), strict=True)) | {"kind": title[:-1]}
            rows.append(row)
            places[row["id"]] = title, line[0].row
    change(rows)
    for number, row in enumerate(rows):
        sheet = book[f"{row['kind']}s"]
        _, line = places.get(row.get("id", ""), ("", sheet.max_row - number + len(places)))
        for cell in sheet[1]:
            sheet.cell(line, cell.column).value = row.get(cell.value)
    book.save(path)


def find(rows: list[Row], quote: str, kind: str = "commitment") -> Row:
    return next(row for row in rows if row["kind"] == kind and quote in row["quote"])


def by_decision(kept: Path) -> dict[str, Reviewed]:
    return {one.decision: one for one in load(kept)}


def mixed(rows: list[Row]) -> None:
    """One record accepted, one corrected in field and extent, one refused, one added."""
    find(rows, "plant")["decision"] = "accept"
    find(rows, "publish a report").update(
        decision="Edit", strength="weak", deadline=None, quote="publish a report", note="see page 2"
    )
    find(rows, "2031", "date")["decision"] = "reject"
    rows.append({"kind": "commitment", "source": "accord.md", "quote": "The mayors also publish a report"})


def test_decisions_become_gold_with_selectors(review: Round, kept: Path, document: Document) -> None:
    done = review(mixed)
    assert (done.problems, done.new, done.changed) == ((), 4, 0)
    found = by_decision(kept)
    assert set(found) == {"accept", "edit", "reject", "add"}
    for one in found.values():
        assert one.selector.span.of(document.text) == one.selector.exact
        assert (one.source, one.sha256) == ("accord.md", document.source.sha256)
    assert found["accept"].fields["strength"] == "strong"
    assert found["accept"].fields["deadline"] == "../2031"
    assert (found["edit"].fields["strength"], found["edit"].fields["deadline"]) == ("weak", None)
    assert (found["edit"].selector.exact, found["edit"].note) == ("publish a report", "see page 2")
    assert found["reject"].fields == found["add"].fields == {}


def test_importing_twice_changes_nothing(review: Round, kept: Path) -> None:
    review(mixed)
    before = kept.read_bytes()
    again = review(
        lambda rows: rows.append(
            {"kind": "commitment", "source": "accord.md", "quote": "The mayors also publish a report"}
        )
    )
    assert (again.problems, again.new, again.changed, again.unchanged) == ((), 0, 0, 4)
    assert kept.read_bytes() == before


def test_earlier_decisions_come_back_and_can_be_taken_anew(review: Round, kept: Path) -> None:
    review(mixed)

    def reconsider(rows: list[Row]) -> None:
        row = find(rows, "publish a report")
        assert (row["decision"], row["strength"]) == ("edit", "weak")
        row["strength"] = "moderate"

    done = review(reconsider)
    assert (done.new, done.changed, done.unchanged) == (0, 1, 2)
    assert by_decision(kept)["edit"].fields["strength"] == "moderate"
    assert len(load(kept)) == 4


def test_rows_without_a_decision_are_left_as_they_are(review: Round, kept: Path) -> None:
    done = review(lambda rows: None)
    assert done.undecided > 4
    assert not kept.exists()


WRONG: dict[str, tuple[Change, str]] = {
    "a change without a decision": (
        lambda rows: find(rows, "plant").update(actor="They"),
        "actor changed, but there is no decision; write edit",
    ),
    "accepted, but changed": (
        lambda rows: find(rows, "plant").update(decision="accept", actor="They"),
        "actor changed, but the decision is accept",
    ),
    "edited, but not changed": (
        lambda rows: find(rows, "plant").update(decision="edit"),
        "nothing was changed; correct a field, or write accept",
    ),
    "an unknown decision": (
        lambda rows: find(rows, "plant").update(decision="yes"),
        "the decision is 'yes'; write accept, edit, reject",
    ),
    "a wrong value": (
        lambda rows: find(rows, "plant").update(decision="edit", deadline="soon"),
        "deadline: 'soon' is no EDTF date",
    ),
    "a quote that is not there": (
        lambda rows: find(rows, "plant").update(decision="edit", quote="will plant palms"),
        "the quote does not stand in the document",
    ),
    "a new row with such a quote": (
        lambda rows: rows.append({"kind": "target", "source": "accord.md", "quote": "99 boats"}),
        "the quote does not stand in the document",
    ),
    "a new row without a document": (
        lambda rows: rows.append({"kind": "target", "quote": "400 trees"}),
        "without a source; choose the document",
    ),
    "a new row of an unknown document": (
        lambda rows: rows.append({"kind": "target", "source": "pact.md", "quote": "400 trees"}),
        "no such document",
    ),
    "a new row whose words stand twice": (
        lambda rows: rows.append({"kind": "commitment", "source": "accord.md", "quote": "publish a report"}),
        "2 times; write into start which is meant",
    ),
    "nothing to reject": (
        lambda rows: rows.append({"kind": "target", "decision": "reject", "quote": "400 trees"}),
        "reject without an id",
    ),
    "two decisions on one place": (
        lambda rows: rows.extend(
            {"kind": "date", "source": "accord.md", "quote": "will plant", "edtf": year}
            for year in ("2027", "2028")
        ),
        "which is about the same words",
    ),
}


@pytest.mark.parametrize("review", ["jsonl"], indirect=True)
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_named_and_nothing_is_imported(review: Round, kept: Path, name: str) -> None:
    change, said = WRONG[name]

    def spoil(rows: list[Row]) -> None:
        find(rows, "cut emissions")["decision"] = "accept"
        change(rows)

    done = review(spoil)
    assert len(done.problems) == 1
    assert said in done.problems[0]
    assert done.problems[0].split(":")[0].split()[-1].isdigit()  # "commitments row 3", "line 3"
    assert not kept.exists()


@pytest.mark.parametrize("review", ["xlsx"], indirect=True)
def test_a_wrong_row_of_a_sheet_is_named_by_its_number(review: Round, kept: Path) -> None:
    done = review(lambda rows: find(rows, "plant").update(decision="accept", actor="They"))
    assert done.problems[0].startswith("commitments row 2: actor changed")
    assert not kept.exists()


@pytest.mark.parametrize("review", ["jsonl"], indirect=True)
def test_start_tells_which_of_equal_words_is_meant(review: Round, kept: Path, document: Document) -> None:
    second = document.text.rindex("publish a report")
    row = {"kind": "commitment", "source": "accord.md", "quote": "publish a report", "start": second}
    assert review(lambda rows: rows.append(row)).new == 1
    assert by_decision(kept)["add"].selector.span.start == second


def test_a_review_of_an_older_text_is_taken_over_where_its_words_still_stand(
    store: Store, tmp_path: Path, kept: Path
) -> None:
    path = tmp_path / "review.jsonl"
    export_review(store.records(), path, store=store, kept=kept)
    _change_lines(path, mixed)
    store.remove(store.resolve("accord.md"))
    put(store, CHANGED)
    done = import_review(path, kept, store)
    assert (done.problems, done.new) == ((), 4)
    text = store.document("accord.md").text
    assert all(one.selector.span.of(text) == one.selector.exact for one in load(kept))


def test_a_new_review_of_a_changed_text_replaces_the_old_one(
    store: Store, tmp_path: Path, kept: Path
) -> None:
    path = tmp_path / "review.jsonl"
    for text in (ACCORD, CHANGED):
        store.remove(store.resolve("accord.md"))
        put(store, text)
        export_review(store.records(), path, store=store, kept=kept)
        _change_lines(path, lambda rows: find(rows, "plant").update(decision="accept"))
        assert import_review(path, kept, store).new == 1
    (one,) = load(kept)
    assert one.sha256 == store.document("accord.md").source.sha256


@pytest.mark.parametrize("name", ["review.csv", "none.xlsx", "none.jsonl"])
def test_other_files_are_refused(store: Store, tmp_path: Path, kept: Path, name: str) -> None:
    with pytest.raises(UsageError, match=name):
        import_review(tmp_path / name, kept, store)


def test_export_refuses_other_endings_and_missing_folders(store: Store, tmp_path: Path, kept: Path) -> None:
    for name in ("review.csv", "none/review.xlsx"):
        with pytest.raises(UsageError, match=name):
            export_review([], tmp_path / name, store=store, kept=kept)


def test_what_is_exported_shows_the_passage_around(store: Store, tmp_path: Path, kept: Path) -> None:
    path = tmp_path / "review.jsonl"
    assert export_review(store.records(kind="commitment"), path, store=store, kept=kept) >= 4
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert find(rows, "cut emissions")["passage"].startswith("The ports agree to: … cut emissions by 40%")
    assert all(row["quote"] in row["passage"] for row in rows)
