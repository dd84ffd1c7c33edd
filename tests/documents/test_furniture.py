from __future__ import annotations

import pytest

from pipeline.documents.furniture import is_contact, mark
from pipeline.documents.structure import RawBlock


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Tel.: +41 22 000 00 00", True),
        ("E-mail: trees@example.org", True),
        ("trees@example.org", True),
        ("Follow us @trees", True),
        ("www.example.org/trees", True),
        ("https://example.org", True),
        ("© 2031 The towns", True),
        ("(c) trees and rivers;", False),
        ("Telephone lines will be laid by 2031.", False),
        ("See www.example.org for the towns' plan.", False),
    ],
)
def test_is_contact(text: str, contact: bool) -> None:
    assert is_contact(text) is contact


def kinds(*raw: RawBlock) -> list[str]:
    return [block.kind for block in mark(raw)]


def test_a_table_of_contents_is_a_run_of_lines_that_come_again_as_headings() -> None:
    raw = [
        RawBlock("item", "The towns met in spring."),
        RawBlock("item", "Trees"),
        RawBlock("item", "Rivers"),
        RawBlock("heading", "Trees", level=1),
        RawBlock("paragraph", "Text."),
        RawBlock("heading", "Rivers", level=1),
    ]
    assert kinds(*raw) == ["item", "furniture", "furniture", "heading", "paragraph", "heading"]


def test_one_bullet_that_names_a_later_heading_is_no_table_of_contents() -> None:
    raw = [RawBlock("item", "Trees"), RawBlock("item", "Lakes"), RawBlock("heading", "Trees", level=1)]
    assert kinds(*raw) == ["item", "item", "heading"]


def test_language_switch() -> None:
    assert kinds(RawBlock("item", "English"), RawBlock("item", "French")) == ["furniture", "furniture"]
    assert kinds(RawBlock("item", "English"), RawBlock("item", "Trees")) == ["item", "item"]


def test_the_office_above_its_contact_lines_belongs_to_them() -> None:
    raw = [
        RawBlock("paragraph", "The towns will plant trees."),
        RawBlock("paragraph", "Town Office – Press"),
        RawBlock("paragraph", "Tel.: 22 000"),
    ]
    assert kinds(*raw) == ["paragraph", "furniture", "furniture"]


def test_end_marks() -> None:
    assert kinds(RawBlock("paragraph", "# # #"), RawBlock("paragraph", "###")) == ["furniture", "furniture"]


def test_hidden_text_stays_what_it_is() -> None:
    assert kinds(RawBlock("paragraph", "www.example.org", hidden=True)) == ["paragraph"]
