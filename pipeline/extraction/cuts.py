"""Where one action ends and the next begins: which verbs after a comma, a semicolon or "and" are cuts.

Does a verb belong to the cue, or to a purpose or a relative clause in between? The words between say so, and
the parse. Each sign has a weight in log-odds (``language/lexicons/cuts.toml``), and the sum decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.extraction.parses import Parse, relation_to
from pipeline.extraction.verbs import base_of, is_gerund, lists
from pipeline.language import lexicons

Form = Literal["base", "ing"]

SEPARATOR = re.compile(
    r"(?P<sep>;\s+(?:and\s+)?|,\s+(?:and\s+|as\s+well\s+as\s+)?|\s+(?:and|as\s+well\s+as)\s+)"
    r"(?=(?:(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.)\s+)?(?P<to>to\s+)?"
    r"(?:(?:\w+ly|also|further|jointly|then|together|better|not)\s+)*(?P<verb>[A-Za-z][A-Za-z-]+)\b\s*(?P<after>\S*))"
)
OBJECT_FOLLOWS = re.compile(
    r"[A-Z$€£\d“‘\"(]|(?:the|an?|our|their|its|his|her|all|any|new|more|this|these|those|each|other|such)$"
)
NO_OBJECT = re.compile(
    r"(?:of|and|or|in|for|on|at|as|by|from|is|are|was|were|that|which|to|with)$|[^\w\s$€£“‘\"(]|$"
)
RELATIVE = re.compile(r"\b(?:that|which|who|where|whose|as|while|when)\b", re.IGNORECASE)
MEANS = re.compile(
    r"\b(?:by|including|through|of|for|from|in|towards?)\s+(?:\w+ly\s+)?\w+ing\b", re.IGNORECASE
)
AUXILIARY = re.compile(
    r"^\W*(?:(?:to|not|also|further|jointly|together|continue|continuing)\s+)*", re.IGNORECASE
)
# "develop, use, and advance tools" is one action; so is "an open, interoperable and secure network".
SINGLE_WORDS = re.compile(r"[\w-]+(?:,\s[\w-]+(?:\s(?:to|against|on|with))?)*,?$")
ADJECTIVES = re.compile(r"\b(?:a|an|the|our|their|its|more)\s+[\w-]+(?:,\s+[\w-]+)+$")
FIRST_VERB = re.compile(
    r"\W*(?:to\s+)?(?:(?:not|also|further|jointly|together|continue\s+to|continuing\s+to|(?!apply|comply|rely|supply|multiply)\w+ly)\s+)*(?P<verb>[A-Za-z][\w-]*)"
)
LENGTHS = (1, 2, 3, 5, 9, 15)
# The log-odds from which a place is cut. Below even: a cut that is missed may cost two records, one too many
# costs one at most.
ENOUGH = -0.3


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch ``start:end`` of a sentence's text that one cue governs, in which cuts are looked for.

    ``cue`` is where the cue begins, -1 when it stands in another sentence.
    """

    text: str
    start: int
    end: int
    cue: int = -1
    parse: Parse | None = None


def first_verb(text: str, start: int, end: int) -> tuple[str, Form]:
    """The base form of the verb an action opens with, and the form it stands in."""
    match = FIRST_VERB.match(text, start, end)
    word = match["verb"] if match else ""
    return base_of(word), "ing" if is_gerund(word) else "base"


def find_cuts(reach: Reach) -> Iterator[int]:
    """Where the actions after the first begin, in order."""
    text, end = reach.text, reach.end
    verb, form = first_verb(text, reach.start, end)
    previous = listed = _list_start(text, reach.start, end)
    heads = _heads(reach, listed)
    for separator in SEPARATOR.finditer(text, max(previous, reach.start + 1), end):
        if not _may_be_verb(separator, reach.parse):
            continue
        signs = _signs(reach, separator, previous, verb, form, heads)
        if is_cut(reach, separator, signs):
            previous = separator.end()
            _add_head(heads, reach.parse, separator.start("verb"), "cut")
            yield previous


