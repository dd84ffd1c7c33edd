"""Links between named instruments and bodies, from the words between two names of one sentence.

"The Board ... reports to the CNAD" links the last Board named to the body that CNAD stands for. A restated
promise that belongs to a named instrument reaffirms it. First version: explicit patterns only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

from pipeline.extraction.grounding import evidence, tidy
from pipeline.extraction.identity import record_id
from pipeline.extraction.instruments import find_names
from pipeline.language import Sentence, lexicons
from pipeline.schema import Commitment, Document, Evidence, Link, Relation, Span

REACH = 120  # code points between two names; farther apart the words rarely relate them
CONFIDENCE = 0.8  # by eye over the links of the summit corpus
ACRONYM = re.compile(r"\s*\(([A-Z][\w&+-]{1,11})\)$")
# "the Declaration and the statement agreed by" relates the statement, "founded a body with" relates the body.
JOINED = re.compile(r"\s+(?:and|or|with|in)\b")
DIRECT = re.compile(r"(?:(?!\bwith\b)[^,;:]){0,60}")
CONTINUED = re.compile(r",\s+(?:and\s+)?[a-z]+s\b")
SHORT = re.compile(r"\b[Tt](?:he|his) (?:\w+ )?([A-Z][a-z]+)\b(?! [A-Z])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a span of the sentence's text, and the full name it stands for."""

    span: Span
    name: str


class Gazetteer:
    """The names met so far in one document: full names, acronyms, and the last name of each head."""

    def __init__(self) -> None:
        self._acronyms: dict[str, str] = {}
        self._heads: dict[str, str] = {}

    def mentions(self, text: str) -> list[Mention]:
        """All names of ``text`` in order, none overlapping; new ones are remembered."""
        found = [
            self._learn(text, span) for kind in ("instruments", "bodies") for span in find_names(text, kind)
        ]
        found.extend(Mention(span, name) for span, name in self._known(text))
        return _without_overlaps(found)

    def _learn(self, text: str, span: Span) -> Mention:
        words = tidy(span.of(text))
        acronym = ACRONYM.search(words)
        name = ACRONYM.sub("", words)
        if acronym:
            self._acronyms[acronym[1]] = name
        self._heads[name.split()[-1]] = name
        return Mention(span, name)

    def _known(self, text: str) -> Iterator[tuple[Span, str]]:
        for match in re.finditer(r"\b[A-Z][\w&+-]*[A-Z][\w&+-]*\b", text):
            if match[0] in self._acronyms:
                yield Span(match.start(), match.end()), self._acronyms[match[0]]
        for match in SHORT.finditer(text):
            if match[1] in self._heads:
                yield Span(match.start(), match.end()), self._heads[match[1]]


def _without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """The longest mention of each overlapping group, in text order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.span), m.span)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def find_links(
    document: Document, sentences: Sequence[Sentence], commitments: Sequence[Commitment] = ()
) -> tuple[Link, ...]:
    """The links of ``document``: those its sentences state, and those of restated promises."""
    names = Gazetteer()
    stated = (link for one in sentences for link in _of_sentence(document, one, names))
    return (*stated, *_of_commitments(document, commitments))


def _of_sentence(document: Document, sentence: Sentence, names: Gazetteer) -> Iterator[Link]:
    text = sentence.text
    source: Mention | None = None
    for first, second in pairwise(names.mentions(text)):
        between = text[first.span.end : second.span.start]
        # "The Plan, which implements the Pledge, supplements the Strategy": one subject for both verbs.
        first = source if source and CONTINUED.match(between) else first
        found = _relation(between) if 0 < len(between) <= REACH and first.name != second.name else None
        if found:
            relation, start, end, turned = found
            source = first
            offset = second.span.start - len(between)
            words = Span(offset + start, offset + end)
            yield _link(document, sentence, relation, (second, first) if turned else (first, second), words)


def _relation(between: str) -> tuple[Relation, int, int, bool] | None:
    if JOINED.match(between):
        return None
    for relation, pattern, turned in _patterns():
        match = pattern.search(between)
        if match and DIRECT.fullmatch(between, match.end()):
            return relation, match.start(), match.end(), turned
    return None


@cache
def _patterns() -> tuple[tuple[Relation, re.Pattern[str], bool], ...]:
    """Relation, pattern and whether the names change sides; the turned ones are tried first."""
    lexicon = lexicons.read("links")
    return tuple(
        (cast(Relation, relation), re.compile("|".join(words), re.IGNORECASE), key == "reversed")
        for key in ("reversed", "relations")
        for relation, words in lexicon[key].items()
    )


def _link(
    document: Document, sentence: Sentence, relation: Relation, sides: tuple[Mention, Mention], words: Span
) -> Link:
    offset = sentence.span.start
    source, target = (_moved(document, side.span, offset) for side in sides)
    spans = [found.span for found in (source, target) if found.span]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    fields = {"source": source, "target": target, "relation": _moved(document, words, offset)}
    return _record(document, sentence.block, relation, span, (sides[0].name, sides[1].name), fields)


def _moved(document: Document, span: Span, offset: int) -> Evidence:
    return evidence(document, Span(span.start + offset, span.end + offset))


def _record(
    document: Document,
    block_index: int,
    relation: Relation,
    span: Span,
    sides: tuple[str, str],
    fields: dict[str, Evidence],
) -> Link:
    block = document.blocks[block_index]
    return Link(
        id=record_id(document, "link", span),
        doc=document.id,
        span=span,
        quote=document.quote(span),
        page=block.page,
        paragraph=block.label,
        section=block.section,
        confidence=CONFIDENCE,
        evidence=fields,
        relation=relation,
        source=sides[0],
        target=sides[1],
    )


def _of_commitments(document: Document, commitments: Sequence[Commitment]) -> Iterator[Link]:
    """A restated promise reaffirms the instrument that its own words name."""
    for commitment in commitments:
        named = commitment.evidence.get("instrument")
        if (
            commitment.status != "reaffirmed"
            or named is None
            or named.span is None
            or commitment.instrument is None
        ):
            continue
        if commitment.span.contains(named.span):
            fields = {"source": evidence(document, commitment.span), "target": named}
            yield Link(
                id=record_id(document, "link", commitment.span),
                doc=document.id,
                span=commitment.span,
                quote=commitment.quote,
                page=commitment.page,
                paragraph=commitment.paragraph,
                section=commitment.section,
                confidence=commitment.confidence,
                evidence=fields,
                relation="reaffirms",
                source=commitment.id,
                target=commitment.instrument,
            )
