"""The one public entry: a document in, its records out, by a written-out row of stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extraction import dates
from pipeline.extraction.calendar import find_dates
from pipeline.extraction.commitments import find_commitments
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.facts import find_facts
from pipeline.extraction.grounding import grounded
from pipeline.extraction.links import find_links
from pipeline.extraction.mentions import read_all
from pipeline.extraction.pieces import pieces
from pipeline.extraction.targets import find_targets
from pipeline.language import Sentence, analyse
from pipeline.schema import Commitment, Date, Document, Fact, Records, Target


def extract(document: Document, sentences: Sequence[Sentence] | None = None) -> Records:
    """All records of ``document``, each kind in text order, each tied to the text.

    ``sentences`` are those of :func:`pipeline.language.analyse`, where the caller has them already.
    Furniture and hidden text give no records; what is too long for a sentence is read in pieces (see
    :mod:`pipeline.extraction.pieces`). The same document gives the same records with the same ids.
    """
    found = analyse(document) if sentences is None else sentences
    visible = [piece for one in found if _is_read(document, one) for piece in pieces(one)]
    expressions = {i: dates.find(s.text, reference_date=document.date) for i, s in enumerate(visible)}
    commitments = grounded(document, find_commitments(document, visible, expressions))
    targets = grounded(document, _targets(document, visible, expressions, commitments))
    naming, readings = read_all(document, visible)
    facts = tuple(find_facts(document, readings, naming, expressions))
    links = find_links(document, readings, naming, commitments=commitments, facts=facts)
    return Records(
        commitments=_with_targets(commitments, targets),
        targets=targets,
        dates=grounded(document, _dates(document, visible, expressions)),
        links=grounded(document, links),
        facts=_in_order(facts, grounded(document, facts)),
    )


def _in_order(found: Sequence[Fact], kept: Iterable[Fact]) -> tuple[Fact, ...]:
    """The kept ones as they were found: the parts of one sentence stay in its order."""
    ids = {fact.id for fact in kept}
    return tuple(fact for fact in found if fact.id in ids)


def _is_read(document: Document, sentence: Sentence) -> bool:
    block = document.blocks[sentence.block]
    return not block.hidden and block.kind != "furniture"


def _targets(
    document: Document,
    sentences: Sequence[Sentence],
    expressions: Mapping[int, Sequence[DateExpression]],
    commitments: Iterable[Commitment],
) -> Iterator[Target]:
    """The targets of each sentence, which belong to the commitments of the same sentence."""
    waiting = list(commitments)[::-1]
    for index, sentence in enumerate(sentences):
        own: list[Commitment] = []
        while waiting and waiting[-1].span.start < sentence.span.end:
            own.append(waiting.pop())
        found = expressions[index]
        yield from find_targets(
            document, sentence.span, block=sentence.block, commitments=own, expressions=found
        )


def _with_targets(commitments: Iterable[Commitment], targets: Iterable[Target]) -> tuple[Commitment, ...]:
    ids: dict[str, list[str]] = {}
    for target in targets:
        if target.commitment:
            ids.setdefault(target.commitment, []).append(target.id)
    return tuple(replace(one, targets=tuple(ids[one.id])) if one.id in ids else one for one in commitments)


def _dates(
    document: Document, sentences: Sequence[Sentence], expressions: Mapping[int, Sequence[DateExpression]]
) -> Iterator[Date]:
    for index, sentence in enumerate(sentences):
        if found := expressions[index]:
            yield from find_dates(document, sentence.span, block=sentence.block, expressions=found)
