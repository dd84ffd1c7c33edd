"""When an action is due, and when it was agreed: chosen among the dates of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction import edtf
from pipeline.extraction.cues import Cue
from pipeline.extraction.dates import DateExpression, deadline_of
from pipeline.schema import Span

PAST_CUE = re.compile(
    r"\b(?:committed|pledged|agreed|decided|resolved|announced|launched|adopted|endorsed|signed|established|approved|promised|undertook|created)\b",
    re.IGNORECASE,
)
DUE = ("by", "before", "until")


def find_deadline(
    quote: Span, expressions: Sequence[DateExpression], reference: str | None
) -> DateExpression | None:
    """The due date inside ``quote``: one with "by" or the like first, then any that is not past."""
    inside = [one for one in expressions if quote.contains(one.span) and deadline_of(one)]
    due = [one for one in inside if one.bound in DUE]
    return next(iter(due), None) or next((one for one in inside if _is_ahead(one, reference)), None)


def _is_ahead(expression: DateExpression, reference: str | None) -> bool:
    if expression.bound in ("since", "from", "after") or not reference:
        return False
    last = edtf.last_point(expression.edtf or "").rstrip("~?")
    length = min(len(last), len(reference))
    return length >= 4 and last[:length] >= reference[:length] and expression.edtf != reference


def find_agreed(
    text: str, cue: Cue, expressions: Sequence[DateExpression], reference: str | None
) -> DateExpression | None:
    """The past date on which a promise reported in the past tense was made, when the sentence tells it.

    In an undated document only a date before the cue counts: "In June 2025 leaders committed to".
    """
    if PAST_CUE.search(text, cue.start, cue.end) is None:
        return None
    dated = [one for one in expressions if one.edtf and one.bound in ("in", None)]
    before = [one for one in dated if one.span.end <= cue.start and _is_past(one, reference, default=True)]
    after = [one for one in dated if one.span.start >= cue.end and _is_past(one, reference, default=False)]
    return before[-1] if before else next(iter(after), None)


def _is_past(expression: DateExpression, reference: str | None, *, default: bool) -> bool:
    """True for a date before the document's; ``default`` where the document has none."""
    if not reference:
        return default
    last = edtf.last_point(expression.edtf or "").rstrip("~?")
    length = min(len(last), len(reference))
    return length >= 4 and last[:4].isdigit() and last[:length] < reference[:length]
