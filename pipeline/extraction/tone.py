"""How firmly, how newly and in which direction something is promised (GUIDELINES.md, strength and status)."""

from __future__ import annotations

import re

from pipeline.extraction.actions import Action
from pipeline.extraction.cues import Cue
from pipeline.extraction.verbs import base_of, lists
from pipeline.schema import Polarity, Status, Strength

ORDER: tuple[Strength, ...] = ("strong", "moderate", "weak")
NEXT_WORDS = re.compile(
    r"(?:\W*\b(?:to|also|further|jointly|together|and|not|(?!apply|comply|rely|supply|multiply)\w+ly)\b)*\W*([A-Za-z-]+)(?:\s+(?:to\s+)?([A-Za-z-]+))?"
)
ALSO_CONTINUING = re.compile(
    r"\W*(?:\w+ly\s+|also\s+|to\s+)*continu(?:e|ing)\s+(?:to\s|\w+ing\s)", re.IGNORECASE
)
INFINITIVE = re.compile(r"\bto\s+[a-z]+", re.IGNORECASE)
PLANS = re.compile(
    r"(?:\w+\s+){0,2}announc\w*\s+(?:(?:its|our|their|his|her)\s+)?(?:plans?|intent(?:ion)?s?|vision)\b",
    re.IGNORECASE,
)
PERFECT = re.compile(r"(?:has|have|had)\s", re.IGNORECASE)
DONE = re.compile(r"\b(?:announced|allocated|approved|awarded|pledged)\b", re.IGNORECASE)
REFRAINING = re.compile(
    r"\b(?:not|never|refrain\w*|abstain\w*|cease|ceasing|stop|stopping|avoid|avoiding|no longer)\b",
    re.IGNORECASE,
)


def _verbs(text: str, cue: Cue, action: Action, *, shared: bool) -> tuple[str, ...]:
    """The first one or two verbs of the action, in base form."""
    behind = not shared and action.start < cue.end <= action.end
    return _next_verbs(text, cue.end if behind else action.start)


def _next_verbs(text: str, start: int) -> tuple[str, ...]:
    match = NEXT_WORDS.match(text, start)
    return tuple(base_of(word) for word in match.groups() if word) if match else ()


def strength_of(text: str, cue: Cue, action: Action, *, cue_text: str, is_first: bool) -> Strength:
    """The strength of the cue, or of the verb it governs when that is weaker.

    ``cue_text`` is the sentence the cue stands in: ``text`` itself but under a stem. What comes later in
    "will work to repair piers and train pilots" is worked towards as well, and so are bullets under it.
    """
    shared = cue_text is not text
    governed = [_verbs(text, cue, action, shared=shared)]
    if shared or (not is_first and INFINITIVE.search(text, cue.end, max(cue.end, action.start))):
        governed.append(_next_verbs(cue_text, cue.end))
    own = max((_of_verbs(verbs) for verbs in governed), key=ORDER.index)
    if PLANS.match(text, action.start, action.end):
        own = max(own, "moderate", key=ORDER.index)
    return max(cue.rule.strength, own, key=ORDER.index)


def _of_verbs(verbs: tuple[str, ...]) -> Strength:
    governed = verbs if verbs[:1] == ("continue",) else verbs[:1]
    if any(verb in lists()["weak"] for verb in governed):
        return "weak"
    return "moderate" if any(verb in lists()["moderate"] for verb in governed) else "strong"


def status_of(text: str, cue: Cue, action: Action, *, cue_text: str, is_first: bool) -> Status:
    """The status of the cue; where that is "new", what the verb or the tense of the cue says.

    ``cue_text`` is the sentence the cue stands in: ``text`` itself but under a stem. In "will continue to
    build piers and train pilots" both actions go on, not the first alone.
    """
    if cue.rule.status != "new":
        return cue.rule.status
    shared = cue_text is not text
    verbs = _verbs(text, cue, action, shared=shared)
    if verbs[:1] and verbs[0] in lists()["continuing"]:
        return "continuing"
    if (shared or not is_first) and ALSO_CONTINUING.match(cue_text, cue.end):
        return "continuing"
    return "reaffirmed" if _is_on_record(cue_text, cue) and not shared else "new"


def _is_on_record(text: str, cue: Cue) -> bool:
    """True for a sum that has been committed, and for what has been announced, allocated or approved."""
    if PERFECT.match(text, cue.start, cue.end) is None:
        return False
    return cue.rule.name == "commit a sum" or DONE.search(text, cue.start, cue.end) is not None


def polarity_of(text: str, cue: Cue, action: Action) -> Polarity:
    """ "refrain" when the cue or the first words of the action deny it."""
    words = (
        text[action.start : action.start + 40]
        if not action.start <= cue.start < action.end
        else text[cue.start : cue.end + 12]
    )
    return "refrain" if REFRAINING.search(words) else "do"
