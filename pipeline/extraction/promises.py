"""Promises inside one sentence: which cues count, how far each reaches, and the actions under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extraction.actions import Action, split_actions, trim_end
from pipeline.extraction.actors import ADVERBS, Actor, find_actor, kind_of
from pipeline.extraction.cues import Cue, find_cues
from pipeline.extraction.cuts import Reach, first_verb
from pipeline.extraction.owners import find_owner, main_subject
from pipeline.extraction.parses import Parse, parse_of, subject_at
from pipeline.extraction.verbs import lists
from pipeline.language import Sentence, lexicons

# A kind of cue counts by itself when more than this share of its finds in the training excerpts was a
# commitment: below half the F1 that is aimed for, leaving a kind out loses less than taking it in.
ADMITTED = 0.45
ACTING = ("agent", "name", "first", "person")  # kinds of subjects that promise something
# "the Defence Production Action Plan to exchange ...": a noun inside a name is no verb of promise.
NAME_PART = re.compile(r"\s[A-Z][a-z]")
NAME_BEFORE = re.compile(r"[A-Z][\w’'-]*\s$")
# "the aim to", "a decade-long plan to": a noun, and somebody else's sentence.
NOUN = re.compile(r"(?:plan|aim|pledge|promise|resolve|vow|task|charge|mandate)s?\s", re.IGNORECASE)
NOUN_BEFORE = re.compile(r"\b(?:the|an?|our|their|its|his|her|this|that|\w+-\w+)\s+$", re.IGNORECASE)
CLAUSE = re.compile(r"(?:^|[,;:.—–(“\"]|\b(?:and|but|while|that))\s*$", re.IGNORECASE)
EMBEDDED = re.compile(
    r"\b(?:that|which|who|whom|whose|if|whether|so|where|when|until|as|how|what|ensure|ensuring)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One cue with its actor and the actions it governs, all as offsets into the sentence's text.

    ``precision`` is the share of commitments among such cues with such actors (:func:`precision_of`).
    """

    cue: Cue
    actor: Actor
    actions: tuple[Action, ...]
    precision: float

    @property
    def is_admitted(self) -> bool:
        """True when the kind of cue and actor alone makes it more likely a promise than not."""
        return self.precision >= ADMITTED


@dataclass(frozen=True, slots=True)
class _Candidate:
    cue: Cue
    actor: Actor
    precision: float
    start: int  # where its clause begins: at its own actor, else at the cue

    @property
    def is_admitted(self) -> bool:
        return self.precision >= ADMITTED


def find_promises(text: str, sentence: Sentence | None = None) -> tuple[Promise, ...]:
    """The promises of a sentence that count, in order; none when it asks."""
    return tuple(promise for promise in find_candidates(text, sentence) if promise.is_admitted)


def find_candidates(text: str, sentence: Sentence | None = None) -> tuple[Promise, ...]:
    """All that may be promises in a sentence, in order, whatever the precision of their kind.

    Those that count lie apart from one another; the others may lie inside the reach of one that counts.
    ``sentence`` brings its parse to bear on where actions begin.
    """
    if text.rstrip().endswith("?"):
        return ()
    candidates = list(_candidates(text))
    if not candidates:
        return ()
    parse = parse_of(sentence) if sentence else None
    ends = _ends(text, candidates)
    known = (_with_subject(text, candidate, parse) for candidate in candidates)
    made = (_promise(text, c, end, parse) for c, end in zip(known, ends, strict=True))
    # "Allies have committed to:" has no action of its own, but governs the bullets below it.
    return tuple(promise for promise in made if promise.actions or text.rstrip().endswith(":"))


def _with_subject(text: str, candidate: _Candidate, parse: Parse | None) -> _Candidate:
    """Where the words before a verb name nobody, the parse may tell who its subject is."""
    cue = candidate.cue
    if candidate.actor.start >= 0 or parse is None or cue.rule.subject == "none":
        return candidate
    span = subject_at(parse, cue.start, cue.end)
    name = span.of(text) if span else ""
    if span is None or ADVERBS.fullmatch(name) or kind_of(name) not in ACTING:
        return candidate
    return replace(candidate, actor=Actor("inherited", span.start, span.end))


