"""Work grows with the size of a text and not with its square, however the text is built.

Counted are calls, those into C included; time is never measured. The deepest and longest shapes are those
that cost a square before: open lists, line breaks within a paragraph, rows of a table, brackets of links.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType

import pytest

from pipeline.config import ReadConfig
from pipeline.documents.read import read_bytes
from pipeline.errors import ReadError

SMALL, TIMES = 150, 4
MOST = 1.6 * TIMES  # a square would give TIMES * TIMES

SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs.txt": lambda n: "a.\n\n" * n,
    "bullets.txt": lambda n: "- a\n" * n,
    "staircase.txt": lambda n: "".join(" " * depth + "- a\n" for depth in range(n)),
    "labels.txt": lambda n: "1. a\n(a) b\n(i) c\n" * n,
    "stems.txt": lambda n: "We will:\n" * n,
    "brackets.md": lambda n: "[" * n,
    "images.md": lambda n: "![" * n,
    "links.md": lambda n: "[a](" * n,
    "emphasis.md": lambda n: "**a* _b " * n,
    "hard breaks.md": lambda n: "a\\\n" * n,
    "table.md": lambda n: "a|b\n-|-\n" + "c|d\n" * n,
    "bold lines.md": lambda n: "**A b**\n\n" * n,
    "notes.md": lambda n: "[^a]: x\n\n" * n,
    "divisions.html": lambda n: "<div>" * n + "a",
    "lists.html": lambda n: "<ul><li>a" * n,
    "shut in.html": lambda n: "<ul><li><ul>" + "<div>" * n + "<li>a</li>" * n,
    "breaks.html": lambda n: "<p>" + "a<br>" * n,
    "tables.html": lambda n: "<table><tr><td>a" * n,
    "cells.html": lambda n: "<table><tr>" + "<td>a" * n,
    "crossed.html": lambda n: "<p><b><i>a</b></i>" * n,
    "hidden.html": lambda n: "<p>a<span hidden>b</span></p>" * n,
}


def calls(name: str, text: str, config: ReadConfig | None = None) -> Counter[str]:
    """How often each function is called while the text is read."""
    counts: Counter[str] = Counter()

    def count(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            counts[frame.f_code.co_name] += 1
        elif event == "c_call":
            counts[str(getattr(argument, "__name__", ""))] += 1

    data = text.encode()
    sys.setprofile(count)
    try:
        read_bytes(data, name=name, config=config)
    except ReadError as exc:
        counts[exc.code] += 1
    finally:
        sys.setprofile(None)
    return counts


@pytest.mark.parametrize("name", SHAPES)
def test_calls_grow_in_proportion(name: str) -> None:
    make = SHAPES[name]
    read_bytes(make(SMALL).encode() + b"a", name=name)  # what is loaded once is not to count
    once = calls(name, make(SMALL)).total()
    assert calls(name, make(TIMES * SMALL)).total() <= MOST * once


def test_a_text_over_the_limit_is_refused_before_it_is_looked_into() -> None:
    counts = calls("long.txt", "We commit to a bridge. " * 50_000, ReadConfig(text_mib=1))
    assert counts["too_large"] == 1
    assert counts["parse_text"] == 1
    assert counts["screen"] == counts["assemble"] == 0
