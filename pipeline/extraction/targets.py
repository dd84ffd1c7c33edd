"""Choosing Target records from the quantities of a sentence: forward-looking or normative ones.

Each mention counts once, inside a commitment or not. Past and present figures, baselines and frequencies are
left out; how that is told is in :mod:`pipeline.extraction.targetcues`. Source: eval/GUIDELINES.md, section 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction import dates as dates_grammar
from pipeline.extraction import edtf, quantities
from pipeline.extraction.dates import DateExpression, deadline_of
from pipeline.extraction.grounding import evidence
from pipeline.extraction.identity import record_id
from pipeline.extraction.quantities import Quantity
from pipeline.extraction.targetcues import probability
from pipeline.schema import Commitment, Comparator, Document, Span, Target

THRESHOLD = 0.5  # with _COMMITTED, the best F1 in cross-validation over annotated documents
_COMMITTED = 0.25  # what the threshold falls to for a quantity within a commitment
_LIMIT = re.compile(
    r"\b(?:limit(?:s|ed|ing)?|capp?(?:s|ed|ing)?|keep(?:s|ing)?|hold(?:s|ing)?)\b[^.;]{0,80}\bto\s+$|\bwithin\s+(?:reach\s+)?$|\bbelow\s+$",
    re.IGNORECASE,
)

_LIMITS = ("by", "before", "until")
_BREAK = re.compile(r";|\s–\s|—|\.\s+[A-Z]|\band to\b")
_CLAUSE_REACH, _CLOSE = 200, 30


def find_targets(
    document: Document,
    sentence: Span,
    *,
    block: int,
    commitments: Sequence[Commitment] = (),
    expressions: Sequence[DateExpression] | None = None,
) -> tuple[Target, ...]:
    """The targets of one sentence of ``document``, in order.

    ``block`` is the index of the block the sentence lies in; ``commitments`` those of the document (a target
    whose span lies in one of their quotes belongs to it); ``expressions`` the sentence's date expressions
    where the caller has them already.
    """
    text = document.quote(sentence)
    if expressions is None:
        expressions = dates_grammar.find(text, reference_date=document.date)
    chosen: list[Target] = []
    stem = _stem(document, block)
    reference = edtf.parse_day(document.date)
    for quantity in quantities.find(text, dates=expressions):
        if not _countable(quantity):
            continue
        span = _moved(quantity.span, sentence.start)
        owner = next((one for one in commitments if one.span.contains(span)), None)
        sure = probability(text, quantity, expressions, stem=stem, reference=reference)
        if sure >= (_COMMITTED if owner else THRESHOLD):
            chosen.append(_record(document, sentence, block, quantity, expressions, owner, sure))
    return tuple(chosen)


def _stem(document: Document, block: int) -> str:
    lead_in = document.blocks[block].lead_in
    return document.quote(document.blocks[lead_in].span) if lead_in is not None else ""


def _countable(quantity: Quantity) -> bool:
    """False for lengths of time that limit nothing, and for vague counts."""
    if quantity.kind == "duration":
        return quantity.comparator == "change"
    return not (quantity.vague and quantity.kind == "count")


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _record(
    document: Document,
    sentence: Span,
    block: int,
    quantity: Quantity,
    expressions: Sequence[DateExpression],
    owner: Commitment | None,
    sure: float,
) -> Target:
    text, place = document.quote(sentence), document.blocks[block]
    span = _moved(_quoted(quantity), sentence.start)
    due = _due(text, quantity, expressions, edtf.parse_day(document.date))
    found = {"value": evidence(document, _moved(quantity.number_span, sentence.start))}
    if due is not None:
        found["deadline_edtf"] = evidence(document, _moved(due.full, sentence.start))
    return Target(
        id=record_id(document, "target", span),
        doc=document.id,
        span=span,
        quote=document.quote(span),
        page=place.page,
        paragraph=place.label,
        section=place.section,
        confidence=round(max(sure, 0.5) if owner else sure, 2),
        evidence=found,
        comparator=_comparator(text, quantity),
        value=quantity.value,
        measure_unit=quantity.unit,
        of=quantity.of,
        per=quantity.per,
        deadline_edtf=_deadline(due, owner),
        commitment=owner.id if owner else None,
    )


def _quoted(quantity: Quantity) -> Span:
    """The quote: the quantity with its comparator and, where it follows at once, what it is of."""
    return Span(quantity.span.start, max(quantity.span.end, quantity.of_end))


def _comparator(text: str, quantity: Quantity) -> Comparator:
    """The comparator as written, or "<=" where a verb makes the quantity a limit."""
    if quantity.comparator is not None:
        return quantity.comparator
    return (
        "<="
        if quantity.unit == "°C"
        or _LIMIT.search(text[max(0, quantity.span.start - 100) : quantity.span.start])
        else "="
    )


def _due(
    text: str, quantity: Quantity, expressions: Sequence[DateExpression], reference: edtf.Day | None
) -> DateExpression | None:
    """The date the quantity is due.

    The nearest limit ("by 2030") behind it in its clause, else a date right behind it that is not past, else
    a limit before it.
    """
    dated = [one for one in expressions if one.kind == "date" and deadline_of(one) is not None]
    after = [
        one
        for one in dated
        if one.span.start >= quantity.span.end and _same_clause(text, quantity.span.end, one.span.start)
    ]
    before = [
        one
        for one in dated
        if one.span.end <= quantity.span.start and _same_clause(text, one.span.end, quantity.span.start)
    ]
    limits = [one for one in after if one.bound in _LIMITS]
    close = [one for one in after if one.span.start - quantity.of_end < _CLOSE and _ahead(one, reference)]
    earlier = [one for one in reversed(before) if one.bound in _LIMITS]
    return next(iter([*limits, *close, *earlier]), None)


def _same_clause(text: str, start: int, end: int) -> bool:
    return end - start < _CLAUSE_REACH and _BREAK.search(text, start, end) is None


def _ahead(expression: DateExpression, reference: edtf.Day | None) -> bool:
    """True when the expression ends no earlier than the reference, in the coarser precision of the two."""
    last = edtf.parse_day(edtf.last_point(expression.edtf or ""))
    if reference is None or last is None:
        return False
    shared = min(len(last), len(reference))
    return last[:shared] >= reference[:shared]


def _deadline(due: DateExpression | None, owner: Commitment | None) -> str | None:
    if due is not None:
        return deadline_of(due)
    return owner.deadline.edtf if owner and owner.deadline else None
