"""Who is mentioned where: names, acronyms and short forms of one document, each with the name it stands for.

A document is read in order. "The Board" is the last body named whose name ends so, "the 2023 Plan" the plan
of that year, "the updated Plan" the version of it, "It" at the start of a sentence the subject of the one
before. An updated thing is another thing than the one it updates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.extraction import entitynames
from pipeline.extraction.entitynames import Name
from pipeline.extraction.subjects import Mention, subject
from pipeline.language import Sentence, lexicons
from pipeline.schema import BlockKind, Document, EntityKind, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with its mentions; ``topic`` is what the sentences before it were about."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    topic: str | None
    topic_kind: EntityKind


@dataclass(slots=True)
class _Known:
    """What the document has told of a name so far; ``seen`` counts sentences."""

    name: str
    words: str
    kind: EntityKind
    version: str | None = None
    years: set[str] = field(default_factory=set)
    aliases: list[str] = field(default_factory=list)
    seen: int = 0


NEAR = 8  # sentences over which "the plan", in small letters, still means the last plan named
_CAPITALS = re.compile(r"(?<![\w&-])[A-Z][A-Z&]{1,9}(?:-[A-Z]{2,})?(?![\w&’'-]*[a-z]{2})(?=s?\b)")
_PRONOUN = re.compile(r"(It|Its|They|Their)\b")
_AGREED = re.compile(r"\b(?:[Aa]greed|[Aa]dopted|[Ee]ndorsed|[Ss]igned|[Aa]pproved|[Ll]aunched|[Mm]ade)\b")
_DATED = re.compile(r"(?<![Ss]ince )\b((?:19|20)\d\d)\b")
_PLURAL = frozenset({"They", "Their"})


def read_all(document: Document, sentences: Iterable[Sentence]) -> tuple[Naming, tuple[Reading, ...]]:
    """The mentions in each sentence of ``document``, in order, and the names learnt from them."""
    naming = Naming()
    return naming, tuple(naming.read(one, document.blocks[one.block].kind) for one in sentences)


class Naming:
    """The names of one document, learnt in reading order; :meth:`read` takes its sentences one by one."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._acronyms: dict[str, str] = {}
        self._heads: dict[str, list[_Known]] = {}
        self._subject: _Known | None = None
        self._main: _Known | None = None
        self._block = -1
        self._count = 0

    def read(self, sentence: Sentence, kind: BlockKind) -> Reading:
        """The next sentence with all its mentions, in order, none overlapping; ``kind`` is its block's."""
        self._count += 1
        text, before = sentence.text, self._subject or self._main
        found = [mention for name in entitynames.find(text) for mention in self._learn(name)]
        found += self._capitals(text)
        found += self._short_forms(text)
        found += self._pronoun(text, sentence.block)
        mentions = _without_overlaps(found)
        for mention in mentions:
            self._known[mention.name].seen = self._count
        self._note_years(text, mentions)
        self._note_subject(text, mentions, kind, sentence.block)
        return Reading(
            sentence, tuple(mentions), before.name if before else None, before.kind if before else "other"
        )

    def _note_subject(self, text: str, mentions: Sequence[Mention], kind: BlockKind, block: int) -> None:
        """Items and headings say more of what the text before them is about; a heading may name it."""
        first = subject(text, mentions)
        if kind == "heading" and self._main is None and mentions and len(mentions[0].span) * 2 > len(text):
            self._main = self._known[mentions[0].name]
        if first or kind not in ("item", "heading"):
            self._subject = self._known[first.name] if first else None
        self._block = block

    def _note_years(self, text: str, mentions: Sequence[Mention]) -> None:
        """When a sentence dates one agreement, "the 2023 Plan" is that one from then on."""
        years = set(_DATED.findall(text))
        agreed = [m for m in mentions if m.kind == "instrument" and m.full]
        if len(years) == 1 and len(agreed) == 1 and _AGREED.search(text):
            self._known[agreed[0].name].years |= years

    def aliases(self, name: str) -> tuple[str, ...]:
        """The short forms that the document introduces for ``name``, in the order met."""
        return tuple(self._known[name].aliases)

    def base_of(self, name: str) -> str:
        """The name without its version: that of the thing which an updated one updates."""
        return self._known[name].words if self._known[name].version else name

    # Names in full

    def _learn(self, name: Name) -> Iterator[Mention]:
        if name.acronym in _no_names():
            return
        own = self._known.get(_full(name))
        longer = None if own else self._longer(name)
        if own is None and longer is None and len(name.words.split()) == 1:
            return  # "the 2023 Plan" before any plan was named
        known = own or longer or self._add_version(name)
        if name.year:
            known.years.add(name.year)
        if name.acronym and name.acronym not in known.aliases:
            known.aliases.append(name.acronym)
            self._acronyms.setdefault(name.acronym, known.name)
        yield Mention(name.span, known.name, known.kind, full=longer is None or longer.words == name.words)

    def _longer(self, name: Name) -> _Known | None:
        """The one known name that ends in these words: "Action Plan", "2023 Plan", "Vilnius Summit"."""
        words = name.words.split()
        fits = [
            known
            for known in self._heads.get(words[-1].casefold(), ())
            if _ends_in(known.words, name.words) or known.words == name.words
        ]
        fits = _of_version(fits, name.version, name.year)
        generic = len(words) == 1 or words[0] in _generic() or name.kind == "event"
        return max(fits, key=lambda known: known.seen) if fits and (generic or len(fits) == 1) else None

    def _add_version(self, name: Name) -> _Known:
        """A new name; with "the updated Plan" the plan that it updates becomes known too."""
        if name.version and name.words not in self._known:
            self._add(name.words, name.words, name.kind).seen = 0
        return self._add(_full(name), name.words, name.kind, name.version)

    def _add(self, full: str, words: str, kind: EntityKind, version: str | None = None) -> _Known:
        known = _Known(full, words, kind, version, seen=self._count)
        self._known[full] = known
        for form in _forms(words.split()[-1].casefold()):
            self._heads.setdefault(form, []).append(known)
        return known

    # Acronyms

    def _capitals(self, text: str) -> Iterator[Mention]:
        for match in _CAPITALS.finditer(text):
            full = self._acronyms.get(match[0])
            if full is None and (len(match[0]) < 3 or match[0] in _no_names() or _shouts(text)):
                continue
            known = self._known.get(full or match[0]) or self._add(match[0], match[0], "other")
            yield Mention(Span(*match.span()), known.name, known.kind)

    # Short forms

    def _short_forms(self, text: str) -> Iterator[Mention]:
        for match in (found for pattern in _short() for found in pattern.finditer(text)):
            known = self._by_short_form(match)
            if known:
                yield Mention(
                    Span(match.start("said"), match.end("head")), known.name, known.kind, full=False
                )

    def _by_short_form(self, match: re.Match[str]) -> _Known | None:
        words = match["words"].split()
        head, year = match["head"], match["year"]
        version = next((word for word in words if word in _versions()), None)
        rest = [word for word in words if word not in _versions()]
        fits = [k for k in self._heads.get(head.casefold(), ()) if _has(k, rest)]
        fits = _of_version(fits, version, year)
        if year and rest and not fits and head.islower():
            return self._add(f"{year} {' '.join(rest)} {head}", f"{' '.join(rest)} {head}", _kind_of(head))
        if not year and head.islower() and not version:
            fits = [known for known in fits if self._count - known.seen <= NEAR]
        return max(fits, key=lambda known: known.seen, default=None)

    def _pronoun(self, text: str, block: int) -> Iterator[Mention]:
        found, known = _PRONOUN.match(text), self._subject
        if found and known and 0 <= block - self._block <= 1:
            plural = known.words.endswith("s")
            if (found[1] in _PLURAL) == plural:
                yield Mention(Span(*found.span()), known.name, known.kind, full=False)


