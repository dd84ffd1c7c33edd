"""Which pieces of the quoted sentences are the short answer: a small logistic model for each kind."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.answers.asked import Part
from pipeline.answers.evidence import logistic
from pipeline.answers.nearness import Signs, signs_of
from pipeline.answers.pieces import Piece, pieces
from pipeline.answers.question import Question
from pipeline.answers.select import Quote
from pipeline.schema import Span

AS_GOOD = 0.6  # of the best piece's probability: what is said besides it
MOST = 4  # pieces said for one part of a question


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the probability (0..1) that it holds the answer."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A piece where it stands in its document, with the probability that it is a short answer."""

    piece: Piece
    quote: Quote
    probability: float

    @property
    def span(self) -> Span:
        """Its place in the document's text."""
        start = self.quote.span.start
        return Span(start + self.piece.start, start + self.piece.end)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the signs, and the ``least`` probability of the best piece that lets it be said."""

    constant: float
    weights: Signs
    least: float


def chosen(question: Question, part: Part, quoted: Sequence[Quoted], *, fewest: int = 1) -> list[Found]:
    """The likeliest pieces for a part of the question, by document and place; none when all are unlikely.

    What is of another kind than asked for is left out. Those nearly as likely as the best come with it, and
    in any case ``fewest``, when there are so many.
    """
    found = [one for one in weighed(question, part, quoted) if one.piece.fits >= 0]
    found.sort(key=lambda one: -one.probability)
    if len(found) < fewest or not found or found[0].probability < models()[part.wanted].least:
        return []
    least = AS_GOOD * found[0].probability
    kept: list[Found] = []
    for one in found[:MOST]:
        is_new = one.piece.text.lower() not in {other.piece.text.lower() for other in kept}
        if is_new and (one.probability >= least or len(kept) < fewest):
            kept.append(one)
    order = [each.quote.document.id for each in quoted]
    return sorted(kept, key=lambda one: (order.index(one.quote.document.id), one.span))


def weighed(question: Question, part: Part, quoted: Sequence[Quoted]) -> list[Found]:
    """Every piece of the kind wanted in the quotes, with its probability, in order."""
    model = models()[part.wanted]
    return [
        Found(piece, quote, logistic(model.constant, model.weights, signs))
        for piece, quote, signs in signed(question, part, quoted)
    ]


def signed(question: Question, part: Part, quoted: Sequence[Quoted]) -> list[tuple[Piece, Quote, Signs]]:
    """Every piece of the kind wanted in the quotes with its signs, in order."""
    terms = frozenset(question.terms)
    best = max((each.score for each in quoted), default=0.0)
    rows = []
    for each in quoted:
        document, text = each.quote.document, each.quote.text
        found = pieces(part, text, terms, reference_date=document.date)
        for piece in found:
            signs = signs_of(piece, text, part=part, terms=terms, whole=document.text)
            rank = {"score": each.score, "best": float(each.score == best), "crowd": math.log(len(found))}
            rows.append((piece, each.quote, signs._replace(**rank)))
    return rows


@cache
def models() -> dict[str, Model]:
    """The models by what is wanted: "amount", "date", "name"."""
    data = tomllib.loads(files("pipeline.answers").joinpath("shorts.toml").read_text(encoding="utf-8"))
    return {
        wanted: Model(values["constant"], Signs(**values["weights"]), values["least"])
        for wanted, values in data.items()
    }
