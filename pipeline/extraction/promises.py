"""Promises inside one sentence: which cues count, how far each reaches, and the actions under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extraction.actions import Action, first_verb, split_actions, trim_end
from pipeline.extraction.actors import Actor, find_actor
from pipeline.extraction.cues import Cue, find_cues
from pipeline.extraction.verbs import lists
from pipeline.language import lexicons

# A kind of cue is used when more than this share of its finds in the training excerpts was a commitment:
# below half the F1 that is aimed for, leaving a kind out loses less than taking it in.
ADMITTED = 0.4
GATE = re.compile(
    r"\b(?:will|shall|must|should|commit\w*|re-?commit\w*|pledg\w*|undert\w+|vow\w*|promis\w*|agree\w*|deci\w+|determin\w+|resol\w+|"
    r"inten\w+|plan\w*|aim\w*|seek\w*|sought|expect\w*|propos\w+|striv\w+|endeavou?r\w*|re-?affirm\w*|reiterat\w*|affirm\w*|"
    r"launch\w*|announc\w*|establish\w*|creat\w+|adopt\w*|endors\w+|sign\w*|approv\w+|allocat\w+|award\w*|provid\w+|invest\w*|"
    r"task\w*|direct\w*|instruct\w*|mandat\w+|charg\w+|ask\w*|declare\w*|goals?|targets?|ambition|objective|ready|prepared|dedicat\w+|support|"
    r"contribut\w+|expand\w*|increas\w+|introduc\w+|releas\w+|issu\w+|partner\w*|initiat\w+|conclud\w+|finali[sz]\w+|working|"
    r"inaugurat\w+|unveil\w*|form|institut\w+|found|publish|designat\w+|authori[sz]\w+|elevat\w+|extend|renew\w*|appoint|upgrad\w+|set|open)\b|’ll\b",
    re.IGNORECASE,
)
AUXILIARY = re.compile(
    r"\b(?:has|have|is|are|was|were|will|(?:welcom|recogni[sz]|support|acknowledg|appreciat|condemn|not)es|[a-z]{2,}ed|held|met|made|took|gave)\b"
)
OPENING = re.compile(r"(?:\W|\d)*(we|they|both (?:sides|leaders)|the (?:two )?leaders)\b", re.IGNORECASE)
CLAUSE = re.compile(r"(?:^|[,;:.—–(“\"]|\b(?:and|but|while|that))\s*$", re.IGNORECASE)
EMBEDDED = re.compile(
    r"\b(?:that|which|who|whom|whose|if|whether|so|where|when|until|as|how|what|ensure|ensuring)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One cue with its actor and the actions it governs, all as offsets into the sentence's text."""

    cue: Cue
    actor: Actor
    actions: tuple[Action, ...]
    precision: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    cue: Cue
    actor: Actor
    precision: float


def find_promises(text: str) -> tuple[Promise, ...]:
    """The promises of a sentence in order; none when no cue in it counts."""
    if GATE.search(text) is None:
        return ()
    candidates = list(_candidates(text))
    if not candidates:
        return ()
    ends = [*(_clause_start(text, c) for c in candidates[1:]), len(text)]
    made = (_promise(text, c, end) for c, end in zip(candidates, ends, strict=True))
    return tuple(promise for promise in made if promise.actions)


def _candidates(text: str) -> Iterator[_Candidate]:
    """Cues that count, each with its actor; what lies inside the action of another is left out."""
    previous: _Candidate | None = None
    seen = 0
    for cue in find_cues(text):
        actor = find_actor(text, cue.start, seen)
        seen = cue.end
        if previous and not _opens_clause(text, previous, cue, actor):
            continue
        if actor.kind == "inherited":
            actor = _inherited(text, cue, previous)
        precision = precision_of(text, cue, actor)
        if precision >= ADMITTED:
            previous = _Candidate(cue, actor, precision)
            yield previous


def _inherited(text: str, cue: Cue, previous: _Candidate | None) -> Actor:
    """The actor of the previous promise, or the subject of the first verb: "The fund has paid and plans to"."""
    if previous:
        return Actor(previous.actor.kind, previous.actor.start, previous.actor.end)
    opening = OPENING.match(text)
    if opening:
        return Actor("inherited", opening.start(1), opening.end(1))
    verb = AUXILIARY.search(text, 0, cue.start)
    actor = find_actor(text, verb.start()) if verb else Actor("inherited")
    return Actor("inherited", actor.start, actor.end)


def _opens_clause(text: str, previous: _Candidate, cue: Cue, actor: Actor) -> bool:
    """True when the cue starts a clause of its own rather than standing inside the previous promise."""
    if cue.rule.subject == "none" or cue.rule.name in ("announce", "reaffirm"):
        return False
    begin = actor.start if actor.start >= 0 else cue.start
    between = text[previous.cue.end : begin]
    if EMBEDDED.search(between) or not between.strip():
        return False
    return CLAUSE.search(between) is not None or between.rstrip().endswith(",")


def _clause_start(text: str, candidate: _Candidate) -> int:
    actor, cue = candidate.actor, candidate.cue
    return actor.start if 0 <= actor.start < cue.start and _near(text, actor, cue) else cue.start


def _near(text: str, actor: Actor, cue: Cue) -> bool:
    """True when no other cue stands between the actor and this cue, so that the actor is its own."""
    return all(other.start >= cue.start or other.end <= actor.start for other in find_cues(text))


def _promise(text: str, candidate: _Candidate, end: int) -> Promise:
    cue = candidate.cue
    if cue.rule.form in ("none", "noun", "that"):
        stop = trim_end(text, cue.start, end)
        verb = first_verb(text, cue.start, end)[0]
        return Promise(cue, candidate.actor, (Action(cue.start, stop, verb),), candidate.precision)
    actions = split_actions(text, cue.end, end)
    kept = [action for action in actions if action.verb not in lists()["choreography"]]
    if actions and kept and kept[0] is actions[0]:
        kept[0] = Action(cue.start, actions[0].end, actions[0].verb)
    return Promise(cue, candidate.actor, tuple(kept), candidate.precision)


def verb_class(text: str, cue: Cue) -> str:
    """ "effect" for what a thing does of itself, "step" for meeting choreography, else "act"."""
    verb = first_verb(text, cue.end, len(text))[0] if cue.rule.form in ("base", "any") else ""
    return "effect" if verb in lists()["effects"] else "step" if verb in lists()["choreography"] else "act"


def precision_of(text: str, cue: Cue, actor: Actor) -> float:
    """The share of commitments among such cues with such actors in the training excerpts, 0 to 1."""
    shares = _precision()[cue.rule.name]
    key = f"{actor.kind} {verb_class(text, cue)}"
    return shares.get(key, shares["else"])


@cache
def _precision() -> dict[str, dict[str, float]]:
    return lexicons.read("precision")
