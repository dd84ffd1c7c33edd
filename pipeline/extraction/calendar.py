"""Choosing Date records from the date expressions of a sentence.

A record is made of every expression that has a place on the calendar; what it is comes from
:mod:`pipeline.extraction.dateroles`. Source: eval/GUIDELINES.md, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction import dates, edtf
from pipeline.extraction.dateroles import role
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.grounding import evidence
from pipeline.extraction.identity import record_id
from pipeline.schema import Date, Document, Span

_OF_WORDS = 10
_CLAUSE = re.compile(r"[;:]\s|\.\s+(?=[A-Z])")
_FIGURATIVE = re.compile(
    r"today and tomorrow|\b(?:of|than) (?:today|tomorrow)\b(?: and tomorrow\b)?"
    r"|today[’']s\s+(?:\w+\s+){0,2}(?:challenges|world|threats)"
    r"|tomorrow[’']s\s+(?:\w+\s+)?(?:leaders|challenges|world)",
    re.IGNORECASE,
)


def find_dates(
    document: Document, sentence: Span, *, block: int, expressions: Sequence[DateExpression] | None = None
) -> tuple[Date, ...]:
    """The dates of one sentence of ``document``, in order.

    ``block`` is the index of the block the sentence lies in. ``expressions`` are those of ``dates.find``
    over the sentence's text against the document's date, where the caller has them already.
    """
    text = document.quote(sentence)
    if expressions is None:
        expressions = dates.find(text, reference_date=document.date)
    figurative = [Span(*found.span()) for found in _FIGURATIVE.finditer(text)]
    return tuple(
        _record(document, sentence, block, one)
        for one in expressions
        if _on_calendar(one) and not any(one.span.overlaps(span) for span in figurative)
    )


def _on_calendar(expression: DateExpression) -> bool:
    """False for what nothing resolves, and for centuries, which place nothing."""
    return expression.edtf is not None and not expression.edtf.endswith("XX")


def _record(document: Document, sentence: Span, block: int, expression: DateExpression) -> Date:
    text, place = document.quote(sentence), document.blocks[block]
    span, full = (
        Span(one.start + sentence.start, one.end + sentence.start)
        for one in (expression.span, expression.full)
    )
    name, sure = role(text, expression, edtf.parse_day(document.date))
    return Date(
        id=record_id(document, "date", span),
        doc=document.id,
        span=span,
        quote=document.quote(span),
        page=place.page,
        paragraph=place.label,
        section=place.section,
        confidence=round(sure, 2),
        evidence={"edtf": evidence(document, full)},
        edtf=expression.edtf or "",
        role=name,
        of=_of(text, expression),
    )


def _of(text: str, expression: DateExpression) -> str | None:
    """A few words of what happened: those of the clause before the date, else those after it."""
    before = _CLAUSE.split(text[: expression.full.start])[-1].split()[-_OF_WORDS:]
    after = _CLAUSE.split(text[expression.span.end :])[0].split()[:_OF_WORDS]
    return " ".join(before if len(before) > 2 else after).strip(" ,.;:()–—-") or None
