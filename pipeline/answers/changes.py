"""What changed between two documents: their commitments set side by side, both sides cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.answers.citations import cite
from pipeline.answers.naming import named_documents
from pipeline.index.hybrid import Searcher
from pipeline.registry.comparing import Comparison, compare
from pipeline.schema import Answer, Citation, Span

SHOWN = 10  # pairs and single commitments: what is left out is counted

Row = Mapping[str, Any]

_ASKED = re.compile(
    r"^(?:(?:what|how)(?: has| have| did)? (?:\w+ )?(?:changed?|differs?)|what(?: is| are)?(?: the)? "
    r"(?:differences?|changes?)|compare)(?: between| from)? (.+?) (?:and|to|with|against) (.+?)[?.!\s]*$",
    re.IGNORECASE,
)


def changes(question: str, searcher: Searcher, documents: Sequence[str] | None) -> Answer | None:
    """What became of the earlier document's commitments in the later one.

    None when the question asks for no such thing, or names no two single documents among ``documents`` (ids;
    all when None).
    """
    match = _ASKED.match(question.strip())
    sides = [named_documents(name, searcher, documents) for name in match.groups()] if match else []
    pair = [next(iter(side)) for side in sides if len(side) == 1]
    if len(set(pair)) != 2:
        return None
    older, newer = sorted(pair, key=lambda doc: (searcher.document(doc).date or "", doc))
    found = list(compare(searcher.records(older), searcher.records(newer)))
    return _told(question, found, (older, newer), searcher) if found else None


def _told(question: str, found: Sequence[Comparison], pair: tuple[str, str], searcher: Searcher) -> Answer:
    telling = [one for one in found if one.verdict != "restated"] or list(found)
    citations: list[Citation] = []
    lines = [f"- {_line(one, searcher, citations)}" for one in telling[:SHOWN]]
    first, second = (searcher.document(doc).title or searcher.document(doc).source.name for doc in pair)
    counts = Counter(one.verdict for one in found)
    short = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    left = len(telling) - len(lines)
    more = f"{left} more are not shown. " if left > 0 else ""
    rows = [row for one in found for row in (one.older, one.newer) if row]
    return Answer(
        question=question,
        answered=True,
        text="\n".join([short, *lines]),
        confidence=sum(row["confidence"] for row in rows) / len(rows),
        citations=tuple(citations),
        records=tuple(row["id"] for row in rows),
        short=short,
        notes=(f"{more}Commitments of {second}, against those of {first}.",),
    )


def _line(one: Comparison, searcher: Searcher, citations: list[Citation]) -> str:
    """The verdict, the words on both sides with their citations, which are added, and the reasons."""
    sides = " → ".join(_side(row, searcher, citations) for row in (one.older, one.newer) if row)
    reasons = f" ({'; '.join(one.reasons)})" if one.reasons else ""
    return f"{one.verdict}: {sides}{reasons}"


def _side(row: Row, searcher: Searcher, citations: list[Citation]) -> str:
    span = Span(row["start"], row["end"])
    citations.append(cite(searcher.document(row["doc"]), span, n=len(citations) + 1))
    return f"{row['quote']} [{len(citations)}]"
