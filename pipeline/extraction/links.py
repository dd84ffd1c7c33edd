"""Links between named instruments and bodies, from the words between two names of one sentence.

"The Board ... reports to the CNAD" links the last Board named to the body that CNAD stands for. An updated
plan updates the plan of that name, the parts of a thing are part of it, and a promise that restates a named
instrument reaffirms it. The words are in ``language/lexicons/links.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from pipeline.extraction.grounding import evidence, tidy
from pipeline.extraction.identity import record_id
from pipeline.extraction.linkwords import CONFIDENCE, NEARBY, find_relation, is_name
from pipeline.extraction.mentions import Naming, Reading
from pipeline.extraction.subjects import Mention, is_cut, subject
from pipeline.schema import Commitment, Document, Evidence, Fact, Link, Record, Relation, Span

CONTINUED = re.compile(r",\s+(?:and\s+)?[a-z]+s\b")
UNNAMED = re.compile(
    r"\b(?P<words>(?:reports?|reported|is accountable|are accountable)\s+"
    r"(?:directly\s+|back\s+|regularly\s+)?to)\s+(?:the\s+|its\s+|our\s+)?(?P<whom>(?!us\b|them\b|you\b|it\b|be\b)[A-Za-z][\w’'-]*"
    r"(?:\s+(?:of\s+)?[a-zA-Z][\w’'-]*){0,4}?)"
    r"(?=\s+(?:by|in|on|at|every|each|annually|and|with|once|before|after|regularly|no|within|for)\b|[,.;]|$)"
)
RESTATED = re.compile(
    r"\b(?:re-?affirm|re-?iterat|re-?commit|remain|restat|renew|reassert|uphold)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of a link: the name or id it is known by, and its words in the document."""

    name: str
    words: Evidence


def find_links(
    document: Document,
    readings: Sequence[Reading],
    naming: Naming,
    *,
    commitments: Sequence[Commitment] = (),
    facts: Sequence[Fact] = (),
) -> tuple[Link, ...]:
    """The links that sentences of ``document`` state, and those of versions, parts and restated promises."""
    found = chain(
        chain.from_iterable(_stated(document, one) for one in readings),
        chain.from_iterable(_to_unnamed(document, one) for one in readings),
        _of_versions(document, readings, naming),
        _of_parts(document, facts),
        _of_commitments(document, commitments),
    )
    return tuple(_numbered(document, found))


def _numbered(document: Document, links: Iterable[Link]) -> Iterator[Link]:
    """Each with its id; several may stand on the same words."""
    seen: Counter[Span] = Counter()
    for link in links:
        yield replace(link, id=record_id(document, "link", link.span, seen[link.span]))
        seen[link.span] += 1


def _stated(document: Document, reading: Reading) -> Iterator[Link]:
    text, offset = reading.sentence.text, reading.sentence.span.start
    source: Mention | None = None
    for first, second in pairwise(reading.mentions):
        first_end = first.span.end
        between = text[first_end : second.span.start]
        # "The Plan, which implements the Pledge, supplements the Strategy": one subject for both verbs.
        first = source if source and CONTINUED.match(between) else first
        found = find_relation(between) if _may_relate(text, first, second) else None
        if found:
            relation, start, end, turned = found
            source = first
            sides = [_Side(one.name, _moved(document, one.span, offset)) for one in (first, second)]
            words = _moved(document, Span(start, end), offset + first_end)
            yield _link(document, relation, sides[::-1] if turned else sides, words, reading.sentence.block)


def _may_relate(text: str, first: Mention, second: Mention) -> bool:
    """True for two different names, each whole."""
    differ = first.name != second.name and is_name(first.name) and is_name(second.name)
    return differ and not is_cut(text, second.span.end)


def _moved(document: Document, span: Span, offset: int) -> Evidence:
    return evidence(document, Span(span.start + offset, span.end + offset))


