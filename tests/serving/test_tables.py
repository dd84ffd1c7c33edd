from __future__ import annotations

import pytest

from pipeline.codec import record_to_data
from pipeline.serving import tables
from tests.nouns import make_document, make_records
from tests.serving.test_terminal import printed


@pytest.mark.parametrize("width", [80, 140])
def test_the_commitment_table_says_who_what_how_much_by_when_and_where(width: int) -> None:
    document = make_document()
    commitment, target = (record_to_data(record, document) for record in make_records(document))
    text = printed(tables.record_tables([commitment], "commitment", {target["id"]: target}), width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "Harbour Accord (2026-03)" in text
    for words in ("accord.txt", "Council", "plant", "at least", "by 2031", "p. 1"):
        assert words in text


def test_records_stand_under_their_document() -> None:
    first, second = (
        make_document(),
        make_document(name="other.txt", lines=(("paragraph", "We will plant at least 400 trees by 2031."),)),
    )
    rows = [record_to_data(make_records(document)[1], document) for document in (first, second)]
    text = printed(tables.record_tables(rows, "target", {}))
    assert text.index("accord.txt") < text.index("other.txt")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("../2030", "by 2030"), ("2024", "2024"), ("2024/2026", "2024 to 2026"), ("2024/..", "2024"), ("", "")],
)
def test_due_words(edtf: str, words: str) -> None:
    assert tables.due_words(edtf) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"comparator": ">=", "value": 2, "measure_unit": "%", "of": "GDP"}, "at least 2 % of GDP"),
        ({"comparator": "range", "value": [3, 5], "measure_unit": "days", "of": None}, "3 to 5 days"),
        ({"comparator": "=", "value": 1500000, "measure_unit": "USD", "of": "aid"}, "1.5 million USD"),
        ({"comparator": "=", "value": 40000, "measure_unit": "count", "of": None}, "40,000"),
        ({"comparator": "~", "value": 90, "measure_unit": "count", "of": "ships"}, "about 90 ships"),
    ],
)
def test_target_words(row: dict[str, object], words: str) -> None:
    assert tables.target_words(row) == words