def is_cut(reach: Reach, separator: re.Match[str], signs: frozenset[str]) -> bool:
    """True when the ``signs`` say that an action of its own begins behind ``separator``."""
    weights = _weights()
    return sum(weights.get(sign, 0.0) for sign in signs) + weights["bias"] > ENOUGH


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in lexicons.read("cuts")["weights"].items()}


@cache
def _infinitive() -> re.Pattern[str]:
    known = "|".join(sorted(lists()["sure"] | lists()["either"]))
    return re.compile(rf"\bto\s+(?:\w+ly\s+)?(?:{known})\b", re.IGNORECASE)


def _list_start(text: str, start: int, end: int) -> int:
    """Where the actions of "will work together to A, B and C" begin: at A, else at ``start``."""
    if first_verb(text, start, end)[0] not in lists()["moderate"]:
        return start
    infinitive = _infinitive().search(text, start, end)
    return infinitive.start() if infinitive else start


def _heads(reach: Reach, listed: int) -> dict[int, str]:
    """The tokens that actions of their own are conjuncts of, and what each is."""
    heads: dict[int, str] = {}
    if reach.cue >= 0:
        _add_head(heads, reach.parse, reach.cue, "cue")
    for start, name in ((listed, "listed"), (reach.start, "first")):
        match = FIRST_VERB.match(reach.text, start, reach.end)
        if match:
            _add_head(heads, reach.parse, match.start("verb"), name)
    return heads


def _add_head(heads: dict[int, str], parse: Parse | None, offset: int, name: str) -> None:
    if parse:
        heads[parse.at(offset).i] = name


def _may_be_verb(separator: re.Match[str], parse: Parse | None) -> bool:
    word = separator["verb"].casefold()
    if word in lists()["sure"] or word in lists()["either"] or is_gerund(word):
        return True
    return parse is not None and parse.at(separator.start("verb")).pos_ == "VERB" and not word.endswith("ed")


def _signs(
    reach: Reach,
    separator: re.Match[str],
    previous: int,
    verb: str,
    form: Form,
    heads: Mapping[int, str],
) -> frozenset[str]:
    """What speaks for and against a cut at ``separator``; names as in the lexicon."""
    text = reach.text
    mark = " ".join(separator["sep"].split()) + (" to" if separator["to"] else "")
    between = text[previous : separator.start()]
    words = AUXILIARY.sub("", between, count=1).split()
    inner = " ".join(words[2:])
    signs = {
        f"mark {mark}",
        f"form {form} {'ing' if is_gerund(separator['verb']) else 'base'}",
        f"verb {_verb_kind(separator['verb'])} {_after(separator['after'])}",
        f"length {sum(len(words) > length for length in LENGTHS)}",
        f"first {_first_kind(verb)}",
    }
    inside = {
        "purpose": _infinitive().search(inner) is not None,
        "relative": RELATIVE.search(inner) is not None,
        "means": MEANS.search(inner) is not None,
        "single": SINGLE_WORDS.match(" ".join(words)) is not None,
        "adjectives": ADJECTIVES.search(between) is not None,
    }
    for name, is_there in inside.items():
        if is_there:
            signs |= {name, f"{name} {mark}"}
    if reach.parse:
        token = reach.parse.at(separator.start("verb"))
        relation = relation_to(token, heads)
        signs |= {f"pos {token.pos_}", f"relation {relation}", f"relation {relation} {mark}"}
        if inside["purpose"]:
            signs.add(f"purpose relation {relation}")
    return frozenset(signs)


def _verb_kind(word: str) -> str:
    base = base_of(word)
    return next((kind for kind in ("sure", "either") if base in lists()[kind]), "unknown")


def _after(word: str) -> str:
    if OBJECT_FOLLOWS.match(word):
        return "object"
    return "none" if NO_OBJECT.match(word) else "other"


def _first_kind(verb: str) -> str:
    return next((kind for kind in ("moderate", "continuing", "weak") if verb in lists()[kind]), "act")
