from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.structure import RawBlock
from pipeline.index.passages import cut, lead_in_chain, searchable
from pipeline.schema import Document, Passage
from tests.index.making import documents, make_document, split

PLAN = [
    RawBlock("heading", "Plan of the Harbour League", level=1),
    RawBlock("paragraph", "The league met in May. It has nine members."),
    RawBlock("heading", "What members promised", level=2),
    RawBlock("paragraph", "A short word before."),
    RawBlock("paragraph", "Members have promised to:"),
    RawBlock("item", "dredge every channel;"),
    RawBlock("item", "share tide tables."),
    RawBlock("paragraph", "A short word after."),
    RawBlock("furniture", "page 1"),
    RawBlock("note", "1 See the annex."),
    RawBlock("row", "Port | Depth"),
    RawBlock("row", "Northhaven | 12 m"),
]


def plan() -> Document:
    return make_document(PLAN, title="Plan of the Harbour League", date="2031-05")


def texts(document: Document, passages: tuple[Passage, ...]) -> list[str]:
    return [document.quote(passage.span) for passage in passages]


def test_passages_follow_structure() -> None:
    document = plan()
    assert texts(document, cut(document, split(document), words=120)) == [
        "The league met in May. It has nine members.",
        "A short word before.",
        "Members have promised to:\ndredge every channel;\nshare tide tables.",
        "A short word after.",
        "1 See the annex.",
        "Port | Depth\nNorthhaven | 12 m",
    ]


def test_a_list_cut_apart_carries_its_stem() -> None:
    document = plan()
    passages = cut(document, split(document), words=4)
    last = next(p for p in passages if document.quote(p.span) == "share tide tables.")
    assert last.lead_in is not None
    assert document.quote(last.lead_in) == "Members have promised to:"
    assert searchable(last, document) == (
        "Plan of the Harbour League · 2031-05\nPlan of the Harbour League › What members promised\n"
        "Members have promised to:\nshare tide tables."
    )


def test_a_row_cut_apart_carries_its_header() -> None:
    document = plan()
    row = cut(document, split(document), words=4)[-1]
    assert document.quote(row.span) == "Northhaven | 12 m"
    assert "Port | Depth" in row.context


def test_a_heading_that_heads_nothing_becomes_context() -> None:
    document = make_document(
        [
            RawBlock("heading", "Declaration", level=2),
            RawBlock("heading", "Ends", level=2),
            RawBlock("paragraph", "We met."),
        ]
    )
    (passage,) = cut(document, split(document), words=50)
    assert passage.context == "Ends › Declaration"


def test_nested_items_name_every_stem_above() -> None:
    document = make_document(
        [
            RawBlock("paragraph", "We will:"),
            RawBlock("item", "build docks, namely:"),
            RawBlock("item", "one in the north;", level=1),
        ]
    )
    assert lead_in_chain(document, 2) == (0, 1)


def test_a_long_block_is_cut_between_sentences_into_like_parts() -> None:
    document = make_document([RawBlock("paragraph", "One two three four. " * 10)])
    lengths = [len(text.split()) for text in texts(document, cut(document, split(document), words=16))]
    assert lengths == [12, 12, 16]


@given(documents(), st.integers(1, 60))
def test_all_but_headings_and_furniture_is_covered_once(document: Document, words: int) -> None:
    passages = cut(document, split(document), words=words)
    covered = [0] * len(document.text)
    for passage in passages:
        for at in range(passage.span.start, passage.span.end):
            covered[at] += 1
    for block in document.blocks:
        wanted = 0 if block.kind in ("heading", "furniture") else 1
        for at in range(block.span.start, block.span.end):
            assert covered[at] == wanted or document.text[at].isspace()


@given(documents(), st.integers(1, 60))
def test_passages_are_whole_in_order_and_of_one_kind(document: Document, words: int) -> None:
    passages = cut(document, split(document), words=words)
    for earlier, later in pairwise(passages):
        assert earlier.span.end <= later.span.start
    for passage in passages:
        blocks = document.blocks[passage.first_block : passage.last_block + 1]
        assert {block.hidden for block in blocks} == {passage.hidden}
        assert len({block.section for block in blocks}) == 1
        assert all(passage.span.contains(sentence) for sentence in passage.sentences)
    inside = [sentence for passage in passages for sentence in passage.sentences]
    blocks = [b for b in document.blocks if b.kind not in ("heading", "furniture")]
    wanted = [s for s in split(document) if any(b.span.contains(s) for b in blocks)]
    assert inside == wanted
