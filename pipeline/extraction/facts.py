"""What a document says of the bodies, instruments and events it names, each statement tied to its words.

Five predicates (see :class:`pipeline.schema.Fact`): where it is named, what it is, when and by whom it was
set up, what it does, and its parts. Profiles merge them across documents (:mod:`pipeline.registry`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.extraction.dates import DateExpression
from pipeline.extraction.entitynames import kind_of
from pipeline.extraction.establishing import find_established, is_told
from pipeline.extraction.grounding import evidence, tidy
from pipeline.extraction.identity import record_id
from pipeline.extraction.mentions import Naming, Reading
from pipeline.extraction.parts import find_parts
from pipeline.extraction.statements import Statement
from pipeline.extraction.subjects import subject, verb_after
from pipeline.language.lexicons import read
from pipeline.schema import Document, Fact, Span

NAMED = 3  # sentences kept that name an entity, a document: enough to show where it stands
DONE = 12  # statements kept of what an entity does or is, a document
CONFIDENCE = {
    "named": 0.95,
    "is": 0.85,
    "established": 0.85,
    "does": 0.8,
    "part": 0.85,
}  # by eye, as for links
_BEING = re.compile(r"(?:is|are|was|were|(?:serve|act|function)s?\s+as)\s+(?=(?:an?|the|one|NATO|not an?)\b)")
_ASIDE = re.compile(r"(?:\s*\([^()]{1,40}\))?,\s+(?P<what>(?:an?|the)\s+[^;:]{8,240}?)(?=[,.]?$|,\s|\.\s)")
_FINITE = re.compile(r"\s(?:is|are|was|were|has|have|will|that|which|who)\s")
_MEANS = re.compile(r"(?:Through|Under|Within|With|Via|By means of)\s+(?:the\s+|this\s+|our\s+)?")
_CLAUSE = re.compile(r"(?:\s*\([^()]{1,40}\))?,\s+(?=\S)")
_END = re.compile(r"[\s.;:,]+(?:and|or)?\s*$")


@dataclass(slots=True)
class _Kept:
    """How often each entity was named or described, and which ids were given."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    spans: Counter[Span] = field(default_factory=Counter)

    def takes(self, fact: Fact) -> bool:
        self.counts[fact.entity, fact.predicate] += 1
        limit = {"named": NAMED, "is": DONE, "does": DONE}.get(fact.predicate)
        return limit is None or self.counts[fact.entity, fact.predicate] <= limit


def find_facts(
    document: Document,
    readings: Sequence[Reading],
    naming: Naming,
    expressions: Mapping[int, Sequence[DateExpression]],
) -> Iterator[Fact]:
    """The facts of ``document`` in reading order; ``expressions`` are the dates of each sentence."""
    kept = _Kept()
    items = _items(document, readings)
    latest = _latest_year(document, expressions)
    for index, reading in enumerate(readings):
        for statement in _statements(document, reading, expressions[index], items, latest):
            fact = _fact(document, statement, naming)
            if kept.takes(fact):
                ordinal = kept.spans[fact.span]
                kept.spans[fact.span] += 1
                yield replace(fact, id=record_id(document, "fact", fact.span, ordinal))


def _items(document: Document, readings: Sequence[Reading]) -> dict[int, list[Reading]]:
    """The sentences of the items under each stem, by the stem's block."""
    found: dict[int, list[Reading]] = {}
    for reading in readings:
        lead_in = document.blocks[reading.sentence.block].lead_in
        if lead_in is not None:
            found.setdefault(lead_in, []).append(reading)
    return found


def _latest_year(document: Document, expressions: Mapping[int, Sequence[DateExpression]]) -> str:
    """The year the text was written: its date's, or the last it names that is no due date."""
    if document.date:
        return document.date[:4]
    told = (one for found in expressions.values() for one in found if one.edtf and one.bound is None)
    return max((one.edtf[:4] for one in told if one.edtf and one.edtf[:4].isdigit()), default="")


