from __future__ import annotations

import pytest

from pipeline.documents.leadins import is_stem
from pipeline.documents.structure import RawBlock, assemble


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("The towns have agreed on:", True),
        ("The towns commit to", True),
        ("The towns will take steps, including", True),
        ("The towns have agreed.", False),
        ("Whereas:", False),
        ("plant:", True),
        ("The towns agree on trees", False),
    ],
)
def test_is_stem(text: str, stem: bool) -> None:
    assert is_stem(text) is stem


def lead_ins(*raw: RawBlock) -> list[int | None]:
    return [block.lead_in for block in assemble(raw)[1]]


def kinds(*raw: RawBlock) -> list[str]:
    return [block.kind for block in assemble(raw)[1]]


STEM = RawBlock("paragraph", "The towns commit to:")


def item(text: str, level: int = 0) -> RawBlock:
    return RawBlock("item", text, level=level)


def test_every_item_of_a_list_is_governed_by_its_stem() -> None:
    assert lead_ins(STEM, item("plant trees;"), item("clean rivers.")) == [None, 0, 0]


def test_a_plain_sentence_or_a_heading_governs_nothing() -> None:
    assert lead_ins(RawBlock("paragraph", "They met."), item("plant trees")) == [None, None]
    assert lead_ins(STEM, RawBlock("heading", "Rivers", level=1), item("plant trees")) == [None, None, None]


def test_a_nested_item_is_governed_by_its_parent_when_that_is_a_stem() -> None:
    assert lead_ins(STEM, item("plant:"), item("oaks", 1), item("clean rivers")) == [None, 0, 1, 0]


def test_a_nested_item_below_a_finished_sentence_has_no_stem_and_below_a_phrase_its_parents() -> None:
    assert lead_ins(STEM, item("They plant trees."), item("oaks", 1)) == [None, 0, None]
    assert lead_ins(STEM, item("trees"), item("oaks", 1)) == [None, 0, 0]


def test_furniture_notes_and_hidden_text_do_not_part_a_list_from_its_stem() -> None:
    between = (
        RawBlock("furniture", "7"),
        RawBlock("note", "see above"),
        RawBlock("paragraph", "x", hidden=True),
    )
    assert lead_ins(STEM, *between, item("plant trees"))[-1] == 0


def test_a_paragraph_that_continues_an_item_keeps_the_list_together() -> None:
    more = RawBlock("paragraph", "They began last year.", level=1)
    assert lead_ins(STEM, item("plant trees"), more, item("clean rivers")) == [None, 0, None, 0]


def test_a_continuing_stem_governs_the_items_of_its_level() -> None:
    more = RawBlock("paragraph", "Of these they choose:", level=1)
    assert lead_ins(STEM, item("plant trees."), more, item("oaks", 1), item("clean rivers")) == [
        None,
        0,
        None,
        2,
        0,
    ]


def test_a_numbered_item_without_stem_is_a_numbered_paragraph_and_may_be_a_stem() -> None:
    raw = (item("1. They met."), item("2. They will:"), item("plant trees"), item("3. They left."))
    assert kinds(*raw) == ["paragraph", "paragraph", "item", "paragraph"]
    assert lead_ins(*raw) == [None, None, 1, None]


def test_a_numbered_item_below_a_stem_stays_an_item() -> None:
    raw = (STEM, item("1. plant trees"), item("2. clean rivers"))
    assert kinds(*raw) == ["paragraph", "item", "item"]
    assert lead_ins(*raw) == [None, 0, 0]


def test_lettered_paragraphs_are_items() -> None:
    raw = (STEM, RawBlock("paragraph", "(a) plant trees;"), RawBlock("paragraph", "(b) clean rivers."))
    assert kinds(*raw) == ["paragraph", "item", "item"]
    assert lead_ins(*raw) == [None, 0, 0]


def test_parts_of_one_long_sentence_are_items() -> None:
    parts = ("plant trees;", "clean rivers; and", "rest.")
    raw = (STEM, *(RawBlock("paragraph", part) for part in parts), RawBlock("paragraph", "They met."))
    assert kinds(*raw) == ["paragraph", "item", "item", "item", "paragraph"]
    assert lead_ins(*raw) == [None, 0, 0, 0, None]


def test_paragraphs_that_begin_in_bold_below_a_stem_are_items() -> None:
    raw = (
        STEM,
        RawBlock("paragraph", "Plant trees along roads.", run_in=True),
        RawBlock("paragraph", "Clean rivers in spring.", run_in=True),
        RawBlock("paragraph", "They met."),
    )
    assert kinds(*raw) == ["paragraph", "item", "item", "paragraph"]
    assert lead_ins(*raw) == [None, 0, 0, None]
