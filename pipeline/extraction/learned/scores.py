"""What the tagger says of a sentence, token by token, and of stretches of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.schema import Span, Status, Strength

Array = npt.NDArray[np.float32]

STRENGTHS: tuple[Strength, ...] = ("strong", "moderate", "weak")
STATUSES: tuple[Status, ...] = ("new", "continuing", "reaffirmed")
# The logits of a token in their order: outside, first or further inside of an action; then what it is.
COLUMNS = ("outside", "first", "inside", *STRENGTHS, *STATUSES, "cue", "actor", "last")


@dataclass(frozen=True)
class Scores:
    """The logits [tokens, COLUMNS] of the tokens at ``offsets`` (start and end in the sentence's text)."""

    offsets: Sequence[tuple[int, int]]
    logits: Array

    @cached_property
    def tags(self) -> Array:
        """Probabilities [tokens, 3] of outside, first and inside."""
        return softmax(self.logits[:, :3])

    @cached_property
    def lasts(self) -> Array:
        """The probability of each token to be the last of an action."""
        return sigmoid(self.logits[:, COLUMNS.index("last")])

    @cached_property
    def cues(self) -> Array:
        """The probability of each token to be of the words that mark a promise."""
        return sigmoid(self.logits[:, COLUMNS.index("cue")])

    @cached_property
    def strengths(self) -> Array:
        """Probabilities [tokens, STRENGTHS], for tokens within an action."""
        return softmax(self.logits[:, 3:6])

    @cached_property
    def statuses(self) -> Array:
        """Probabilities [tokens, STATUSES], for tokens within an action."""
        return softmax(self.logits[:, 6:9])

    @cached_property
    def within(self) -> Array:
        """The probability of each token to be in an action, as its first or further in."""
        return np.asarray(1 - self.tags[:, 0])

    def tokens(self, start: int, end: int) -> slice:
        """The tokens that touch ``start:end`` of the text."""
        touching = [i for i, (a, b) in enumerate(self.offsets) if a < end and b > start]
        return slice(touching[0], touching[-1] + 1) if touching else slice(0, 0)

    def actions(self) -> list[Span]:
        """The actions by the likeliest tag of each token, as stretches of the text."""
        tags = self.tags.argmax(axis=1)
        opens = [i for i, tag in enumerate(tags) if tag and (tag == 1 or i == 0 or not tags[i - 1])]
        found = []
        for first, following in pairwise([*opens, len(tags)]):
            last = first
            while last + 1 < following and tags[last + 1]:
                last += 1
            found.append(Span(self.offsets[first][0], self.offsets[last][1]))
        return found


def softmax(logits: Array) -> Array:
    """Probabilities over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def sigmoid(logits: Array) -> Array:
    """Probabilities of single logits."""
    return np.asarray(1 / (1 + np.exp(-logits)))