def _statements(
    document: Document,
    reading: Reading,
    expressions: Sequence[DateExpression],
    items: Mapping[int, Sequence[Reading]],
    latest: str,
) -> Iterator[Statement]:
    under = items.get(reading.sentence.block, ())
    yield from _named(reading)
    yield from find_established(document, reading, expressions, latest=latest)
    yield from _described(reading)
    yield from _done(reading, under)
    yield from find_parts(reading, under)


def _named(reading: Reading) -> Iterator[Statement]:
    whole = Span(0, len(reading.sentence.text))
    for name in dict.fromkeys(mention.name for mention in reading.mentions if mention.full):
        mention = next(one for one in reading.mentions if one.name == name and one.full)
        yield Statement(reading, mention, "named", whole)


def _described(reading: Reading) -> Iterator[Statement]:
    """ "The Board is a forum for ...", "the Board, a forum for ..., meets"."""
    text = reading.sentence.text
    about = subject(text, reading.mentions)
    for mention in reading.mentions:
        verb = verb_after(text, mention) if mention == about else None
        being = _BEING.match(text, verb) if verb is not None else None
        aside = _ASIDE.match(text, mention.span.end) if mention.full else None
        if being and _describes(text[being.end() :]):
            yield Statement(reading, mention, "is", _trimmed(text, being.end(), len(text)))
        elif aside and _describes(aside["what"]):
            yield Statement(reading, mention, "is", Span(*aside.span("what")))


def _describes(words: str) -> bool:
    """True for "a forum that ...": a noun for things of this kind comes before any verb."""
    phrase = _FINITE.split(words, maxsplit=1)[0].split()[1:10]
    return any(word.islower() and _is_kind(word) for word in phrase) and phrase[0][:1].islower()


def _is_kind(word: str) -> bool:
    return (
        kind_of(word.rstrip("s,")) is not None or kind_of(word) is not None or word.rstrip("s,") in _kinds()
    )


@cache
def _kinds() -> frozenset[str]:
    return frozenset(read("entities")["telling"]["kinds"])


def _done(reading: Reading, items: Sequence[Reading]) -> Iterator[Statement]:
    """What the subject of the sentence does; under a stem, each item with the stem's verb."""
    text = reading.sentence.text
    about = subject(text, reading.mentions)
    verb = verb_after(text, about) if about else None
    if about is None or verb is None:
        yield from _by_means_of(reading)
    elif text.rstrip().endswith(":") and items:
        stem = _trimmed(text, verb, len(text))
        for item in items:
            said = _trimmed(item.sentence.text, 0, len(item.sentence.text))
            yield Statement(reading, about, "does", stem, item=item, item_span=said)
    elif not _BEING.match(text, verb) and not is_told(text, verb):
        yield Statement(reading, about, "does", _trimmed(text, verb, len(text)))


def _by_means_of(reading: Reading) -> Iterator[Statement]:
    """ "Through the Process, members identify ...": what is done through it is what it does."""
    text = reading.sentence.text
    means = None if text.rstrip().endswith(":") else _MEANS.match(text)
    for mention in reading.mentions[:1]:
        clause = _CLAUSE.match(text, mention.span.end)
        if means and means.end() == mention.span.start and clause and mention.kind != "event":
            yield Statement(reading, mention, "does", _trimmed(text, clause.end(), len(text)))


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space, stops and "and" at its end."""
    found = _END.search(text, start, end)
    return Span(start, found.start() if found and found.start() > start else end)


def _fact(document: Document, statement: Statement, naming: Naming) -> Fact:
    home = statement.item or statement.reading
    block = document.blocks[home.sentence.block]
    span = home.sentence.span
    fields = {name: evidence(document, place) for name, place in statement.places().items()}
    mention = statement.mention
    return Fact(
        id="",
        doc=document.id,
        span=span,
        quote=document.quote(span),
        page=block.page,
        paragraph=block.label,
        section=block.section,
        confidence=CONFIDENCE[statement.predicate],
        evidence=fields,
        entity=mention.name,
        entity_kind=mention.kind,
        predicate=statement.predicate,
        value=tidy(statement.value),
        aliases=naming.aliases(mention.name),
        when=statement.when,
        by=statement.by and tidy(statement.by),
        at=statement.at,
        noun=statement.noun,
    )
