from __future__ import annotations

import pytest

from pipeline.extraction.calendar import find_dates
from pipeline.schema import Block, Document, Source, Span

WRITTEN = "2025-06-25"


def _document(text: str) -> Document:
    block = Block("paragraph", Span(0, len(text)), page=3, label="7", section=("Defence",))
    return Document("d" * 16, Source("a.txt", "/a.txt", "text/plain", "0" * 64), text, (block,), date=WRITTEN)


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("Allies commit to invest 5% of GDP by 2035.", "2035", "deadline"),
        ("Over the next five years, we will train officers.", "2025-06-25/2030-06-25", "deadline"),
        ("The Treaty was signed in April 1949.", "1949-04", "agreed"),
        ("The Board was established in 2023.", "2023", "established"),
        ("Since 2014, spending has risen every year.", "2014", "period"),
        ("We will meet again at our next Summit in Türkiye in 2026.", "2026", "event"),
        ("Today, we met in The Hague.", "2025-06-25", "event"),
    ],
)
def test_roles(text: str, value: str, role: str) -> None:
    (found,) = find_dates(_document(text), Span(0, len(text)), block=0)
    assert (found.edtf, found.role) == (value, role)


@pytest.mark.parametrize(
    "text",
    [
        "The plan runs for five years.",
        "The 2030 Agenda guides us.",
        "We face the challenges of the 21st century.",
        "Leaders of today and tomorrow need skills.",
        "We will say more in the coming weeks.",
    ],
)
def test_what_places_nothing_gives_no_record(text: str) -> None:
    assert find_dates(_document(text), Span(0, len(text)), block=0) == ()


def test_a_record_carries_its_place_and_evidence() -> None:
    text = "We met. Allies will report by the end of 2026."
    sentence = Span(8, len(text))
    document = _document(text)
    (found,) = find_dates(document, sentence, block=0)
    assert document.quote(found.span) == found.quote == "the end of 2026"
    assert (found.page, found.paragraph, found.section) == (3, "7", ("Defence",))
    assert found.evidence["edtf"].quote == "by the end of 2026"
    assert "report" in (found.of or "")
    assert 0 < found.confidence <= 1
