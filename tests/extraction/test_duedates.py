from __future__ import annotations

import pytest

from pipeline.extraction import dates
from pipeline.extraction.duedates import find_agreed, find_deadline
from pipeline.extraction.promises import find_promises
from pipeline.schema import Span

REFERENCE = "2025-06-25"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("will plant trees by 2031", "2031"),
        ("will plant trees in 2026", "2026"),
        ("will repeat what was done in 2019", None),
        ("will plant trees", None),
    ],
)
def test_the_deadline_is_a_date_ahead(text: str, edtf: str | None) -> None:
    found = find_deadline(Span(0, len(text)), dates.find(text, reference_date=REFERENCE), REFERENCE)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    ("text", "reference", "edtf"),
    [
        ("In May 2023 ministers agreed to plant trees.", REFERENCE, "2023-05"),
        ("In May 2023 ministers agreed to plant trees.", None, "2023-05"),
        ("Ministers agreed to plant trees by 2031.", REFERENCE, None),
        ("In May 2023 we said so, and we will plant trees.", REFERENCE, None),
    ],
)
def test_a_past_promise_has_its_date(text: str, reference: str | None, edtf: str | None) -> None:
    cue = find_promises(text)[0].cue
    found = find_agreed(text, cue, dates.find(text, reference_date=reference), reference)
    assert (found.edtf if found else None) == edtf
