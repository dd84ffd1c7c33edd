from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import Span

spans = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_span_refuses_what_is_no_range(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"{start}:{end}"):
        Span(start, end)


def test_span_reads_its_text_and_no_further() -> None:
    assert Span(2, 4).of("abcd") == "cd"
    with pytest.raises(ValueError, match="past 4"):
        Span(2, 5).of("abcd")


@given(spans, spans)
def test_overlap_is_symmetric_and_containment_implies_it(a: Span, b: Span) -> None:
    assert a.overlaps(b) == b.overlaps(a) == bool(set(range(a.start, a.end)) & set(range(b.start, b.end)))
    if a.contains(b):
        assert a.overlaps(b)
        assert len(a) >= len(b)
