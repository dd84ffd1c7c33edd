"""What the reranker learns from: questions laid out with sentences, and which of these they need.

Two sources. To begin with, sentences of Wikipedia and of privacy policies (shared/benchmarks: SQuAD 2.0 and
PolicyQA; their licences are in pipeline/index/reranker.md), true where they hold the answer. Then the
training questions (shared/gold/questions) with what the search brings up for them, within their excerpt and
over all excerpts: the hardest wrong sentences there are.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from pipeline.answers.candidates import Candidate
from pipeline.answers.evidence import FIRST_CONSTANT, FIRST_LOOK, logistic, sentences_of
from pipeline.answers.expand import expansions
from pipeline.answers.question import parse
from pipeline.index.hybrid import Searcher
from pipeline.index.layout import Group, Layout, lay_out
from pipeline.schema import Span
from tests.tools.fitting.training import REPOSITORY, Excerpt

BENCHMARKS = REPOSITORY.parent / "shared" / "benchmarks"
SQUAD, POLICIES = 4200, 800  # questions taken
SENTENCES = 6  # read of a paragraph, all that are true among them
NEAR, FAR = 20, 8  # sentences of the excerpt itself, and of others, by the first look

_BREAK = re.compile(r"(?<=[a-z0-9)%\]”\"’][.!?])\s+(?=[A-Z“\"\[])")


@dataclass(frozen=True, slots=True)
class Reading:
    """An input, and for each of its sentences whether the question needs it."""

    layout: Layout
    needed: tuple[bool, ...]


def benchmark_readings(tokenizer: Tokenizer) -> list[Reading]:
    """Questions of the two benchmarks, in random order that is the same each time."""
    sources = (("squad2/squad2-27-articles.json", SQUAD), ("policyqa/dev.json", POLICIES))
    found: list[Reading] = []
    for name, limit in sources:
        chosen = random.Random(1)
        asked = list(_asked(BENCHMARKS / name, chosen))
        chosen.shuffle(asked)
        for question, title, sentences in asked[:limit]:
            found += _laid_out(tokenizer, question, title, sentences)
    return found


def question_readings(
    tokenizer: Tokenizer, excerpt: Excerpt, searcher: Searcher, chance: random.Random, *, every: int = 1
) -> Iterator[Reading]:
    """Every ``every``th question about an excerpt.

    Of each: all inputs with a needed sentence, the first other one of the excerpt, one of the next five,
    and one of the three best from other excerpts.
    """
    places = {sentence.unit: sentence.span for sentence in excerpt.sentences}
    for gold in excerpt.gold.questions[::every]:
        support = [places[record.unit] for record in gold.support]
        only = [excerpt.document.id]
        near = _first_look(gold.text, searcher, only)[:NEAR]
        far = [each for each in _first_look(gold.text, searcher, None)[:16] if each.document.id not in only]
        own = list(_of_candidates(tokenizer, gold.text, near, support))
        others = [reading for reading in own if not any(reading.needed)]
        distant = list(_of_candidates(tokenizer, gold.text, far[:FAR], ()))[:3]
        yield from (reading for reading in own if any(reading.needed))
        yield from others[:1]
        yield from chance.sample(others[1:6], min(1, len(others[1:6])))
        yield from chance.sample(distant, min(1, len(distant)))


def _first_look(text: str, searcher: Searcher, only: Sequence[str] | None) -> list[Candidate]:
    question = parse(text)
    extra = expansions(question, searcher, only)
    hits = searcher.search(text, k=20, documents=only, expansions=extra)
    found = sentences_of(question, hits, searcher)
    found.sort(key=lambda pair: -logistic(FIRST_CONSTANT, FIRST_LOOK, pair[1]))
    return [candidate for candidate, _ in found]


def _of_candidates(
    tokenizer: Tokenizer, question: str, found: Sequence[Candidate], support: Sequence[Span]
) -> Iterator[Reading]:
    """The inputs of the passages, in the order in which their best sentences were found."""
    best = {candidate.rank: place for place, candidate in reversed(list(enumerate(found)))}
    in_order = sorted(found, key=lambda candidate: (best[candidate.rank], candidate.span))
    for _, same in groupby(in_order, key=lambda candidate: candidate.rank):
        group = list(same)
        sentences = [(each.text, any(each.span.overlaps(span) for span in support)) for each in group]
        yield from _laid_out(tokenizer, question, group[0].hit.passage.context, sentences)


def _laid_out(
    tokenizer: Tokenizer, question: str, context: str, sentences: Sequence[tuple[str, bool]]
) -> Iterator[Reading]:
    needed = iter([true for _, true in sentences])
    for layout in lay_out(tokenizer, question, Group(context, tuple(text for text, _ in sentences))):
        yield Reading(layout, tuple(next(needed) for _ in layout.parts[1:]))


def _asked(path: Path, chance: random.Random) -> Iterator[tuple[str, str, list[tuple[str, bool]]]]:
    """(question, title, sentences with their truth) of a file in the form of SQuAD."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            sentences = list(_sentences(paragraph["context"]))
            for asked in paragraph["qas"]:
                marked = [(text, _holds(span, asked)) for text, span in sentences]
                yield asked["question"], article.get("title", "").replace("_", " "), _few(marked, chance)


def _few(marked: Sequence[tuple[str, bool]], chance: random.Random) -> list[tuple[str, bool]]:
    """The true sentences, three at most, and of the others as many as make SENTENCES, in order."""
    if len(marked) <= SENTENCES:
        return list(marked)
    true = [place for place, (_, holds) in enumerate(marked) if holds][:3]
    false = [place for place, (_, holds) in enumerate(marked) if not holds]
    chance.shuffle(false)
    return [marked[place] for place in sorted([*true, *false[: SENTENCES - len(true)]])]


def _holds(span: Span, asked: dict[str, Any]) -> bool:
    return any(
        span.start < answer["answer_start"] + len(answer["text"]) and answer["answer_start"] < span.end
        for answer in asked.get("answers", ())
    )


def _sentences(text: str) -> Iterator[tuple[str, Span]]:
    starts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        if text[start:end].strip():
            yield text[start:end].strip(), Span(start, end)
