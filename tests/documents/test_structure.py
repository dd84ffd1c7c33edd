from __future__ import annotations

import pytest

from pipeline.documents.structure import RawBlock, assemble


def test_offsets_count_code_points_and_a_line_feed_stands_between_blocks() -> None:
    text, blocks = assemble(
        [RawBlock("heading", "Ziele 🌳", level=1), RawBlock("paragraph", "We  will\nplant.")]
    )
    assert text == "Ziele 🌳\nWe will plant."
    assert [block.span.of(text) for block in blocks] == ["Ziele 🌳", "We will plant."]


def test_blocks_without_text_are_left_out() -> None:
    text, blocks = assemble([RawBlock("paragraph", " \t "), RawBlock("row", "a | b")])
    assert (text, len(blocks)) == ("a | b", 1)


def test_page_level_and_hidden_are_kept() -> None:
    _, (block,) = assemble([RawBlock("item", "x", page=3, level=2, hidden=True)])
    assert (block.page, block.level, block.hidden) == (3, 2, True)


def sections(*headings: tuple[int, str]) -> list[tuple[str, ...]]:
    _, blocks = assemble([RawBlock("heading", text, level=level) for level, text in headings])
    return [block.section for block in blocks]


@pytest.mark.parametrize(
    ("headings", "last"),
    [
        ([(1, "Accord"), (2, "Trees"), (3, "Oaks")], ("Accord", "Trees")),
        ([(1, "Accord"), (2, "Trees"), (2, "Rivers")], ("Accord",)),
        ([(2, "Trees"), (1, "Rivers")], ()),
        ([(1, "Section 4"), (1, "Trees"), (2, "Oaks")], ("Section 4", "Trees")),
        ([(1, "Section 4"), (1, "Trees"), (1, "Section 5")], ()),
    ],
)
def test_section_paths(headings: list[tuple[int, str]], last: tuple[str, ...]) -> None:
    assert sections(*headings)[-1] == last


def test_a_hidden_heading_opens_no_section() -> None:
    _, blocks = assemble(
        [RawBlock("heading", "Secret", level=1, hidden=True), RawBlock("paragraph", "Text.")]
    )
    assert blocks[1].section == ()