def _link(
    document: Document, relation: Relation, sides: Sequence[_Side], words: Evidence, block_index: int
) -> Link:
    source, target = sides
    spans = [found.span for found in (source.words, target.words, words) if found.span]
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    block = document.blocks[block_index]
    return Link(
        id="",
        doc=document.id,
        span=span,
        quote=document.quote(span),
        page=block.page,
        paragraph=block.label,
        section=block.section,
        confidence=CONFIDENCE[relation],
        evidence={"source": source.words, "target": target.words, "relation": words},
        relation=relation,
        source=source.name,
        target=target.name,
    )


def _to_unnamed(document: Document, reading: Reading) -> Iterator[Link]:
    """ "The Task Force will report to ministers": whom a body reports to may have no name of its own."""
    text = reading.sentence.text
    about = subject(text, reading.mentions)
    found = UNNAMED.search(text, about.span.end) if about else None
    if about is None or found is None:
        return
    place = Span(*found.span("whom"))
    if about.kind != "instrument" and not any(place.overlaps(mention.span) for mention in reading.mentions):
        offset = reading.sentence.span.start
        whom = _moved(document, place, offset)
        sides = (_Side(about.name, _moved(document, about.span, offset)), _Side(tidy(whom.quote), whom))
        words = _moved(document, Span(*found.span("words")), offset)
        yield _link(document, "reports_to", sides, words, reading.sentence.block)


def _of_versions(document: Document, readings: Sequence[Reading], naming: Naming) -> Iterator[Link]:
    """ "An updated Plan" updates the Plan: stated once, where the version is first named in full."""
    told: set[str] = set()
    for reading in readings:
        for mention in reading.mentions:
            base = naming.base_of(mention.name)
            words = mention.span.of(reading.sentence.text)
            start = words.find(base)
            whole_name = not is_cut(reading.sentence.text, mention.span.end)
            if base != mention.name and start > 0 and whole_name and mention.name not in told:
                told.add(mention.name)
                offset = reading.sentence.span.start + mention.span.start
                whole = _moved(document, Span(0, start + len(base)), offset)
                thing = _moved(document, Span(start, start + len(base)), offset)
                version = _moved(document, Span(0, len(words[:start].rstrip())), offset)
                sides = (_Side(mention.name, whole), _Side(base, thing))
                yield _link(document, "updates", sides, version, reading.sentence.block)


def _of_parts(document: Document, facts: Sequence[Fact]) -> Iterator[Link]:
    """Each part a fact tells of is part of its owner."""
    for fact in facts:
        if fact.predicate == "part":
            part = fact.evidence["value"]
            link = _of_record(document, fact, part, fact.evidence["entity"])
            words = fact.evidence.get("stem", part)
            fields = {**link.evidence, "relation": words}
            yield replace(link, relation="part_of", source=fact.value, target=fact.entity, evidence=fields)


def _of_record(document: Document, record: Record, source: Evidence, target: Evidence) -> Link:
    """A link that stands where ``record`` stands."""
    return Link(
        id="",
        doc=document.id,
        span=record.span,
        quote=record.quote,
        page=record.page,
        paragraph=record.paragraph,
        section=record.section,
        confidence=record.confidence,
        evidence={"source": source, "target": target},
        relation="reaffirms",
        source=record.id,
        target="",
    )


def _of_commitments(document: Document, commitments: Sequence[Commitment]) -> Iterator[Link]:
    """A promise that restates a named instrument in its own words reaffirms it."""
    for commitment in commitments:
        named = commitment.evidence.get("instrument")
        if commitment.instrument is None or named is None or named.span is None:
            continue
        restates = RESTATED.match(commitment.cue or "") and commitment.span.contains(named.span)
        if restates and NEARBY.fullmatch(document.text, commitment.span.start, named.span.start):
            link = _of_record(document, commitment, evidence(document, commitment.span), named)
            known = min(commitment.confidence, CONFIDENCE["reaffirms"])
            yield replace(link, target=commitment.instrument, confidence=known)
