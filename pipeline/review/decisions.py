"""What one row that came back says: a decision on a record, an added record, or nothing yet.

Everything is checked against the document in the store; GoldError tells what is wrong with a row and what to
do about it, and is collected by :mod:`pipeline.review.importing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, cast

from pipeline.errors import GoldError, UnknownDocument
from pipeline.review.anchoring import anchor
from pipeline.review.fields import FIELDS, shown, words
from pipeline.review.quotes import find_quote, same_words
from pipeline.review.reviewed import Decision, Reviewed
from pipeline.review.selectors import Selector, selector_of
from pipeline.review.sheet import CHOICES, Row
from pipeline.schema import Document, RecordKind, Span

Find = Callable[[str], Document]  # the document of an id or a file name


def decide(row: Row, place: str, find: Find) -> Reviewed | None:
    """The decision of a row, None where none was taken; GoldError names the row and the remedy."""
    try:
        _check_kind(row)
        decision = _decision(row)
        return _of_record(row, decision, find) if words(row.get("id")) else _added(row, decision, find)
    except (ValueError, UnknownDocument) as exc:
        raise GoldError(f"{place}: {str(exc).rstrip('.')}.") from exc


def _check_kind(row: Row) -> None:
    if row.get("kind") not in FIELDS:
        raise ValueError(f"kind is {row.get('kind')!r}; write {', '.join(FIELDS)}")


def _decision(row: Row) -> str:
    found = (words(row.get("decision")) or "").casefold()
    if found and found not in (*CHOICES, "add"):
        raise ValueError(f"the decision is {found!r}; write {', '.join(CHOICES)}, or leave it empty")
    return found


def _of_record(row: Row, decision: str, find: Find) -> Reviewed | None:
    original = row.get("original")
    if not isinstance(original, Mapping) or not isinstance(original.get("quote"), str):
        raise ValueError("the column 'original' is missing; copy the row from a new export")
    kind = cast(RecordKind, row["kind"])
    fields, changed = _fields(row, kind, original)
    requoted = not same_words(original["quote"], str(row.get("quote") or ""))
    _check(decision, [*changed, *(["quote"] if requoted else [])])
    if not decision:
        return None
    document = _document(row, find)
    selector = _selector(row, document, original["quote"])
    if requoted:
        selector = selector_of(
            document.text, find_quote(document.text, str(row.get("quote") or ""), near=selector.span.start)
        )
    return Reviewed(
        id=str(row["id"]),
        kind=kind,
        decision=cast(Decision, decision),
        source=document.source.name,
        sha256=document.source.sha256,
        selector=selector,
        fields={} if decision == "reject" else fields,
        note=words(row.get("note")) or "",
    )


def _check(decision: str, changed: list[str]) -> None:
    """A change without the decision for it would be lost, and so would a decision without its change."""
    if changed and decision in ("", "accept"):
        said = "the decision is accept" if decision else "there is no decision"
        raise ValueError(f"{', '.join(changed)} changed, but {said}; write edit, or restore what was there")
    if decision == "edit" and not changed:
        raise ValueError("the decision is edit, but nothing was changed; correct a field, or write accept")


def _fields(row: Row, kind: RecordKind, original: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """All fields as the row has them, and the names of those that are not as they were extracted."""
    found: dict[str, Any] = {}
    changed = []
    for name in FIELDS[kind]:
        before = original.get(name)
        if words(shown(before)) == words(shown(row.get(name))):
            found[name] = before
            continue
        found[name] = _read(row, kind, name)
        if found[name] != before:
            changed.append(name)
    return found, changed


def _read(row: Row, kind: RecordKind, name: str) -> Any:
    try:
        return FIELDS[kind][name].read(row.get(name))
    except ValueError as exc:
        raise ValueError(f"{name}: {exc}") from exc


def _document(row: Row, find: Find) -> Document:
    """The document the record came from; when that is gone, the one of the same file name."""
    try:
        return find(words(row.get("doc")) or "")
    except UnknownDocument:
        return find(words(row.get("source")) or "")


def _selector(row: Row, document: Document, quote: str) -> Selector:
    """Where the record stands in the document as it is now."""
    span = Span(_offset(row, "start"), _offset(row, "end"))
    before = Selector(quote, str(row.get("prefix") or ""), str(row.get("suffix") or ""), span)
    found = anchor(document.text, before).span
    if found is None:
        raise ValueError(
            f"the quote no longer stands in {document.source.name}; export anew to review it as it is now"
        )
    return selector_of(document.text, found)


def _offset(row: Row, name: str) -> int:
    try:
        return int(row.get(name) or 0)
    except (TypeError, ValueError) as exc:
        raise ValueError(f"{name} is {row.get(name)!r}; write a whole number") from exc


def _added(row: Row, decision: str, find: Find) -> Reviewed | None:
    """A record that was missing; only the fields that are filled in will be held against the extraction."""
    if decision == "reject":
        raise ValueError("reject without an id; to add what is missing, leave the decision empty")
    kind = cast(RecordKind, row["kind"])
    if not words(row.get("quote")):
        raise ValueError("a new row without a quote; copy the words of the document into it")
    document = _new_document(row, find)
    near = _offset(row, "start") if words(row.get("start")) else None
    span = find_quote(document.text, str(row["quote"]), near=near)
    given = [name for name in FIELDS[kind] if words(shown(row.get(name))) is not None]
    return Reviewed(
        id=_added_id(document, kind, span),
        kind=kind,
        decision="add",
        source=document.source.name,
        sha256=document.source.sha256,
        selector=selector_of(document.text, span),
        fields={name: _read(row, kind, name) for name in given},
        note=words(row.get("note")) or "",
    )


def _new_document(row: Row, find: Find) -> Document:
    name = words(row.get("doc")) or words(row.get("source"))
    if name is None:
        raise ValueError("a new row without a source; choose the document that holds the quote")
    return find(name)


def _added_id(document: Document, kind: RecordKind, span: Span) -> str:
    """The same for the same place in the same document, so that adding twice adds once."""
    basis = f"{document.id}:{kind}:{span.start}:{span.end}:added"
    return f"added-{hashlib.sha256(basis.encode()).hexdigest()[:12]}"
