from __future__ import annotations

from pipeline.extraction.identity import record_id
from pipeline.schema import Span
from tests.nouns import make_document


def test_ids_are_short_stable_and_apart() -> None:
    document = make_document()
    first = record_id(document, "commitment", Span(0, 5))
    assert first == record_id(document, "commitment", Span(0, 5))
    assert len(first) == 13
    others = {
        record_id(document, "target", Span(0, 5)),
        record_id(document, "commitment", Span(0, 6)),
        record_id(document, "commitment", Span(0, 5), 1),
    }
    assert first not in others
    assert len(others) == 3
