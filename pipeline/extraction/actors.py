"""Who promises: the words before a cue that name the actor, and whom they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.language import lexicons

ActorKind = Literal[
    "first", "person", "agent", "name", "scheme", "relative", "thing", "other", "inherited", "none"
]

ADVERBS = re.compile(
    r"(?:[,\s]*\b(?:also|further|furthermore|therefore|thus|now|today|hereby|each|all|both|jointly|together|"
    r"collectively|individually|strongly|firmly|fully|always|still|in turn|additionally|accordingly|then|"
    r"only|recently|soon|has|have|had|is|are|was|were|will|(?-i:[a-z])\w+ly))+,?\s*$",
    re.IGNORECASE,
)
BREAK = re.compile(r"[;:—]\s|:(?=[A-Z])|\s[–-]\s")
CONJUNCTION = re.compile(r"(?:^|\s)(?:and|or|but|then)\s*$", re.IGNORECASE)
PRONOUN = re.compile(
    r"(?:^|[\s“\"(])(we|they|it|he|she|i|who|which|that|this|these|those|both|there)$", re.IGNORECASE
)
WORD = re.compile(r"[^\s]+")
LISTED = re.compile(r"((?:(?:[Tt]he )?[A-Z][\w’'.-]*(?: (?:of|the|and|[A-Z][\w’'.-]*))*, (?:and )?)+)$")
PAIRED = r"(?:sides|countries|leaders|presidents|governments|parties|nations)"
LEADING = re.compile(
    r"(?:\d{1,3}\.(?=\s|$)|\((?:[a-z]{1,4}|\d{1,2})\)|[\[“\"](?=[\w\s])|"
    r"(?:and|but|or|then|where|when|if|(?:under |in |through |by )?(?:which|whom)|"
    rf"together|today|yesterday|both(?! {PAIRED})|that|as|while|additionally|time|"
    r"(?:in )?\d{4})[,\s]+|\s)+",
    re.IGNORECASE,
)
DATE_ONLY = re.compile(
    r"[\d\s,–-]*(?:January|February|March|April|May|June|July|August|September|October|November|December)?[\d\s,–-]*"
)
# "Allies that spend less aim to", "We believe that this is not enough and will": the subject stands first.
DESCRIBED = re.compile(
    r"\W*((?:(?:The|Those|All|Some|Other) )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}) "
    r"(?:that|which|who|whose|below|above)\b"
)
SAYING = re.compile(r"\W*(we|they) (?!the\b|all\b|both\b|each\b)[a-z]", re.IGNORECASE)
ABSTRACT = ("tion", "ment", "ance", "ence", "ship", "ness", "ity")


@dataclass(frozen=True, slots=True)
class Actor:
    """The subject of a cue at ``start:end`` of the sentence; both are -1 when it has none of its own."""

    kind: ActorKind
    start: int = -1
    end: int = -1


def find_actor(text: str, cue_start: int, floor: int = 0) -> Actor:
    """The actor that stands before the cue at ``cue_start``, looked for no further left than ``floor``."""
    begin = max([floor, *(m.end() for m in BREAK.finditer(text, floor, cue_start))])
    end = cue_start - len(text[begin:cue_start]) + len(ADVERBS.sub("", text[begin:cue_start]).rstrip())
    left = text[begin:end]
    if not left.strip():
        return Actor("inherited" if begin > 0 else "none")
    if CONJUNCTION.search(left):
        return Actor("inherited")
    pronoun = PRONOUN.search(left)
    if pronoun:
        return Actor(_pronoun_kind(pronoun[1]), begin + pronoun.start(1), begin + pronoun.end(1))
    return _noun_actor(text, begin, end)


def _pronoun_kind(word: str) -> ActorKind:
    name = word.casefold()
    kinds: tuple[tuple[str, ActorKind], ...] = (
        ("first", "first"),
        ("persons", "person"),
        ("relatives", "relative"),
        ("schemes", "scheme"),
    )
    return next((kind for key, kind in kinds if name in words()[key]), "thing")


def _noun_actor(text: str, begin: int, end: int) -> Actor:
    start, end = _without_interposed(text, begin, end)
    pronoun = PRONOUN.search(text[start:end])
    if pronoun:
        return Actor(_pronoun_kind(pronoun[1]), start + pronoun.start(1), start + pronoun.end(1))
    start = _name_start(text, start, end)
    leading = LEADING.match(text, start, end)
    start = leading.end() if leading else start
    if start >= end or DATE_ONLY.fullmatch(text, start, end):
        return Actor("inherited")
    kind = kind_of(text[start:end])
    return (_head(text, begin, end) if kind in ("thing", "other") else None) or Actor(kind, start, end)


def _head(text: str, begin: int, end: int) -> Actor | None:
    """The noun or pronoun that opens the clause and is described by what follows: "Allies that lag"."""
    opening = DESCRIBED.match(text, begin, end) or SAYING.match(text, begin, end)
    if opening is None:
        return None
    start, stop = opening.span(1)
    name = opening[1]
    return Actor(_pronoun_kind(name) if PRONOUN.fullmatch(name) else kind_of(name), start, stop)


def _without_interposed(text: str, begin: int, end: int) -> tuple[int, int]:
    """The stretch after the last comma, passing over interposed phrases such as ", with partners,"."""
    if text[end - 1] == ",":
        end -= 1
    while True:
        comma = _last_comma(text, begin, end)
        if comma < 0:
            return begin, end
        rest = text[comma + 1 : end].lstrip()
        if not rest.casefold().startswith(words_tuple("interposed")) or _has_subject_after(rest):
            return _with_list(text, begin, comma + 1 + len(text[comma + 1 : end]) - len(rest)), end
        end = comma


def _has_subject_after(rest: str) -> bool:
    return PRONOUN.search(rest) is not None


def _last_comma(text: str, begin: int, end: int) -> int:
    """The last comma before ``end`` outside brackets, -1 when there is none."""
    depth = 0
    for index in range(end - 1, begin - 1, -1):
        char = text[index]
        depth += (char == ")") - (char == "(")
        if char == "," and depth <= 0:
            return index
    return -1


def _with_list(text: str, begin: int, start: int) -> int:
    """``start`` moved left over "Australia, India, and " when a list of names leads up to it."""
    listed = (
        LISTED.search(text, begin, start)
        if text[start : start + 4] == "and " or text[start].isupper()
        else None
    )
    if listed and (text[start : start + 4] == "and " or listed[1].rstrip().endswith("and")):
        return listed.start(1)
    return start


def _name_start(text: str, begin: int, end: int) -> int:
    """Walk left from ``end`` to the first word that cannot belong to the name."""
    barriers = words()["barriers"]
    found = list(WORD.finditer(text, begin, end))
    start = end
    for index in range(len(found) - 1, -1, -1):
        word = found[index][0]
        name = word.casefold().strip("“”\"'()")
        capital_after = index + 1 < len(found) and found[index + 1][0][0].isupper()
        inner = (
            name in ("to", "on", "for", "in")
            and capital_after
            and index > 0
            and found[index - 1][0][0].isupper()
        )
        if name in barriers and not inner:
            break
        start = found[index].start()
    return start


def kind_of(name: str) -> ActorKind:
    """What a noun phrase names: somebody who can act ("agent", "name"), a thing, or something else."""
    lists = words()
    head = re.split(r"\s(?:of|for|on|to|in|from|at)\s", re.sub(r"\([^)]*\)", "", name))[0].split()
    last = head[-1].casefold().strip("“”\"',.’") if head else ""
    if last in lists["agents"]:
        return "agent"
    if last in lists["schemes"]:
        return "scheme"
    capital = bool(head) and head[-1].strip('“"(')[:1].isupper()
    abstract = last.endswith(ABSTRACT) and not capital
    if name.split()[0].casefold() in lists["things"] or last in lists["inanimate"] or abstract:
        return "thing"
    return "name" if capital else "other"


@cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicons/actors.toml`` as sets."""
    return {
        key: frozenset(value) for key, value in lexicons.read("actors").items() if isinstance(value, list)
    }


@cache
def words_tuple(key: str) -> tuple[str, ...]:
    """One list of the lexicon, each entry followed by a space, for matching at the start of a phrase."""
    return tuple(f"{word} " for word in lexicons.read("actors")[key])
