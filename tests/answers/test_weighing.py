from __future__ import annotations

from pipeline.answers.asked import Part
from pipeline.answers.nearness import Signs
from pipeline.answers.question import parse
from pipeline.answers.select import Quote
from pipeline.answers.weighing import Quoted, chosen, models, weighed
from pipeline.documents.structure import RawBlock
from tests.index.making import make_document

TEXT = "Ferries cost 3 crowns on any ordinary day of the long winter. Trains cost 9 crowns."


def quoted() -> list[Quoted]:
    document = make_document([RawBlock("paragraph", TEXT)])
    return [Quoted(Quote(document, 0, document.blocks[0].span), 0.9)]


def test_the_amount_beside_the_words_asked_about_is_likeliest() -> None:
    question = parse("How much do trains cost?")
    found = weighed(question, Part("amount", frozenset(question.terms), "quantity"), quoted())
    assert [one.quote.document.quote(one.span) for one in found] == [one.piece.text for one in found]
    assert max(found, key=lambda one: one.probability).piece.text.startswith("9 crowns")


def test_fewest_is_a_condition() -> None:
    question = parse("How much do ferries and trains cost?")
    part = Part("amount", frozenset(question.terms), "quantity")
    assert len(chosen(question, part, quoted(), fewest=2)) == 2
    assert chosen(question, part, quoted(), fewest=3) == []
    assert chosen(question, part, []) == []


def test_each_kind_has_a_model_of_known_signs() -> None:
    assert set(models()) == {"amount", "date", "name"}
    assert all(0 < model.least < 1 and isinstance(model.weights, Signs) for model in models().values())
