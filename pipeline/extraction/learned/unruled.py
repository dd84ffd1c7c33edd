"""Cue and actor of an action that only the tagger found.

An action that opens with a cue of the rules is that promise's; behind a promise of the same sentence it is a
further action of that promise. Else the cue is what the tagger marks as one, or the action's first word;
strength and status are what it reads in the action.
"""

from __future__ import annotations

from pipeline.extraction.actions import Action
from pipeline.extraction.actors import find_actor
from pipeline.extraction.cues import Cue, Rule
from pipeline.extraction.learned.features import Reading
from pipeline.extraction.learned.scores import STATUSES, STRENGTHS, Scores
from pipeline.extraction.promises import Promise
from pipeline.extraction.stems import Found
from pipeline.schema import Span

MARKED = 0.5
OPENING = 12  # code points within which an action's own cue begins


def promise_of(reading: Reading, action: Action, index: int) -> tuple[Found, int]:
    """The promise of an action in sentence ``index``, and the action's place in it, from 0."""
    opening = [found for found in reading.promises if not found.shared and _opens(found.promise.cue, action)]
    if opening:
        return opening[0], 0
    before = [found for found in reading.promises if found.shared or found.promise.cue.end <= action.start]
    if before:
        nearest = max(before, key=lambda found: (found.promise.is_admitted, found.promise.cue.start))
        return nearest, len(nearest.promise.actions)
    span = _cue(reading, action)
    cue = Cue(_rule(reading.scores, action), span.start, span.end)
    actor = find_actor(reading.text, cue.start)
    return Found(index, Promise(cue, actor, (action,), 0.0), actor, index, index), 0


def _opens(cue: Cue, action: Action) -> bool:
    """True for a cue that lies at the beginning of the action, or reaches into it."""
    return cue.start < action.start + OPENING and cue.end > action.start and cue.end <= action.end


def _cue(reading: Reading, action: Action) -> Span:
    """The words marked as a cue that reach to the action or into it, else the action's first word."""
    first = len(reading.text[action.start : action.end].split()[0])
    marked = [
        (start, end)
        for (start, end), share in zip(reading.scores.offsets, reading.scores.cues, strict=True)
        if share >= MARKED and start < action.start + first
    ]
    if not marked:
        return Span(action.start, action.start + first)
    start, end = marked[-1]
    for earlier, stop in reversed(marked[:-1]):
        if start - stop > 1:
            break
        start = earlier
    return Span(start, end)


def _rule(scores: Scores, action: Action) -> Rule:
    tokens = scores.tokens(action.start, action.end)
    strength = STRENGTHS[int(scores.strengths[tokens].mean(axis=0).argmax())]
    status = STATUSES[int(scores.statuses[tokens].mean(axis=0).argmax())]
    return Rule("read", strength, status, "any", "any")