def _of_version(fits: Sequence[_Known], version: str | None, year: str | None) -> list[_Known]:
    """Those of the wanted version and year; "the original Plan" is the one without a version."""
    versions = lexicons.read("entities")["versions"]
    if version in versions["named"]:
        fits = [known for known in fits if known.version]
    elif version in versions["earlier"]:
        fits = [known for known in fits if not known.version]
    if year:
        fits = [known for known in fits if year in known.years]
    return list(fits)


def _full(name: Name) -> str:
    """The name by which a thing is kept apart from others; each version and each year's event is its own."""
    if name.version:
        return f"{name.version} {name.words}"
    return f"{name.year} {name.words}" if name.kind == "event" and name.year else name.words


def _ends_in(longer: str, words: str) -> bool:
    """True for "Harbour Action Plan" and "Action Plan", not for "Office of the Union" and "Union"."""
    before = longer.removesuffix(f" {words}")
    return before != longer and before.split()[-1] not in ("of", "for", "on", "the", "and", "against")


def _has(known: _Known, words: Iterable[str]) -> bool:
    own = known.words.casefold().split()
    return all(word.casefold() in own for word in words)


def _without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """The longest mention of each overlapping group, in text order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.span), m.span)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _forms(head: str) -> tuple[str, ...]:
    """A head in both numbers, as "the project" may mean "... Projects"."""
    return (head, head.removesuffix("s")) if head.endswith("s") else (head,)


def _shouts(text: str) -> bool:
    """True for a line in capitals, where acronyms cannot be told from words."""
    return sum(map(str.isupper, text)) * 2 > sum(map(str.isalpha, text))


_YEAR = r"(?P<year>(?:19|20)\d\d)"


@cache
def _short() -> tuple[re.Pattern[str], ...]:
    """For "the Board", "the updated Plan", "the 2014 pledge"; for "a previous pledge made in 2014"."""
    heads = "|".join(sorted(map(re.escape, _all_heads()), key=len, reverse=True))
    words = r"(?P<words>(?:[A-Za-z][\w-]*\s+){0,3}?)"
    return (
        re.compile(
            r"\b(?:[Tt]he|[Tt]his|[Tt]hese|[Tt]hat|[Ii]ts|[Oo]ur)\s+"
            rf"(?P<said>(?:{_YEAR}\s+)?{words}(?P<head>{heads}))(?![\w-])(?!\s+[A-Z\d])"
        ),
        re.compile(
            rf"\b(?:[Tt]he|[Aa]n?)\s+(?P<said>(?P<words>(?:previous\s+|earlier\s+)?)(?P<head>{heads})\s+"
            rf"(?:of|(?:made|agreed|adopted|signed|concluded)\s+(?:at|in|on)(?:\s+the)?)\s+{_YEAR})"
        ),
    )


@cache
def _all_heads() -> frozenset[str]:
    """The telling words as names have them and in small letters."""
    heads = entitynames.heads()
    return frozenset(
        [*heads, *(head.casefold() for head in heads), *lexicons.read("entities")["short"]["heads"]]
    )


def _kind_of(head: str) -> EntityKind:
    return entitynames.kind_of(head) or "instrument"


@cache
def _versions() -> frozenset[str]:
    versions = lexicons.read("entities")["versions"]
    return frozenset([*versions["named"], *versions["earlier"], "new"])


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicons.read("entities")["names"]["generic"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(lexicons.read("entities")["names"]["no_names"])
