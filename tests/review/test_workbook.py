from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.errors import GoldError, UsageError
from pipeline.review import jsonlines, workbook
from pipeline.review.sheet import CHOICES, Row, columns, to_rows
from pipeline.store import Store

Change = Callable[[Any], None]


@pytest.fixture
def rows(store: Store) -> list[Row]:
    return list(to_rows(store.records(), store))


@pytest.fixture
def path(rows: list[Row], tmp_path: Path) -> Path:
    workbook.write(rows, tmp_path / "review.xlsx", sources=["accord.md"])
    return tmp_path / "review.xlsx"


def changed(path: Path, change: Change) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def header(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def test_what_is_written_is_read_back(path: Path, rows: list[Row]) -> None:
    read = [row for _, row in workbook.read(path) if isinstance(row, dict)]
    assert len(read) == len(rows)
    by_id = {row["id"]: row for row in rows}
    for row in read:
        before = by_id[row["id"]]
        assert row["original"] == before["original"]
        assert (row["quote"], row["start"], row["kind"]) == (before["quote"], before["start"], before["kind"])


def test_the_sheet_is_ready_for_a_reader(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["commitments"]
    names = header(sheet)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width >= 50
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert {f'"{",".join(CHOICES)}"', '"strong,moderate,weak"', "=sources!$A$1:$A$1"} <= {
        rule if rule.startswith('"') else f"={rule.lstrip('=')}" for rule in lists if rule
    }
    assert sheet.column_dimensions[sheet.cell(1, names["prefix"]).column_letter].hidden  # and those behind it


def test_only_what_may_be_corrected_is_unlocked(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["commitments"]
    assert sheet.protection.sheet
    open_names = {column.name for column in columns("commitment") if column.editable}
    for name, number in header(sheet).items():
        assert sheet.cell(2, number).protection.locked is (name not in open_names)
    last = sheet.max_row
    new = {name for name, number in header(sheet).items() if not sheet.cell(last, number).protection.locked}
    assert new == open_names | {"source", "start"}
    assert "id" not in new


def test_texts_that_look_like_formulas_are_texts(rows: list[Row], tmp_path: Path) -> None:
    row = rows[0] | {"quote": "=1+1", "actor": "@ports", "passage": "-2", "note": "+3", "id": "=A1"}
    workbook.write([row], tmp_path / "r.xlsx", sources=["=accord.md"])
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=1+1", "@ports", "-2", "+3", "=A1", "=accord.md"} <= {cell.value for cell in cells}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "'", "https://"])
def test_any_first_character_comes_back_as_it_went(rows: list[Row], tmp_path: Path, start: str) -> None:
    row = rows[0] | {"note": f"{start}1+1"}
    workbook.write([row], tmp_path / "r.xlsx", sources=[])
    ((_, read),) = workbook.read(tmp_path / "r.xlsx")
    assert isinstance(read, dict)
    assert read["note"] == f"{start}1+1"


def test_a_formula_that_comes_back_is_an_error_of_its_row(path: Path) -> None:
    def add(book: Any) -> None:
        book["commitments"]["B2"] = "=HYPERLINK(A1)"

    first = dict(workbook.read(changed(path, add)))["commitments row 2"]
    assert isinstance(first, GoldError)
    assert "quote holds a formula" in str(first)


def test_a_sheet_without_its_columns_is_refused(path: Path) -> None:
    def rename(book: Any) -> None:
        book["commitments"]["A1"] = "verdict"

    with pytest.raises(GoldError, match="sheet commitments has no column decision"):
        list(workbook.read(changed(path, rename)))


def test_other_workbooks_and_other_files_are_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("not a workbook")
    for name, said in (("other.xlsx", "no sheet commitments"), ("text.xlsx", "not readable as a workbook")):
        with pytest.raises(GoldError, match=said):
            list(workbook.read(tmp_path / name))


def test_a_text_too_long_for_a_cell_is_refused_not_cut(rows: list[Row], tmp_path: Path) -> None:
    row = rows[0] | {"quote": "a" * 40_000}
    with pytest.raises(UsageError, match=r"too long for a cell\. Export to a \.jsonl file"):
        workbook.write([row], tmp_path / "r.xlsx", sources=[])
    jsonlines.write([row], tmp_path / "r.jsonl")
    ((_, read),) = jsonlines.read(tmp_path / "r.jsonl")
    assert isinstance(read, dict)
    assert len(read["quote"]) == 40_000


def test_json_lines_have_the_same_columns(rows: list[Row], tmp_path: Path) -> None:
    jsonlines.write(rows, tmp_path / "r.jsonl")
    for (_, read), row in zip(jsonlines.read(tmp_path / "r.jsonl"), rows, strict=True):
        assert isinstance(read, dict)
        assert list(read) == ["kind", *(column.name for column in columns(row["kind"]))]


def test_bad_lines_are_errors_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(b'{"a": 1}\n\n[]\n{\n"\xff"\n')
    found = dict(jsonlines.read(tmp_path / "r.jsonl"))
    assert [place for place, row in found.items() if isinstance(row, GoldError)] == [
        "line 3",
        "line 4",
        "line 5",
    ]
