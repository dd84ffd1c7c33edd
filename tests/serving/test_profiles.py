from __future__ import annotations

import json

from rich.console import Console

from pipeline.registry import Profile, Statement
from pipeline.serving.profiles import LONGEST, shortened, to_data, to_markdown, view
from tests.registry.rows import fact

BOARD = Profile(
    "Harbour *Board*",
    "body",
    ("HB",),
    2,
    (
        Statement("what it is", "a forum", fact("HB", "is", "a forum", page=2, paragraph="3")),
        Statement("what it is", "a forum", fact("HB", "is", "a forum", doc="d2")),
        Statement("does", "advises", fact("HB", "does", "advises", start=40, end=50)),
    ),
    ("dates: 2014 in a, 2016 in b",),
    ("2 % → 5 %",),
)


def test_a_profile_at_a_terminal_has_numbered_sources() -> None:
    console = Console(width=80, record=True)
    console.print(view(BOARD))
    text = console.export_text()
    assert "a forum [1][2]" in text
    assert "[1] p. 2, § 3, 0:10" in text
    assert "Documents differ" in text
    assert "What became of it" in text


def test_a_profile_as_markdown_quotes_its_passages() -> None:
    text = to_markdown(BOARD)
    assert text.startswith("# Harbour \\*Board\\*\n")
    assert "- a forum [^1][^2]" in text
    assert "[^3]: d1, d1.txt, 40:50: “HB advises”" in text


def test_a_profile_as_json_cites_every_statement() -> None:
    data = json.loads(json.dumps(to_data(BOARD)))
    assert (data["name"], data["aliases"], data["succession"]) == ("Harbour *Board*", ["HB"], ["2 % → 5 %"])
    assert [one["heading"] for one in data["statements"]] == ["what it is", "what it is", "does"]
    assert {"section", "doc", "source", "start", "end", "quote", "record"} <= set(data["statements"][0])


def test_long_statements_are_cut_at_a_word() -> None:
    text = shortened("word " * 100)
    assert len(text) <= LONGEST + 2
    assert text.endswith("word …")
