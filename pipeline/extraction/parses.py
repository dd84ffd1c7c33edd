"""The parse of a sentence by offset: which token stands where, and whose conjunct it is.

Labels are those of Universal Dependencies: "to expand" hangs on "commit" as ``xcomp``, the second of two
coordinated verbs on the first as ``conj``. A pipeline without a parser gives no parse.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_CHAIN = 20  # conjuncts; longer chains are flattened tables


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
