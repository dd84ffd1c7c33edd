"""Fit the weights of short answers: which amount, date or name of the quoted sentences is the one asked for.

    python -m tests.tools.fitting.shorts [--write]

The training questions (shared/gold/questions) of the types that ask for one fact are put to a store of all
training excerpts, each within its own excerpt, and the sentences quoted as an answer quotes them. Every
amount, date or name of these sentences is a row; it is true when it holds a string that the gold answer
requires and the question does not give. One logistic regression for each kind, L2, c = 1. Prints for excerpts
left out (cross-validation) how many questions get a short answer at which `least`, and how many of those hold
a required string; then the values that are not as stated in ``pipeline/answers/shorts.toml``; with --write
they are put there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.answers.asked import Part, Wanted, parts
from pipeline.answers.evidence import weigh
from pipeline.answers.nearness import Signs
from pipeline.answers.select import select
from pipeline.answers.short import scored
from pipeline.answers.weighing import AS_GOOD, Quoted, signed
from pipeline.config import Config, Workspace
from pipeline.evaluate.material import Material
from pipeline.evaluate.searching import searcher_over
from pipeline.index.embed import load
from pipeline.index.hybrid import Searcher
from pipeline.scoring.gold import Question as GoldQuestion
from pipeline.scoring.words import plain
from tests.tools.fitting.evidence import Asked, ask
from tests.tools.fitting.logistic import Array, fit_binary, held_out
from tests.tools.fitting.training import REPOSITORY, Excerpt, excerpts
from tests.tools.fitting.values import report, say, table, wants_writing

PATH = REPOSITORY / "pipeline" / "answers" / "shorts.toml"
KINDS: tuple[Wanted, ...] = ("amount", "date", "name")
ASKING = ("what", "quantity", "date", "who")  # types of question that ask for one fact
C = 1.0
LEAST = (0.0, 0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Row:
    """A piece with its signs; ``asked`` numbers the part of a question it may answer."""

    doc: str
    asked: int
    wanted: Wanted
    signs: Signs
    is_right: bool


def main() -> None:
    """Ask, fit each kind, print, and write when asked to."""
    is_written = wants_writing(__doc__)
    found = list(rows())
    for kind in KINDS:
        own = [row for row in found if row.wanted == kind]
        cross_validate(kind, own)
        fitted = weights_of(own)
        report(fitted, stated_in(PATH.read_text(encoding="utf-8"), kind))
        if is_written:
            PATH.write_text(with_values(PATH.read_text(encoding="utf-8"), kind, fitted), encoding="utf-8")


def rows() -> Iterator[Row]:
    """All pieces in the sentences quoted for the training questions."""
    found, config = excerpts(), Config()
    embedder = load(config.index.model, cache=Workspace(REPOSITORY).models)
    materials = [_material(excerpt) for excerpt in found]
    with searcher_over(materials, embedder, config, advance=lambda done, total: None) as searcher:
        numbered = 0
        for excerpt in found:
            for gold, quoted, asked in _quoted(excerpt, searcher, config):
                for part in parts(asked.question):
                    numbered += 1
                    yield from _rows(gold, asked, part, quoted, numbered)


def _material(excerpt: Excerpt) -> Material:
    spans = tuple(sentence.span for sentence in excerpt.sentences)
    return Material(excerpt.gold, "units", excerpt.document, spans)


def _quoted(
    excerpt: Excerpt, searcher: Searcher, config: Config
) -> Iterator[tuple[GoldQuestion, list[Quoted], Asked]]:
    """The questions that ask for one fact, with what is quoted for them, whether or not it is believed."""
    for gold, asked in zip(excerpt.gold.questions, ask(excerpt, searcher, config.answers), strict=True):
        evidence = weigh(asked.question, asked.hits, searcher) if gold.type in ASKING else []
        if evidence:
            quotes = select(asked.question, evidence, limit=config.answers.sentences)
            yield gold, scored(quotes, evidence), asked


def _rows(
    gold: GoldQuestion, asked: Asked, part: Part, quoted: Sequence[Quoted], number: int
) -> Iterator[Row]:
    if part.wanted not in KINDS:
        return
    required = required_strings(gold)
    for piece, _, signs in signed(asked.question, part, quoted):
        is_right = any(string in plain(piece.text) for string in required)
        yield Row(asked.document.id, number, part.wanted, signs, is_right)


def required_strings(gold: GoldQuestion) -> list[str]:
    """What an answer must hold, any spelling of any fact, unless the question itself has it."""
    given = plain(gold.text)
    spellings = (plain(spelling) for fact in gold.must_include for spelling in fact)
    return [spelling for spelling in spellings if spelling and spelling not in given]


def cross_validate(kind: str, found: Sequence[Row]) -> None:
    """Print how many questions are given a short answer, and how many of these a right one, by threshold."""
    sure = held_out(
        _matrix(found), [int(row.is_right) for row in found], [row.doc for row in found], c=C / 2
    )[:, 1]
    groups = list(_groups(found))
    say(f"\n{kind}: {len(found)} pieces for {len(groups)} parts of questions")
    for least in LEAST:
        said = [
            group[sure[group] >= AS_GOOD * sure[group].max()]
            for group in groups
            if sure[group].max() >= least
        ]
        right = sum(any(found[i].is_right for i in group) for group in said)
        say(f"least {least}: said {len(said)}, right {right} ({right / len(said):.2f})")


def _groups(found: Sequence[Row]) -> Iterator[np.ndarray]:
    asked = np.array([row.asked for row in found])
    for number in dict.fromkeys(asked.tolist()):
        yield np.flatnonzero(asked == number)


def _matrix(found: Iterable[Row]) -> Array:
    return np.array([row.signs for row in found])


def weights_of(found: Sequence[Row]) -> dict[str, float]:
    """The weight of every sign, and ``constant``."""
    weights, constant = fit_binary(_matrix(found), [row.is_right for row in found], c=C)
    named = zip(Signs._fields, weights.tolist(), strict=True)
    return {"constant": round(constant, 2), **{name: round(weight, 2) for name, weight in named}}


def stated_in(text: str, kind: str) -> dict[str, float]:
    """The values in the file for one kind, by the names of their signs."""
    data = tomllib.loads(text)[kind]
    return {"constant": data["constant"], **data["weights"]}


def with_values(text: str, kind: str, values: Mapping[str, float]) -> str:
    """The file's text with the values of one kind replaced; the rest stays."""
    constant = rf"(?<=^\[{kind}\]\n)constant = .*$"
    text = re.sub(constant, f"constant = {values['constant']:.2f}", text, flags=re.MULTILINE)
    weights = {name: value for name, value in values.items() if name != "constant"}
    body = re.compile(rf"^\[{kind}\.weights\]\n(?:[^\[\n].*\n?)*", re.MULTILINE)
    return body.sub(lambda _: table("WEIGHTS", weights).replace("[WEIGHTS]", f"[{kind}.weights]"), text)


if __name__ == "__main__":
    main()
