"""The training excerpts as sentences with their annotated actions, for what is learned of commitments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.extraction.learned.context import contexts
from pipeline.extraction.stems import Found, find_all
from pipeline.language import Sentence, analyse
from pipeline.schema import BlockKind, Document, Span
from pipeline.scoring.gold import GoldCommitment
from tests.tools.fitting.training import Excerpt, excerpts


@dataclass(frozen=True, slots=True)
class Action:
    """An annotated action, its cue and actor in the sentence where they stand in it."""

    gold: GoldCommitment
    span: Span
    cue: Span | None
    actor: Span | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence as extraction reads it, what the rules propose in it, and the annotated actions."""

    excerpt: int
    text: str
    context: str
    kind: BlockKind
    promises: tuple[Found, ...]
    actions: tuple[Action, ...]

    def fold(self, folds: int) -> int:
        """In which of so many folds its excerpt is left out."""
        return self.excerpt % folds


def annotated() -> Iterator[tuple[Annotated, ...]]:
    """The sentences of each training excerpt, excerpts by name."""
    for number, excerpt in enumerate(excerpts()):
        yield tuple(sentences_of(excerpt, number))


def sentences_of(excerpt: Excerpt, number: int) -> Iterator[Annotated]:
    """The sentences of one document, which is the ``number``-th."""
    document = excerpt.document
    sentences = analyse(document)
    promises: dict[int, list[Found]] = {}
    for found in find_all(document, sentences):
        promises.setdefault(found.sentence, []).append(found)
    actions = list(_placed(excerpt))
    read_with = contexts(document, sentences)
    for index, (sentence, context) in enumerate(zip(sentences, read_with, strict=True)):
        yield Annotated(
            number,
            sentence.text,
            context,
            document.blocks[sentence.block].kind,
            tuple(promises.get(index, ())),
            tuple(_within(document, sentence, actions)),
        )


def _placed(excerpt: Excerpt) -> Iterator[tuple[GoldCommitment, Span, Span]]:
    """Each annotated commitment with its span and that of its unit in the document."""
    units = {sentence.unit: sentence.span for sentence in excerpt.sentences}
    taken: set[Span] = set()
    for gold in excerpt.gold.commitments:
        unit = units[gold.unit]
        free = (one for one in _occurrences(excerpt.document, gold.quote, unit) if one not in taken)
        for span in islice(free, 1):
            taken.add(span)
            yield gold, span, unit


def _occurrences(document: Document, words: str | None, within: Span) -> Iterator[Span]:
    start = document.text.find(words, within.start, within.end) if words else -1
    while words and start >= 0:
        yield Span(start, start + len(words))
        start = document.text.find(words, start + 1, within.end)


def _within(
    document: Document, sentence: Sentence, actions: Iterable[tuple[GoldCommitment, Span, Span]]
) -> Iterator[Action]:
    at = sentence.span
    for gold, span, unit in actions:
        if at.start <= span.start < at.end:
            cue, actor = (_nearest(document, words, unit, span) for words in (gold.cue, gold.actor))
            yield Action(gold, _inside(span, at) or span, _inside(cue, at), _inside(actor, at))


def _nearest(document: Document, words: str | None, unit: Span, to: Span) -> Span | None:
    found = _occurrences(document, words, unit)
    return min(found, key=lambda span: abs(span.start - to.start), default=None)


def _inside(span: Span | None, sentence: Span) -> Span | None:
    """``span`` counted in the sentence and cut at its end; None when it begins outside."""
    if span is None or not sentence.start <= span.start < sentence.end:
        return None
    return Span(span.start - sentence.start, min(span.end, sentence.end) - sentence.start)
