from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.codec import record_to_data
from pipeline.errors import UsageError
from pipeline.serving import exports
from tests.nouns import make_document, make_records


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    document = make_document()
    return [record_to_data(record, document) for record in make_records(document)]


def test_json_lines_carry_rows_whole(rows: list[dict[str, Any]]) -> None:
    assert [json.loads(line) for line in exports.to_jsonl(rows).splitlines()] == rows


def test_csv_has_every_field_of_its_kind_and_plain_deadlines(rows: list[dict[str, Any]]) -> None:
    (row,) = csv.DictReader(io.StringIO(exports.to_csv(rows[:1])))
    assert set(row) == set(rows[0]) - {"kind"}
    assert row["deadline"] == "../2031"
    assert json.loads(row["evidence"])["cue"]["quote"] == "will"


def test_csv_of_mixed_kinds_names_the_kind_first(rows: list[dict[str, Any]]) -> None:
    lines = list(csv.DictReader(io.StringIO(exports.to_csv(rows))))
    assert [line["kind"] for line in lines] == ["commitment", "target"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_csv_cells_that_a_spreadsheet_would_run_are_defused(rows: list[dict[str, Any]], start: str) -> None:
    rows[0]["action"] = start
    (row,) = csv.DictReader(io.StringIO(exports.to_csv(rows[:1])))
    assert row["action"] == "'" + start


def test_markdown_escapes_what_would_break_the_table(rows: list[dict[str, Any]]) -> None:
    rows[0]["action"] = "plant | water\nprune"
    lines = exports.to_markdown(rows[:1]).splitlines()
    assert len(lines) == 3
    assert r"plant \| water prune" in lines[2]


def test_xlsx_has_a_sheet_a_kind_and_no_formulas(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    rows[0]["action"] = "=HYPERLINK(1)"
    exports.export(rows, tmp_path / "r.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["commitments", "targets"]
    header, first = list(book["commitments"].iter_rows())
    action = first[[cell.value for cell in header].index("action")]
    assert (action.value, action.data_type) == ("=HYPERLINK(1)", "s")
    book.close()


def test_parquet_keeps_numbers_as_numbers(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    exports.export(rows[1:], tmp_path / "r.parquet", "parquet")
    table = pq.read_table(tmp_path / "r.parquet").to_pylist()
    assert table[0]["value"] == 400
    assert table[0]["per"] is None
    assert table[0]["deadline_edtf"] == "../2031"


def test_no_rows_make_an_empty_file_of_every_format(tmp_path: Path) -> None:
    for format in ("csv", "jsonl", "md", "xlsx", "parquet"):
        exports.export([], tmp_path / f"r.{format}", format)
        assert (tmp_path / f"r.{format}").exists()


@pytest.mark.parametrize(("name", "format"), [("nowhere/r.csv", "csv"), ("r.doc", "doc")])
def test_a_place_or_format_that_cannot_be_is_refused(tmp_path: Path, name: str, format: str) -> None:
    with pytest.raises(UsageError, match=format):
        exports.export([], tmp_path / name, format)
