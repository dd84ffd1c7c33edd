from __future__ import annotations

from pipeline.documents.structure import RawBlock
from pipeline.documents.text import parse_text, wrap_width

PAGE = """Towns and their trees
- English
- German
The towns look after their trees together. Each pays for its own.
- Trees
- Rivers
Trees
The towns commit to:
- planting oaks;
- planting firs.
Rivers
Oaks by the river
Clean rivers need clean banks.
"""

WRAPPED = """The towns have agreed to plant four hundred trees before the end
of the decade, and to look after those that stand along the main
roads and rivers of the region, whatever the cost of the work may
be.

They will also report once a year on the number of trees that were
planted, and on the emis-
sions saved.
- a first point, which runs on for so long that it must be wrapped
  into a second line
- a second point
"""


def summary(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse_text(text)]


def test_a_flat_page_with_contents_and_bare_headings() -> None:
    assert summary(PAGE) == [
        ("heading", 1, "Towns and their trees"),
        ("furniture", 0, "English"),
        ("furniture", 0, "German"),
        ("paragraph", 0, "The towns look after their trees together. Each pays for its own."),
        ("furniture", 0, "Trees"),
        ("furniture", 0, "Rivers"),
        ("heading", 2, "Trees"),
        ("paragraph", 0, "The towns commit to:"),
        ("item", 0, "planting oaks;"),
        ("item", 0, "planting firs."),
        ("heading", 2, "Rivers"),
        ("heading", 3, "Oaks by the river"),
        ("paragraph", 0, "Clean rivers need clean banks."),
    ]


def test_wrapped_lines_are_joined() -> None:
    kinds = [kind for kind, _, _ in summary(WRAPPED)]
    texts = [text for _, _, text in summary(WRAPPED)]
    assert kinds == ["paragraph", "paragraph", "item", "item"]
    assert texts[0].endswith("whatever the cost of the work may be.")
    assert texts[1].endswith("on the emissions saved.")
    assert texts[2].endswith("must be wrapped into a second line")


def test_wrap_width_is_decided_from_the_file_itself() -> None:
    assert wrap_width(WRAPPED.splitlines()) == 66
    assert wrap_width(["One paragraph a line. " * 9, "Another paragraph. " * 12]) is None
    assert wrap_width(["Short", "lines", "all"]) is None
    assert wrap_width([]) is None


def test_nested_bullets_by_indent() -> None:
    blocks = parse_text("The towns will:\n- plant:\n    - oaks\n    - firs\n- clean")
    assert [block.level for block in blocks if block.kind == "item"] == [0, 1, 1, 0]


def test_a_long_dash_inside_a_sentence_is_no_bullet() -> None:
    sentence = (
        "The towns that met here today have agreed, with their neighbours and their friends along the river"
    )
    assert [block.kind for block in parse_text(f"{sentence}\n– all of them – to act.")] == [
        "paragraph",
        "paragraph",
    ]
    assert [block.kind for block in parse_text("The towns agreed:\n– to act.")] == ["paragraph", "item"]


def test_a_hyphenated_word_is_joined_even_in_a_text_that_is_not_wrapped() -> None:
    assert parse_text("A plan for emis-\nsions") == [RawBlock("paragraph", "A plan for emissions")]
