from __future__ import annotations

import pytest

from pipeline.extraction.areas import area_of


@pytest.mark.parametrize(
    ("text", "headings", "area"),
    [
        ("reduce methane emissions", (), "Climate change"),
        ("share vaccines with all", (), "Health"),
        ("act with others soon", ("Food security",), "Food and agriculture"),
        ("raise ammunition output", (), "Defence industry"),
        ("train the coast guard", (), "Regional security"),
        ("study small modular reactors", (), "Energy"),
        ("act soon", (), None),
    ],
)
def test_the_area_most_words_point_to(text: str, headings: tuple[str, ...], area: str | None) -> None:
    assert area_of(text, headings) == area
