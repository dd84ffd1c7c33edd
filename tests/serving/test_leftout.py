from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.schema import Records
from pipeline.serving.leftout import unextracted_rows
from pipeline.store import Store
from tests.nouns import evidence, make_document, make_records

LINES = (
    ("heading", "Harbour Accord"),
    ("paragraph", "We will plant at least 400 trees by 2031."),
    ("paragraph", "Members shall close 12 docks by 2040."),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one document, of whose two promises one was extracted."""
    document = make_document(LINES)
    commitment, target = make_records(document)
    with Store.open(tmp_path / "store.sqlite") as opened:
        records = Records(commitments=(commitment,), targets=(target,))
        opened.put(document, records, (), np.zeros((0, 4), dtype=np.float32), fingerprint="f")
        yield opened


def test_a_row_says_where_and_why(store: Store) -> None:
    (row,) = unextracted_rows(store)
    assert row["quote"] == "Members shall close 12 docks by 2040."
    assert "cue “shall”" in row["reason"]
    assert (row["source"], row["page"], row["kind"]) == ("accord.txt", 1, "unextracted")
    text = store.document("accord.txt").text
    for sign in row["signs"]:
        assert text[sign["start"] : sign["end"]] == sign["quote"]


def test_with_a_kind_other_records_of_a_sentence_do_not_count(store: Store) -> None:
    assert len(list(unextracted_rows(store, kind="commitment"))) == 1
    assert len(list(unextracted_rows(store, kind="date"))) == 2
    assert list(unextracted_rows(store, kind="link")) == []


def test_words_and_document_narrow_the_list(store: Store) -> None:
    assert len(list(unextracted_rows(store, text="DOCKS close"))) == 1
    assert list(unextracted_rows(store, text="trees")) == []
    assert list(unextracted_rows(store, doc="0" * 16)) == []


def test_a_stem_whose_items_gave_records_was_not_left_out(tmp_path: Path) -> None:
    lines = (("paragraph", "Members shall:"), ("item", "We will plant at least 400 trees by 2031."))
    document = make_document(lines)
    commitment, _ = make_records(document)
    led = replace(commitment, lead_in=evidence(document, "Members shall:"))
    with Store.open(tmp_path / "stems.sqlite") as store:
        store.put(document, Records((led,)), (), np.zeros((0, 4), dtype=np.float32), fingerprint="f")
        assert list(unextracted_rows(store, kind="commitment")) == []
