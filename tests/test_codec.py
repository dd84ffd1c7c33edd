from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import affixes, answer_to_data, document_from_data, document_to_data, record_to_data
from pipeline.schema import Answer, Block, Box, Citation, Document, Link, Source, Span
from tests.nouns import make_document, make_records

COMMON = {
    *("id", "kind", "doc", "source", "title", "document_date", "quote", "prefix", "suffix", "start", "end"),
    *("page", "paragraph", "section", "confidence", "evidence"),
}
COMMITMENT = {
    *("actor", "actor_name", "cue", "strength", "status", "action", "lead_in", "instrument", "deadline"),
    *("agreed", "targets", "area", "polarity"),
}
TARGET = {"comparator", "value", "measure_unit", "of", "per", "deadline_edtf", "commitment"}

blocks = st.builds(
    Block,
    kind=st.sampled_from(["heading", "paragraph", "item", "row", "note", "furniture"]),
    span=st.tuples(st.integers(0, 99), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1])),
    page=st.none() | st.integers(1, 9),
    label=st.none() | st.text(),
    section=st.lists(st.text()).map(tuple),
    lead_in=st.none() | st.integers(0, 9),
    hidden=st.booleans(),
    boxes=st.lists(st.builds(Box, st.integers(1, 9), *[st.floats(0, 900)] * 4), max_size=2).map(tuple),
)


@given(st.lists(blocks, max_size=3).map(tuple), st.text())
def test_a_document_survives_json(parts: tuple[Block, ...], text: str) -> None:
    source = Source("a.txt", "/a.txt", "text/plain", "0" * 64)
    document = Document(id="0" * 16, source=source, text=text, blocks=parts, flags=("partial",), notes=("n",))
    assert document_from_data(json.loads(json.dumps(document_to_data(document)))) == document


def test_records_carry_the_fields_of_the_contract() -> None:
    document = make_document()
    commitment, target = make_records(document)
    promised = record_to_data(commitment, document)
    assert set(promised) == COMMON | COMMITMENT
    assert promised["deadline"] == {"text": "by 2031", "edtf": "../2031", "start": 48, "end": 55}
    assert document.text[promised["start"] : promised["end"]] == promised["quote"]
    amount = record_to_data(target, document)
    assert set(amount) == COMMON | TARGET
    assert amount["value"] == 400
    link = Link(
        id="l1", doc=document.id, span=Span(0, 7), quote="Harbour", relation="updates", source="a", target="b"
    )
    assert set(record_to_data(link, document)) == COMMON | {"relation", "from", "to"}


def test_affixes_stop_at_the_ends_of_the_text() -> None:
    assert affixes("abc", Span(1, 2)) == ("a", "c")
    assert affixes("x" * 40 + "Y" + "z" * 40, Span(40, 41)) == ("x" * 32, "z" * 32)


def test_an_answer_carries_the_fields_of_the_contract() -> None:
    citation = Citation(1, "d", "a.txt", "A", None, 2, "3(b)", ("S",), Span(0, 3), "abc", "", "def")
    data = answer_to_data(Answer("Q?", True, "abc [1]", 0.8, (citation,), ("c1",)))
    contract = {"question", "answered", "answer", "confidence", "reason", "citations", "records"}
    assert set(data) == contract | {"short", "notes"}
    assert set(data["citations"][0]) >= {
        *("n", "doc", "source", "title", "document_date", "page", "paragraph", "section", "start", "end"),
        *("quote", "prefix", "suffix"),
    }
