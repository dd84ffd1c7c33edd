from __future__ import annotations

import pytest

from pipeline.documents.markdown import read_markdown, split_front_matter


def summary(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_markdown(text.encode()).blocks]


def test_front_matter() -> None:
    keys = "title: 'Trees: a plan'\ndate: 2031-04-02\nsource_url: https://example.org/t\ntags: [a]"
    text = f"---\n{keys}\n---\nBody"
    metadata, body = split_front_matter(text)
    assert metadata == {"title": "Trees: a plan", "date": "2031-04-02", "url": "https://example.org/t"}
    assert body == "Body"


@pytest.mark.parametrize(
    "text", ["---\n: [\n---\nBody", "---\njust words\n---\nBody", "--- Body", "---\ntitle: x\nBody"]
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_aliases_in_front_matter_are_not_spelt_out() -> None:
    metadata, _ = split_front_matter("---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: [*b, *b]\n---\nBody")
    assert metadata == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Trees", [("heading", 1, "Trees")]),
        ("**Trees**", [("heading", 1, "Trees")]),
        ("# Accord\n\n**Trees**", [("heading", 1, "Accord"), ("heading", 2, "Trees")]),
        ("**Trees:** The towns plant.", [("paragraph", 0, "Trees: The towns plant.")]),
        ("**Trees **\n\nText.", [("heading", 1, "Trees"), ("paragraph", 0, "Text.")]),
        ("in the north**,** and", [("paragraph", 0, "in the north, and")]),
        ("***Trees  \n***\n\nText.", [("heading", 1, "Trees"), ("paragraph", 0, "Text.")]),
        ("Trees ****", [("heading", 1, "Trees")]),
        ("1. **Trees**\n\n   Text.", [("heading", 1, "1. Trees"), ("paragraph", 1, "Text.")]),
        ("**The towns will:**", [("paragraph", 0, "The towns will:")]),
        ("<u>Trees</u>", [("heading", 1, "Trees")]),
        ("**Trees**  \nThe towns plant.", [("heading", 1, "Trees"), ("paragraph", 0, "The towns plant.")]),
        ("The towns  \nplant.", [("paragraph", 0, "The towns plant.")]),
        ("- a\n  - b\n    - c", [("item", 0, "a"), ("item", 1, "b"), ("item", 2, "c")]),
        ("- a\n\n  more", [("item", 0, "a"), ("paragraph", 1, "more")]),
        ("7. a\n8. b", [("item", 0, "7. a"), ("item", 0, "8. b")]),
        ("7\\. a", [("paragraph", 0, "7. a")]),
        ("[the plan](https://example.org) &amp; \\*more\\*", [("paragraph", 0, "the plan & *more*")]),
        ("a <!-- not seen --> b\n\n<!-- -->\n\nc", [("paragraph", 0, "a b"), ("paragraph", 0, "c")]),
        ("21<sup>st</sup> century", [("paragraph", 0, "21st century")]),
        ("By 2030<sup>1</sup> we act.[<sup>2</sup>]", [("paragraph", 0, "By 2030¹ we act.[2]")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("row", 0, "a | b"), ("row", 0, "1 | 2")]),
        ("Trees[^1]\n\n[^1]: Oaks", [("paragraph", 0, "Trees[1]"), ("note", 0, "Oaks")]),
        ("    deeply indented", [("paragraph", 0, "deeply indented")]),
        ("<div><p>in HTML</p></div>", [("paragraph", 0, "in HTML")]),
    ],
)
def test_blocks(source: str, expected: list[tuple[str, int, str]]) -> None:
    assert summary(source) == expected


def test_run_in_and_footnote_label() -> None:
    bold, note = read_markdown(b"**Trees.** We plant.\n\n[^2]: Oaks").blocks
    assert bold.run_in
    assert note.label == "2"
