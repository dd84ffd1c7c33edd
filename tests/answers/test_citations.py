from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.answers.citations import block_at, cite
from pipeline.documents.structure import RawBlock
from pipeline.schema import Document, Span
from tests.index.making import documents, make_document


def test_a_bullet_is_cited_with_page_paragraph_section_and_stem() -> None:
    document = make_document(
        [
            RawBlock("heading", "Harbours", level=1),
            RawBlock("paragraph", "12. Members will:", page=2),
            RawBlock("item", "dredge channels;", page=3),
        ],
        title="Plan",
        date="2031",
    )
    start = document.text.index("dredge")
    citation = cite(document, Span(start, start + 15), n=4)
    assert (citation.n, citation.page, citation.paragraph) == (4, 3, "12")
    assert (citation.section, citation.lead_in) == (("Harbours",), "Members will:")
    assert (citation.quote, citation.suffix) == ("dredge channels", ";")
    assert citation.prefix == document.text[:start][-32:]
    assert (citation.title, citation.document_date) == ("Plan", "2031")


@given(documents(), st.data())
def test_quote_and_affixes_stand_in_the_text(document: Document, data: st.DataObject) -> None:
    if not document.blocks:
        return
    index = data.draw(st.integers(0, len(document.blocks) - 1))
    span = document.blocks[index].span
    assert block_at(document, span) == index
    citation = cite(document, span, n=1)
    whole = citation.prefix + citation.quote + citation.suffix
    at = span.start - len(citation.prefix)
    assert document.text[at : at + len(whole)] == whole
