"""What the decision knows of a stretch: what the tagger says of it, what the rules say, and its form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from pipeline.extraction.learned.scores import Scores
from pipeline.extraction.learned.spans import Stretch
from pipeline.extraction.promises import verb_class
from pipeline.extraction.stems import FIRST_WORD, Found
from pipeline.extraction.verbs import base_of, lists
from pipeline.schema import BlockKind, Span

FEW = 3  # tokens at the beginning of an action within which another cannot begin
LEAST = 0.002  # probabilities nearer to 0 or 1 than this are all the same
SURE = 2.0  # log-odds of the rules, near nine in ten, from which on more of them counts for more
DIGIT = re.compile(r"\d")

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with all that is known of it: its words, promises of the rules and scores of the tagger."""

    text: str
    kind: BlockKind
    promises: Sequence[Found]
    scores: Scores


def features(reading: Reading, stretch: Stretch) -> Features:
    """The features of a stretch by name; those that are absent count 0."""
    return {
        **_of_tagger(reading.scores, stretch),
        **_of_rules(reading, stretch),
        **_of_form(reading, stretch),
    }


def _of_tagger(scores: Scores, stretch: Stretch) -> Features:
    tokens = scores.tokens(stretch.start, stretch.end)
    first, stop = tokens.start, tokens.stop
    if first == stop:
        return {"unread": 1.0}
    tags, within = scores.tags, scores.within
    inner = slice(min(first + FEW, stop), stop)
    return {
        "first": logit(tags[max(0, first - 1) : first + 2, 1].max()),
        "last": logit(scores.lasts[max(0, stop - 2) : stop + 1].max()),
        "within": logit(within[tokens].mean()),
        "hole": logit(1 - within[tokens].min()),
        "break": logit(tags[inner, 1].max(initial=0)),
        "before": logit(within[first - 1]) if first else logit(0),
        "behind": logit(tags[stop, 2]) if stop < len(tags) else logit(0),
        "agrees": max((overlap(stretch, one) for one in scores.actions()), default=0.0),
        "elsewhere": logit(tags[:, 1].max()),
    }


def _of_rules(reading: Reading, stretch: Stretch) -> Features:
    admitted, weak = _actions(reading.promises, admitted=True), _actions(reading.promises, admitted=False)
    shared = {
        "rules agree": max((overlap(stretch, one) for one in admitted), default=0.0),
        "weak agree": max((overlap(stretch, one) for one in weak), default=0.0),
        "rules inside": float(sum(stretch.start + FEW < one.start < stretch.end for one in admitted)),
        "rules elsewhere": float(bool(admitted)),
        "no rules": float(not reading.promises),
    }
    found = stretch.found
    return shared if found is None else shared | _of_promise(reading, stretch, found)


def _of_promise(reading: Reading, stretch: Stretch, found: Found) -> Features:
    promise = found.promise
    action = promise.actions[stretch.number]
    rule = promise.cue.rule
    act = "stem" if found.shared else verb_class(reading.text, promise.cue)
    odds, is_exact = logit(promise.precision), action.end == stretch.end
    # Of short items under a plain stem the tagger has seen few: these two let the rules outvote it.
    acts = found.shared and _opens_with_verb(reading.text, stretch.start)
    return {
        "rule": 1.0,
        "rule sure": is_exact * max(0.0, odds - SURE),
        "rule item acts": acts * max(0.0, odds),
        "rule admitted": float(promise.is_admitted),
        "rule precision": odds,
        "rule later": float(stretch.number > 0),
        "rule exact": float(is_exact),
        "rule shorter": float(stretch.end < action.end),
        f"cue {rule.name}": 1.0,
        f"cue {rule.strength}": 1.0,
        f"cue {rule.status}": 1.0,
        f"actor {promise.actor.kind}": 1.0,
        f"act {act}": 1.0,
    }


def _opens_with_verb(text: str, start: int) -> bool:
    """True for "planting 40 trees" and "plant 40 trees", not for "trees along the quay"."""
    word = FIRST_WORD.match(text, start)
    return word is not None and base_of(word[1]) in lists()["sure"] | lists()["either"]


def _of_form(reading: Reading, stretch: Stretch) -> Features:
    words = reading.text[stretch.start : stretch.end]
    return {
        f"block {reading.kind}": 1.0,
        "length": log(len(words)),
        "share": len(words) / len(reading.text),
        "number": float(DIGIT.search(words) is not None),
        "opens": float(stretch.start < FEW),
        "closes": float(stretch.end > len(reading.text) - FEW),
        "leads in": float(reading.text.rstrip().endswith(":")),
    }


def _actions(promises: Iterable[Found], *, admitted: bool) -> list[Span]:
    return [
        Span(action.start, action.end)
        for found in promises
        if found.promise.is_admitted == admitted
        for action in found.promise.actions
    ]


def overlap(one: Stretch | Span, other: Stretch | Span) -> float:
    """Intersection over union, in code points."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def logit(probability: float) -> float:
    """The log-odds, not beyond those of LEAST."""
    kept = min(1 - LEAST, max(LEAST, float(probability)))
    return log(kept / (1 - kept))
