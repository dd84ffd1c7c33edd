from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.review.reviewed import Reviewed, load, save
from pipeline.review.selectors import Selector
from pipeline.schema import Span

SELECTOR = Selector("will plant “trees”", "We ", " by 2031.", Span(20, 38))
ONE = Reviewed(
    "c01", "commitment", "accept", "b.md", "f" * 64, SELECTOR, {"actor": "We", "deadline": None}, "seen"
)
OTHER = Reviewed("t01", "target", "reject", "a.md", "0" * 64, SELECTOR)


def test_what_is_saved_is_loaded_in_the_order_of_the_documents(tmp_path: Path) -> None:
    path = tmp_path / "eval" / "reviewed.jsonl"
    save(path, [ONE, OTHER])
    assert load(path) == (OTHER, ONE)
    before = path.read_bytes()
    save(path, [OTHER, ONE])
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["reviewed.jsonl"]


def test_without_a_file_nothing_is_reviewed(tmp_path: Path) -> None:
    assert load(tmp_path / "reviewed.jsonl") == ()


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"id": 1}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "reviewed.jsonl"
    save(path, [ONE])
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"reviewed\.jsonl:2: no reviewed record"):
        load(path)


def test_an_unknown_decision_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.jsonl"
    save(path, [ONE])
    path.write_text(path.read_text(encoding="utf-8").replace('"accept"', '"maybe"'), encoding="utf-8")
    with pytest.raises(GoldError, match="Known are accept, edit, reject, add"):
        load(path)
