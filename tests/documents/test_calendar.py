from __future__ import annotations

import pytest

from pipeline.documents.calendar import find_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2 April 2031", "2031-04-02"),
        ("April 2nd, 2031", "2031-04-02"),
        ("Brussels, 2. April 2031", "2031-04-02"),
        ("le 2 avril 2031", "2031-04-02"),
        ("1er août 2031", "2031-08-01"),
        ("2 de abril de 2031", "2031-04-02"),
        ("2.4.2031", "2031-04-02"),
        ("2031-04-02T10:00:00Z", "2031-04-02"),
        ("D:20310402", "2031-04-02"),
        ("https://example.org/2031/04/02/trees", "2031-04-02"),
        ("April 2031", "2031-04"),
        ("Sept. 2031", "2031-09"),
        ("2031-04", "2031-04"),
        ("April 2030, updated 2 April 2031", "2031-04-02"),
        ("31 February 2031", "2031-02"),
        ("in 2031", None),
        ("Resolution 1325-04", None),
    ],
)
def test_find_date(text: str, edtf: str | None) -> None:
    assert find_date(text) == edtf