def _ends(text: str, candidates: Sequence[_Candidate]) -> list[int]:
    """How far each reaches: to the next that counts, or when it does not count itself to the next of all."""
    ends, any_start, counting_start = [], len(text), len(text)
    for candidate in reversed(candidates):
        ends.append(counting_start if candidate.is_admitted else any_start)
        any_start = candidate.start
        counting_start = candidate.start if candidate.is_admitted else counting_start
    return ends[::-1]


def _candidates(text: str) -> Iterator[_Candidate]:
    """Cues with their actors; what lies inside the action of one that counts is left out."""
    previous: _Candidate | None = None
    seen = 0
    for cue in find_cues(text):
        actor = find_actor(text, cue.start, seen)
        seen = cue.end
        if cue.start and NAME_PART.match(text, cue.start - 1) and NAME_BEFORE.search(text, 0, cue.start):
            continue
        if (
            cue.rule.subject != "none"
            and NOUN.match(text, cue.start)
            and NOUN_BEFORE.search(text, 0, cue.start)
        ):
            continue
        if previous and not _opens_clause(text, previous, cue, actor):
            continue
        start = actor.start if actor.start >= 0 else cue.start
        if actor.kind == "inherited" or not any(map(str.isalpha, text[actor.start : actor.end])):
            actor = _inherited(text, cue, previous)
        precision = precision_of(text, cue, actor)
        candidate = _Candidate(cue, find_owner(text, cue) or actor, precision, start)
        previous = candidate if candidate.is_admitted else previous
        yield candidate


def _inherited(text: str, cue: Cue, previous: _Candidate | None) -> Actor:
    """The actor of the previous promise, or the sentence's subject: "The fund has paid and plans to"."""
    if previous:
        return Actor(previous.actor.kind, previous.actor.start, previous.actor.end)
    return main_subject(text, cue.start)


def _opens_clause(text: str, previous: _Candidate, cue: Cue, actor: Actor) -> bool:
    """True when the cue starts a clause of its own rather than standing inside the previous promise."""
    if cue.rule.subject == "none" or cue.rule.name in ("announce", "reaffirm"):
        return False
    begin = actor.start if actor.start >= 0 else cue.start
    between = text[previous.cue.end : begin]
    if EMBEDDED.search(between) or not between.strip():
        return False
    return CLAUSE.search(between) is not None or between.rstrip().endswith(",")


def _promise(text: str, candidate: _Candidate, end: int, parse: Parse | None) -> Promise:
    cue = candidate.cue
    if cue.rule.form in ("none", "noun", "that"):
        stop = trim_end(text, cue.start, end)
        verb = first_verb(text, cue.start, end)[0]
        return Promise(cue, candidate.actor, (Action(cue.start, stop, verb),), candidate.precision)
    actions = split_actions(Reach(text, cue.end, end, cue.start, parse))
    kept = [action for action in actions if action.verb not in lists()["choreography"]]
    if actions and kept and kept[0] is actions[0]:
        kept[0] = Action(cue.start, actions[0].end, actions[0].verb)
    return Promise(cue, candidate.actor, tuple(kept), candidate.precision)


def verb_class(text: str, cue: Cue) -> str:
    """The class of the first verb behind the cue.

    "effect" for what a thing does of itself ("help", "be"), "outcome" for what comes of a scheme
    ("strengthen", "promote"), else "act".
    """
    verb = first_verb(text, cue.end, len(text))[0] if cue.rule.form in ("base", "any") else ""
    if verb in lists()["effects"]:
        return "effect"
    return "outcome" if verb in lists()["outcomes"] else "act"


def precision_of(text: str, cue: Cue, actor: Actor) -> float:
    """The share of commitments among such cues with such actors in the training excerpts, 0 to 1."""
    shares = _precision()[cue.rule.name]
    kind = verb_class(text, cue)
    share = shares.get(f"{actor.kind} {kind}")
    if share is None and kind == "outcome":
        share = shares.get(f"{actor.kind} act")
    return shares["else"] if share is None else share


@cache
def _precision() -> dict[str, dict[str, float]]:
    return lexicons.read("precision")
