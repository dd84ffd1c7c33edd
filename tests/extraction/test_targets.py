from __future__ import annotations

import pytest

from pipeline.extraction.targets import find_targets
from pipeline.schema import Block, Commitment, Document, Source, Span, Target

WRITTEN = "2025-06-25"


def _document(text: str) -> Document:
    blocks = (Block("paragraph", Span(0, len(text)), page=2, label="3", section=("Spending",)),)
    return Document("d" * 16, Source("a.txt", "/a.txt", "text/plain", "0" * 64), text, blocks, date=WRITTEN)


def _targets(text: str, commitments: tuple[Commitment, ...] = ()) -> tuple[Target, ...]:
    return find_targets(_document(text), Span(0, len(text)), block=0, commitments=commitments)


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator", "of", "due"),
    [
        ("Allies commit to invest at least 3.5% of GDP by 2035.", 3.5, "%", ">=", "GDP", "../2035"),
        ("We will provide up to $500 million for ports.", 5e8, "USD", "<=", "ports", None),
        ("We aim to limit warming to 1.5 degrees.", 1.5, "°C", "<=", "warming", None),
        ("We will increase the brigades from four to six.", (4, 6), "count", "change", "brigades", None),
        ("They plan to provide $8 million in 2027.", 8e6, "USD", "=", None, "2027"),
    ],
)
def test_targets(
    text: str, value: float | tuple[float, float], unit: str, comparator: str, of: str | None, due: str | None
) -> None:
    (found,) = _targets(text)
    assert (found.value, found.measure_unit, found.comparator) == (value, unit, comparator)
    assert (found.of, found.deadline_edtf) == (of, due)


@pytest.mark.parametrize(
    "text",
    [
        "In 2021, trade had already reached $80 billion.",
        "Nine countries attended.",
        "The plan was reviewed twice in two years.",
        "The ministers met annually.",
    ],
)
def test_past_figures_and_lengths_of_time_are_none(text: str) -> None:
    assert _targets(text) == ()


def test_a_record_carries_its_place_and_evidence() -> None:
    text = "Allies commit to invest at least 3.5% of GDP annually on defence by 2035."
    (found,) = _targets(text)
    assert text[found.span.start : found.span.end] == found.quote
    assert found.quote.startswith("at least 3.5% of GDP")
    assert (found.page, found.paragraph, found.section, found.per) == (2, "3", ("Spending",), "year")
    assert found.evidence["value"].quote == "3.5"
    assert found.evidence["deadline_edtf"].quote == "by 2035"


def test_a_target_belongs_to_the_commitment_whose_quote_holds_it() -> None:
    text = "Canada pledges to train 300 pilots. It hopes that others will pay 10 million euros."
    promise = Span(7, 34)
    commitment = Commitment(
        id="c1",
        doc="d" * 16,
        span=promise,
        quote=text[7:34],
        actor="Canada",
        actor_name=None,
        cue="pledges",
        strength="strong",
        status="new",
        action="train 300 pilots",
    )
    assert {one.value: one.commitment for one in _targets(text, (commitment,))} == {300: "c1", 1e7: None}
