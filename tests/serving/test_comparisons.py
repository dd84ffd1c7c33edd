from __future__ import annotations

import json

from rich.console import Console

from pipeline.registry import compare
from pipeline.serving.comparisons import to_data, to_markdown, view
from tests.nouns import make_document
from tests.registry.rows import commitment

DOCUMENTS = (make_document(), make_document([("paragraph", "Later.")]))
FOUND = compare(
    [commitment("a", "count ferries in every harbour", due="../2030"), commitment("b", "paint boats")],
    [commitment("c", "count all ferries in every harbour", due="../2028"), commitment("d", "teach captains")],
)


def test_what_changed_stands_first_with_its_reasons() -> None:
    console = Console(width=100, record=True)
    console.print(view(FOUND, *DOCUMENTS))
    text = console.export_text()
    assert "1 strengthened · 1 new · 1 dropped" in text
    assert "due by 2028 instead of by 2030" in text
    assert text.index("Strengthened") < text.index("New") < text.index("Dropped")


def test_markdown_marks_the_words() -> None:
    assert "count {+all+} ferries in every harbour" in to_markdown(FOUND, *DOCUMENTS)


def test_json_has_both_sides() -> None:
    data = json.loads(json.dumps(to_data(FOUND, *DOCUMENTS)))
    assert data["counts"] == {"strengthened": 1, "new": 1, "dropped": 1}
    first = data["commitments"][0]
    assert (first["older"]["id"], first["newer"]["id"]) == ("a", "c")
    assert {piece["change"] for piece in first["words"]} == {"same", "added"}
