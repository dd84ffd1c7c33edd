from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import ReadConfig
from pipeline.errors import ReadError, UsageError
from pipeline.serving.extracting import records_of


def test_files_are_read_in_turn_and_a_bad_one_yields_its_error(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("Quay Fund\n\nThe Quay Fund will provide $12 million next year.\n")
    bad.write_bytes(b"%PDF-1.7\nbroken")
    found = list(records_of([str(bad), str(good)], lines=False, date="2030-05", config=ReadConfig()))
    assert isinstance(found[0], ReadError)
    rows = [row for row in found if isinstance(row, dict)]
    assert {row["source"] for row in rows} == {"good.txt"}
    assert [row["edtf"] for row in rows if row["kind"] == "date"] == ["2031"]


def test_lines_are_text_whatever_they_look_like(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("We will plant <b>trees</b>.\n---\n%PDF We will build piers.\n")
    rows = list(records_of([str(path)], lines=True, date=None, config=ReadConfig()))
    assert [row["line"] for row in rows if isinstance(row, dict) and row["kind"] == "commitment"] == [1, 3]


def test_a_missing_file_is_named_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        list(records_of([str(tmp_path / "nowhere.txt")], lines=False, date=None, config=ReadConfig()))
