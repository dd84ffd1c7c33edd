"""The parse of a sentence by offset: which token stands where, whose conjunct it is, and who acts.

Labels are those of Universal Dependencies: "to expand" hangs on "commit" as ``xcomp``, the second of two
coordinated verbs on the first as ``conj``. A pipeline without a parser gives no parse.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language import Sentence
from pipeline.language.syntax import subject
from pipeline.schema import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_CHAIN = 20  # conjuncts; longer chains are flattened tables
AUXILIARIES = ("aux", "aux:pass", "cop", "mark")
# What hangs on a name to its right but is no part of it, and to its left likewise.
BEHIND = ("acl", "acl:relcl", "advcl", "parataxis", "punct")
BEFORE = ("advmod", "cc", "discourse", "mark", "punct")


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of a sentence, and where each begins in the sentence's text."""

    tokens: tuple[Token, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> Token:
        """The token that covers ``offset`` of the sentence's text, or the last one before it."""
        return self.tokens[max(0, bisect_right(self.starts, offset) - 1)]


def parse_of(sentence: Sentence) -> Parse | None:
    """The parse of ``sentence``; None when it was not parsed."""
    tokens = tuple(sentence.tokens)
    if not tokens or not any(token.dep_ for token in tokens[:2]):
        return None
    first = sentence.tokens.start_char
    return Parse(tokens, tuple(token.idx - first for token in tokens))


def relation_to(token: Token, heads: Mapping[int, str]) -> str:
    """How ``token`` hangs together with the tokens of ``heads`` (token index -> name).

    "conj first" for a conjunct of the head named "first", "advcl of first" for its adverbial clause,
    "conj in obj" for a conjunct of something else, "obl" for any other token.
    """
    top = token
    for _ in range(LONGEST_CHAIN):
        if top.dep_ != "conj":
            break
        top = top.head
        if top.i in heads:
            return f"conj {heads[top.i]}"
    label = top.dep_.split(":")[0]
    if top is not token and top.i != token.i:
        return f"conj in {label}"
    return f"{label} of {heads[top.head.i]}" if top.head.i in heads else label


def subject_at(parse: Parse, start: int, end: int) -> Span | None:
    """The name or pronoun that is the subject of the verb at ``start:end``, when it stands before it."""
    verb = _highest(parse, start, end)
    head = subject(verb.head if verb.dep_ in AUXILIARIES else verb)
    if head is None:
        return None
    first = parse.tokens[0].i
    place = head.i - first
    if not 0 <= place < len(parse.starts) or parse.starts[place] >= start:
        return None
    left = right = place
    inside = {one.i - first for one in _name_of(head)}
    while left - 1 in inside:
        left -= 1
    while right + 1 in inside:
        right += 1
    stop = parse.starts[right] + len(parse.tokens[right])
    return Span(parse.starts[left], stop) if stop <= start else None


def _highest(parse: Parse, start: int, end: int) -> Token:
    """The token of ``start:end`` that hangs on one outside it."""
    inside = [token for token, at in zip(parse.tokens, parse.starts, strict=True) if start <= at < end]
    places = {token.i for token in inside}
    return next((t for t in inside if t.head.i == t.i or t.head.i not in places), parse.at(start))


def _name_of(head: Token) -> Iterator[Token]:
    """The tokens of the name that ``head`` is the head of, without clauses that describe it."""
    yield head
    for child in head.children:
        if child.dep_ not in (BEHIND if child.i > head.i else BEFORE):
            yield from child.subtree
