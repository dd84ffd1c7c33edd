from __future__ import annotations

import pytest

from pipeline.answers.naming import named_documents
from pipeline.index.hybrid import Searcher


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("the charter", {"Charter"}),
        ("the 2033 warnings", {"Storm warnings"}),
        ("the charter declaration", {"Charter"}),
        ("the Atlantis treaty", set()),
        ("", set()),
        ("the declaration", set()),
    ],
)
def test_documents_are_named_by_title_date_and_kind(searcher: Searcher, name: str, titles: set[str]) -> None:
    found = named_documents(name, searcher)
    assert {searcher.document(doc).title for doc in found} == titles
