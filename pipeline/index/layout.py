"""How a question and the sentences of a passage are laid out as one input of the reranker.

[CLS] question [SEP] context [SEP] sentence [SEP] sentence [SEP] ..., the question as the first of two
texts, all else as the second. Training (tests/tools/fitting) and use share this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP = 101, 102
QUESTION = 40  # tokens read of a question
CONTEXT = 40  # of the words above the sentences, the last ones: the nearest to them
SENTENCE = 72
WHOLE = 216  # of one input: further sentences go into a second one


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of one passage in text order, and the words above them: title, headings, stems."""

    context: str
    sentences: tuple[str, ...]


@dataclass(slots=True)
class Layout:
    """Token ids, which text each is in (0 or 1), and the half-open ranges of question and sentences."""

    ids: list[int]
    types: list[int]
    parts: list[tuple[int, int]]

    def add(self, tokens: Sequence[int]) -> None:
        """Append a sentence and its separator."""
        start = len(self.ids)
        self.ids += [*tokens, SEP]
        self.types += [1] * (len(tokens) + 1)
        self.parts.append((start, start + max(1, len(tokens))))


def lay_out(tokenizer: Tokenizer, question: str, group: Group) -> Iterator[Layout]:
    """The inputs for a group, each with the question first and at least one sentence, all in order."""
    asked = _tokens(tokenizer, question)[:QUESTION]
    above = _tokens(tokenizer, group.context.replace("\n", " ; "))[-CONTEXT:]
    layout = None
    for sentence in group.sentences:
        tokens = _tokens(tokenizer, sentence)[:SENTENCE]
        if layout is None or len(layout.ids) + len(tokens) >= WHOLE:
            if layout is not None:
                yield layout
            layout = _begun(asked, above)
        layout.add(tokens)
    if layout is not None:
        yield layout


def _begun(asked: Sequence[int], above: Sequence[int]) -> Layout:
    ids = [CLS, *asked, SEP, *above, SEP]
    types = [0] * (len(asked) + 2) + [1] * (len(above) + 1)
    return Layout(ids, types, [(1, 1 + max(1, len(asked)))])


def _tokens(tokenizer: Tokenizer, text: str) -> list[int]:
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return ids
