"""Whether extraction still gives what readers accepted, corrected and added, and nothing they rejected.

A reviewed record is held against the records of its document as it is now. Accepted and corrected ones must
come in the same words with the same fields (capitals and typography aside), added ones at their place with
the fields that were given. A rejected record may not come again, unless another reviewed one claims it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.review.anchoring import Anchor
from pipeline.review.fields import FIELDS, shown, values
from pipeline.review.reviewed import Reviewed
from pipeline.schema import Span
from pipeline.scoring.matching import Row, pair_up
from pipeline.scoring.words import Spot, plain

OVERLAP = 0.5  # of the code points of both, from which two records are about the same words
MISSING = "missing"  # the state of what belongs to a document that is not at hand

_DECIDED = {"accept": "accepted", "edit": "corrected", "add": "added", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewed record with what became of it.

    ``state`` is that of its anchor, or "missing". ``faults`` say what was expected and what came; without
    any it holds. ``was`` and ``now`` are its words then and now (None where they are gone).
    """

    reviewed: Reviewed
    state: str
    now: str | None
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True when extraction gives what was decided, also when the words are gone with their text."""
        return not self.faults

    @property
    def was(self) -> str:
        """The words that were reviewed."""
        return self.reviewed.selector.exact

    def line(self) -> str:
        """The record, what was expected of it and what came, in one line."""
        one = self.reviewed
        change = f" (now “{_short(self.now)}”)" if self.state == "changed" and self.now else ""
        name = f"{one.source}: {one.kind} {one.id}, {_DECIDED[one.decision]}, “{_short(self.was)}”{change}"
        return f"{name}: {'; '.join(self.faults) or 'holds'}."


def judge_reviewed(
    reviewed: Sequence[Reviewed], anchors: Sequence[Anchor], rows: Sequence[Row], *, text: str, sha256: str
) -> tuple[Verdict, ...]:
    """The verdict on each reviewed record of one document, in order.

    ``anchors`` are theirs in ``text``, ``rows`` the records extracted from it, ``sha256`` that of the bytes
    it was read from. What is gone from unchanged bytes was lost by the reader, which is a fault.
    """
    claimed = dict(_claims(reviewed, anchors, rows))
    free = [row for index, row in enumerate(rows) if index not in claimed.values()]
    return tuple(
        Verdict(
            one,
            anchor.state,
            anchor.span.of(text) if anchor.span else None,
            tuple(_faults(one, anchor, rows[claimed[i]] if i in claimed else None, free, sha256)),
        )
        for i, (one, anchor) in enumerate(zip(reviewed, anchors, strict=True))
    )


def without_document(reviewed: Iterable[Reviewed], problem: str) -> tuple[Verdict, ...]:
    """The verdicts on records whose document could not be read; none of them holds."""
    return tuple(Verdict(one, MISSING, None, (problem,)) for one in reviewed)


def state_counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many are the same, moved, changed, gone and missing, in this order, zeros included."""
    seen = Counter(verdict.state for verdict in verdicts)
    return {state: seen[state] for state in ("same", "moved", "changed", "gone", MISSING)}


def verdict_to_data(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON-ready data."""
    one = verdict.reviewed
    return {
        "id": one.id,
        "kind": one.kind,
        "decision": one.decision,
        "source": one.source,
        "quote": verdict.was,
        "state": verdict.state,
        "now": verdict.now,
        "holds": verdict.holds,
        "faults": list(verdict.faults),
    }


def _claims(
    reviewed: Sequence[Reviewed], anchors: Sequence[Anchor], rows: Sequence[Row]
) -> Iterator[tuple[int, int]]:
    """Which row each wanted record is, as indices, one to one, by the greatest overlap."""
    for kind in FIELDS:
        wanted = [
            (i, anchor.span)
            for i, (one, anchor) in enumerate(zip(reviewed, anchors, strict=True))
            if one.kind == kind and one.wanted and anchor.span
        ]
        found = [(i, _span(row)) for i, row in enumerate(rows) if row["kind"] == kind]
        ours = [Spot(span.start, span.end) for _, span in wanted]
        theirs = [Spot(span.start, span.end) for _, span in found]
        for left, right in pair_up(ours, theirs, floor=OVERLAP):
            yield wanted[left][0], found[right][0]


def _faults(
    one: Reviewed, anchor: Anchor, row: Row | None, free: Sequence[Row], sha256: str
) -> Iterator[str]:
    if anchor.span is None:
        if one.sha256 == sha256:
            yield "its words are no longer read from the same file"
    elif not one.wanted:
        back = (
            row for row in free if row["kind"] == one.kind and _overlap(anchor.span, _span(row)) >= OVERLAP
        )
        yield from (f"expected no such record, came “{_short(row['quote'])}”" for row in back)
    elif row is None:
        yield f"expected this {one.kind}, none came"
    else:
        yield from _differences(one, row)


def _differences(one: Reviewed, row: Row) -> Iterator[str]:
    came: Mapping[str, Any] = values(row)
    if one.decision != "add" and one.selector.exact and not _same(one.selector.exact, row["quote"]):
        yield f"expected the quote “{_short(one.selector.exact)}”, came “{_short(row['quote'])}”"
    for name, expected in one.fields.items():
        if not _same(expected, came.get(name)):
            yield f"expected {name} {_said(expected)}, came {_said(came.get(name))}"


def _same(expected: Any, came: Any) -> bool:
    if isinstance(expected, str) and isinstance(came, str):
        return plain(expected) == plain(came)
    return bool(expected == came)


def _said(value: Any) -> str:
    return "none" if value is None else f"“{_short(str(shown(value)))}”"


def _span(row: Row) -> Span:
    return Span(row["start"], row["end"])


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def _short(words: str) -> str:
    """The words on one line, the middle left out of long ones."""
    line = " ".join(words.split())
    return line if len(line) <= 120 else f"{line[:70]} … {line[-40:]}"
