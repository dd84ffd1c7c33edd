"""Nouns to plain JSON data and back: what crosses process borders, lies in the store, and is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pipeline.schema import (
    Answer,
    Block,
    Box,
    Citation,
    Commitment,
    Date,
    Document,
    Evidence,
    Fact,
    Link,
    Record,
    RecordKind,
    Source,
    Span,
    Target,
)

KINDS: dict[type[Record], RecordKind] = {
    Commitment: "commitment",
    Target: "target",
    Date: "date",
    Link: "link",
    Fact: "fact",
}
CONTEXT_CHARS = 32  # length of prefix and suffix, DESIGN.md section 4


def affixes(text: str, span: Span) -> tuple[str, str]:
    """The 32 code points before and after ``span`` (fewer at the ends of ``text``)."""
    return text[max(0, span.start - CONTEXT_CHARS) : span.start], text[span.end : span.end + CONTEXT_CHARS]


def document_to_data(document: Document) -> dict[str, Any]:
    """A Document as JSON-ready data; :func:`document_from_data` gives an equal one back."""
    data = {f.name: getattr(document, f.name) for f in fields(document)}
    source = document.source
    data["source"] = {f.name: getattr(source, f.name) for f in fields(source)}
    data["blocks"] = [block_to_data(block) for block in document.blocks]
    for name in ("page_labels", "flags", "notes"):
        data[name] = list(data[name])
    return data


def document_from_data(data: Mapping[str, Any]) -> Document:
    """The Document that :func:`document_to_data` wrote; spans are checked again on the way in."""
    values = dict(data)
    values["source"] = Source(**data["source"])
    values["blocks"] = tuple(block_from_data(block) for block in data["blocks"])
    for name in ("page_labels", "flags", "notes"):
        values[name] = tuple(data[name])
    return Document(**values)


def block_to_data(block: Block) -> dict[str, Any]:
    """A Block as JSON-ready data."""
    return {
        "kind": block.kind,
        "start": block.span.start,
        "end": block.span.end,
        "page": block.page,
        "label": block.label,
        "section": list(block.section),
        "lead_in": block.lead_in,
        "level": block.level,
        "hidden": block.hidden,
        "boxes": [[box.page, box.x0, box.y0, box.x1, box.y1] for box in block.boxes],
    }


def block_from_data(data: Mapping[str, Any]) -> Block:
    """The Block that :func:`block_to_data` wrote."""
    return Block(
        kind=data["kind"],
        span=Span(data["start"], data["end"]),
        page=data["page"],
        label=data["label"],
        section=tuple(data["section"]),
        lead_in=data["lead_in"],
        level=data["level"],
        hidden=data["hidden"],
        boxes=tuple(Box(*box) for box in data["boxes"]),
    )


def record_to_data(record: Record, document: Document) -> dict[str, Any]:
    """One line of ``pledgebook records --format jsonl`` (DESIGN.md section 4)."""
    prefix, suffix = affixes(document.text, record.span)
    data: dict[str, Any] = {
        "id": record.id,
        "kind": KINDS[type(record)],
        "doc": record.doc,
        "source": document.source.name,
        "title": document.title,
        "document_date": document.date,
        "quote": record.quote,
        "prefix": prefix,
        "suffix": suffix,
        "start": record.span.start,
        "end": record.span.end,
        "page": record.page,
        "paragraph": record.paragraph,
        "section": list(record.section),
        "confidence": round(record.confidence, 3),
        "evidence": {name: _evidence(evidence) for name, evidence in record.evidence.items()},
    }
    return data | _OWN_FIELDS[type(record)](record)


def _evidence(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span
    return {
        "quote": evidence.quote,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "match": evidence.match,
    }


def _commitment(record: Any) -> dict[str, Any]:
    deadline = record.deadline
    return {
        "actor": record.actor,
        "actor_name": record.actor_name,
        "cue": record.cue,
        "strength": record.strength,
        "status": record.status,
        "action": record.action,
        "lead_in": record.lead_in and {k: v for k, v in _evidence(record.lead_in).items() if k != "match"},
        "instrument": record.instrument,
        "deadline": deadline
        and {
            "text": deadline.text,
            "edtf": deadline.edtf,
            "start": deadline.span.start,
            "end": deadline.span.end,
        },
        "agreed": record.agreed,
        "targets": list(record.targets),
        "area": record.area,
        "polarity": record.polarity,
    }


def _target(record: Any) -> dict[str, Any]:
    value = record.value
    return {
        "comparator": record.comparator,
        "value": [_number(v) for v in value] if isinstance(value, tuple) else _number(value),
        "measure_unit": record.measure_unit,
        "of": record.of,
        "per": record.per,
        "deadline_edtf": record.deadline_edtf,
        "commitment": record.commitment,
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _date(record: Any) -> dict[str, Any]:
    return {"edtf": record.edtf, "role": record.role, "of": record.of}


def _link(record: Any) -> dict[str, Any]:
    return {"relation": record.relation, "from": record.source, "to": record.target}


def _fact(record: Any) -> dict[str, Any]:
    return {
        "entity": record.entity,
        "entity_kind": record.entity_kind,
        "predicate": record.predicate,
        "value": record.value,
        "aliases": list(record.aliases),
        "when": record.when,
        "by": record.by,
        "at": record.at,
        "noun": record.noun,
    }


_OWN_FIELDS = {Commitment: _commitment, Target: _target, Date: _date, Link: _link, Fact: _fact}


def answer_to_data(answer: Answer) -> dict[str, Any]:
    """The object that ``pledgebook ask --json`` prints (DESIGN.md section 5)."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "answer": answer.text,
        "short": answer.short,
        "confidence": round(answer.confidence, 3),
        "reason": answer.reason,
        "citations": [citation_to_data(citation) for citation in answer.citations],
        "records": list(answer.records),
        "notes": list(answer.notes),
    }


def citation_to_data(citation: Citation) -> dict[str, Any]:
    """One citation of an answer as JSON-ready data."""
    data = {f.name: getattr(citation, f.name) for f in fields(citation) if f.name != "span"}
    data["section"] = list(citation.section)
    return data | {"start": citation.span.start, "end": citation.span.end}
