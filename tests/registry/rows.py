"""Rows of commitments, targets, links and facts, as the store gives them, for tests of the registry."""

from __future__ import annotations

from typing import Any


def place(doc: str = "d1", *, start: int = 0, quote: str = "words", **more: Any) -> dict[str, Any]:
    """What all rows share; the document's id names its file and its title."""
    shared = {
        "doc": doc,
        "source": f"{doc}.txt",
        "title": doc,
        "document_date": "2020-05-01",
        "quote": quote,
        "prefix": "",
        "start": start,
        "end": start + len(quote),
        "page": None,
        "paragraph": None,
        "section": [],
        "evidence": {},
    }
    return shared | more


def commitment(id: str, action: str, *, due: str | None = None, **more: Any) -> dict[str, Any]:
    """A promise of "Harbour Towns" made in a document of May 2020, unless told otherwise."""
    own = {
        "id": id,
        "kind": "commitment",
        "actor": "Towns",
        "actor_name": "Harbour Towns",
        "cue": "will",
        "strength": "strong",
        "status": "new",
        "action": action,
        "lead_in": None,
        "instrument": None,
        "deadline": {"text": due, "edtf": due} if due else None,
        "agreed": None,
        "targets": [],
    }
    return place(quote=action) | own | more


def target(commitment: str, value: float, of: str, *, unit: str = "%", **more: Any) -> dict[str, Any]:
    """A quantity promised by the commitment of that id."""
    own = {
        "id": f"t-{commitment}-{value}",
        "kind": "target",
        "comparator": ">=",
        "value": value,
        "measure_unit": unit,
        "of": of,
        "per": None,
        "deadline_edtf": None,
        "commitment": commitment,
    }
    return place(quote=f"{value} {unit}") | own | more


def link(relation: str, source: str, to: str, **more: Any) -> dict[str, Any]:
    """A link between two names."""
    own = {"id": f"l-{source}-{to}", "kind": "link", "relation": relation, "from": source, "to": to}
    return place(quote=f"{source} {relation} {to}") | own | more


def fact(entity: str, predicate: str, value: str, **more: Any) -> dict[str, Any]:
    """A fact about a body."""
    own = {
        "id": f"f-{entity}-{predicate}-{value}",
        "kind": "fact",
        "entity": entity,
        "entity_kind": "body",
        "predicate": predicate,
        "value": value,
        "aliases": [],
        "when": None,
        "by": None,
        "at": None,
        "noun": None,
        "evidence": {"entity": {"start": 0, "end": len(entity)}},
    }
    return place(quote=f"{entity} {value}") | own | more
