"""Commitment records from the promises found: one record an action, every field with its evidence.

The definition, the splitting and the fields follow eval/GUIDELINES.md, section 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extraction import duedates
from pipeline.extraction.actions import Action
from pipeline.extraction.areas import area_of
from pipeline.extraction.dates import DateExpression, deadline_of
from pipeline.extraction.grounding import evidence, tidy
from pipeline.extraction.identity import record_id
from pipeline.extraction.instruments import (
    acronyms_in,
    acronyms_of,
    first_name,
    full_name,
    short_forms,
)
from pipeline.extraction.learned.decision import Decided, decide
from pipeline.extraction.naming import Names
from pipeline.extraction.stems import Found, find_all
from pipeline.extraction.tone import polarity_of, status_of, strength_of
from pipeline.language import Sentence
from pipeline.schema import Commitment, Deadline, Document, Evidence, Span, Status


@dataclass(frozen=True, slots=True)
class _Context:
    """What one found promise is turned into records with."""

    document: Document
    sentences: Sequence[Sentence]
    found: Found
    dates: Sequence[DateExpression]  # offsets into the sentence
    sentence: Sentence
    words: str  # the sentence's text
    area: str | None
    acronyms: Mapping[str, Span]  # of instruments, as the document gives them

    def at(self, index: int, start: int, end: int) -> Evidence:
        """Evidence for ``start:end`` of the text of sentence ``index``."""
        offset = self.sentences[index].span.start
        return evidence(self.document, Span(offset + start, offset + end))

    def here(self, span: Span) -> Evidence:
        """Evidence for a span of the promise's own sentence."""
        return self.at(self.found.sentence, span.start, span.end)


def find_commitments(
    document: Document, sentences: Sequence[Sentence], expressions: Mapping[int, Sequence[DateExpression]]
) -> Iterator[Commitment]:
    """The commitments of ``document`` in text order, not yet linked to targets.

    The rules propose, :mod:`pipeline.extraction.learned` decides. ``expressions`` maps the index of a
    sentence to the dates in it (offsets into the sentence).
    """
    names, acronyms = Names(document), acronyms_of(document.text)
    for decided in decide(document, sentences, find_all(document, sentences)):
        dates = expressions.get(decided.found.sentence, ())
        yield _record(_context(document, sentences, decided.found, dates, acronyms), decided, names)


def _context(
    document: Document,
    sentences: Sequence[Sentence],
    found: Found,
    dates: Sequence[DateExpression],
    acronyms: Mapping[str, Span],
) -> _Context:
    sentence = sentences[found.sentence]
    words = sentence.text
    area = area_of(words, document.blocks[sentence.block].section)
    return _Context(document, sentences, found, dates, sentence, words, area, acronyms)


def _actor(context: _Context) -> Evidence | None:
    found = context.found
    actor = found.actor
    return context.at(found.actor_at, actor.start, actor.end) if actor.start >= 0 else None


def _record(context: _Context, decided: Decided, names: Names) -> Commitment:
    document, found, action = context.document, decided.found, decided.action
    actor = _actor(context)
    promise, words = found.promise, context.words
    span = Span(action.start, action.end)
    quote = context.here(span)
    cue = context.at(found.cue_at, promise.cue.start, promise.cue.end)
    own = _own_words(words, found, action)
    deadline = _deadline(context, span)
    agreed = None if found.shared else _agreed(context)
    lead_in = None if found.stem is None else _whole(context, found.stem)
    instrument = _instrument(context, action)
    cue_text = context.sentences[found.cue_at].text if found.shared else words
    status = status_of(words, promise.cue, action, cue_text=cue_text, is_first=decided.number == 0)
    fields = {
        "actor": actor,
        "cue": cue,
        "action": context.here(own),
        "instrument": instrument,
        "deadline": deadline and evidence(document, deadline.span),
        "agreed": agreed and context.here(agreed.full),
    }
    block = document.blocks[context.sentence.block]
    assert quote.span is not None  # made from a span just above
    return Commitment(
        id=record_id(document, "commitment", quote.span),
        doc=document.id,
        span=quote.span,
        quote=quote.quote,
        page=block.page,
        paragraph=block.label,
        section=block.section,
        confidence=decided.confidence,
        evidence={field: found_at for field, found_at in fields.items() if found_at},
        actor=tidy(actor.quote) if actor else None,
        actor_name=names.resolve(actor),
        cue=tidy(cue.quote),
        strength=strength_of(words, promise.cue, action, cue_text=cue_text, is_first=decided.number == 0),
        status=_status(status, agreed),
        action=tidy(own.of(words)),
        lead_in=lead_in,
        instrument=tidy(instrument.quote) if instrument else None,
        deadline=deadline,
        agreed=agreed.edtf if agreed else None,
        area=context.area,
        polarity=polarity_of(words, promise.cue, action),
    )


def _own_words(words: str, found: Found, action: Action) -> Span:
    """The action without cue and actor; a cue that is itself the verb of the action stays."""
    cue = found.promise.cue
    bare = not found.shared and action.start < cue.end and cue.rule.form in ("base", "any", "that")
    if not bare or not words[cue.end : action.end].strip():
        return Span(action.start, action.end)
    return Span(action.end - len(words[cue.end : action.end].lstrip()), action.end)


def _status(status: Status, agreed: DateExpression | None) -> Status:
    """A promise told with the earlier date of its making is one that is restated."""
    return "reaffirmed" if agreed and status == "new" else status


def _deadline(context: _Context, quote: Span) -> Deadline | None:
    expression = duedates.find_deadline(quote, context.dates, context.document.date)
    edtf = deadline_of(expression) if expression else None
    if expression is None or edtf is None:
        return None
    found = context.here(expression.full)
    assert found.span is not None
    return Deadline(found.quote, edtf, found.span)


def _agreed(context: _Context) -> DateExpression | None:
    return duedates.find_agreed(
        context.words, context.found.promise.cue, context.dates, context.document.date
    )


def _instrument(context: _Context, action: Action) -> Evidence | None:
    """The first instrument named in the action, its sentence or the stem, or meant by a short form."""
    index, stem = context.found.sentence, context.found.stem
    words = context.words
    texts = [words[action.start : action.end], words]
    if stem is not None:
        texts.append(context.sentences[stem].text)
    named = first_name(texts)
    if named is None:
        return _short_instrument(context, texts[1:])
    place, span = named
    offset = action.start if place == 0 else 0
    return context.at(
        stem if place == 2 and stem is not None else index, offset + span.start, offset + span.end
    )


def _short_instrument(context: _Context, texts: Sequence[str]) -> Evidence | None:
    """The full name, earlier in the document, of "the Pledge", or of its acronym."""
    document, before = context.document, context.sentence.span.start
    acronyms = (context.acronyms.get(one) for text in texts for one in acronyms_in(text))
    named = next((span for span in acronyms if span), None)
    if named:
        return evidence(document, named)
    for head in (head for text in texts for head in short_forms(text)):
        span = full_name(document.text, head, before)
        if span:
            return evidence(document, span)
    return None


def _whole(context: _Context, index: int) -> Evidence:
    return evidence(context.document, context.sentences[index].span)
