from __future__ import annotations

from pipeline.extraction.statements import Statement
from pipeline.schema import Span
from tests.extraction.reading import document, read


def test_a_statement_that_goes_on_in_an_item_has_evidence_in_both() -> None:
    made = document("The Harbour Board will:", ("item", "count ships."))
    stem, item = read(made)[1]
    said = Statement(stem, stem.mentions[0], "does", Span(18, 22), item=item, item_span=Span(0, 11))
    assert said.value == "will count ships"
    words = {name: made.quote(span) for name, span in said.places().items()}
    assert words == {"entity": "Harbour Board", "stem": "will", "value": "count ships"}


def test_the_words_of_a_part_are_those_of_its_item() -> None:
    made = document("The Harbour Board has two teams:", ("item", "Tides"))
    stem, item = read(made)[1]
    assert (
        Statement(stem, stem.mentions[0], "part", Span(22, 31), item=item, item_span=Span(0, 5)).value
        == "Tides"
    )
