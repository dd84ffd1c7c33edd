"""What changed between two documents: their commitments set side by side, both sides cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.answers.citations import cite
from pipeline.answers.naming import named_documents
from pipeline.index.hybrid import Searcher
from pipeline.index.terms import stems
from pipeline.registry.comparing import Comparison, compare
from pipeline.schema import Answer, Citation, Span

SHOWN = 10  # pairs and single commitments: what is left out is counted

Row = Mapping[str, Any]

_ASKED = re.compile(
    r"^(?:(?:what|how)(?: has| have| did)? (?:\w+ )?(?:changed?|differs?)|what(?: is| are)?(?: the)? "
    r"(?:differences?|changes?)|compare|how (?:do|does|did|has|have)(?= .+ (?:differ|changed?)\b))"
    r"(?: between| from)? (.+?)(?: (?:differ|changed?))? (?:and|to|with|against|from|since) "
    r"(.+?)(?: (?:differ|changed?))?[?.!\s]*$",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"\bones?\b", re.IGNORECASE)


def changes(question: str, searcher: Searcher, documents: Sequence[str] | None) -> Answer | None:
    """What became of the earlier document's commitments in the later one.

    None when the question asks for no such thing, or names no two documents among ``documents`` (ids; all
    when None).
    """
    match = _ASKED.match(question.strip())
    pair = _pair(*_names(*match.groups()), searcher, documents) if match else None
    if pair is None:
        return None
    older, newer = sorted(pair, key=lambda doc: (searcher.document(doc).date or "", doc))
    found = list(compare(searcher.records(older), searcher.records(newer)))
    return _told(question, found, (older, newer), searcher) if found else None


def _names(first: str, second: str) -> tuple[str, str]:
    """The two names, a mere year completed by the other's words: "the 2031 and the 2033 plan"."""
    first, second = _STANDS_FOR.sub("", first), _STANDS_FOR.sub("", second)
    if _is_bare(first):
        first = f"{first} {' '.join(word for word in second.split() if not word.isdecimal())}"
    return first, second


def _is_bare(name: str) -> bool:
    return all(word.isdecimal() for word in stems(name))


def _pair(
    first: str, second: str, searcher: Searcher, documents: Sequence[str] | None
) -> tuple[str, str] | None:
    """The documents that the names fit; where they fit several, the two whose titles are most alike."""
    pairs = [
        (one, other)
        for one in named_documents(first, searcher, documents)
        for other in named_documents(second, searcher, documents)
        if one != other
    ]
    return max(pairs, key=lambda pair: (_likeness(pair, searcher), pair), default=None)


def _likeness(pair: tuple[str, str], searcher: Searcher) -> float:
    """The share of words that two titles have in common (0..1)."""
    first, second = (stems(searcher.document(doc).title) for doc in pair)
    return len(first & second) / max(1, len(first | second))


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
