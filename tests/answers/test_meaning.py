from __future__ import annotations

import pytest

from pipeline.answers.candidates import candidates
from pipeline.answers.features import features
from pipeline.answers.meaning import GOVERNED, closeness, reached
from pipeline.answers.question import parse
from pipeline.index.hybrid import Searcher


def test_a_word_counts_wholly_where_it_stands_and_partly_where_a_like_one_does(searcher: Searcher) -> None:
    question = parse("What share of port revenue is invested?")
    found = candidates(searcher.search(question.text, k=20), searcher)
    close = closeness(question.terms, found, searcher.words)
    row = next(n for n, each in enumerate(found) if "port income" in each.text)
    worth = dict(zip(question.terms.values(), close[row].tolist(), strict=True))
    assert worth["port"] == 1.0
    assert 0.3 < worth["revenue"] < 1.0


def test_an_item_is_reached_by_the_words_of_its_stem(searcher: Searcher) -> None:
    question = parse("Who pays for simulators under the pledge?")
    found = candidates(searcher.search(question.text, k=20), searcher)
    close = closeness(question.terms, found, searcher.words)
    row = next(n for n, each in enumerate(found) if each.text == "pay for simulators.")
    term = list(question.terms).index("pledg")
    assert close[row, term] < GOVERNED
    assert reached(close, question.terms, found)[row, term] == pytest.approx(GOVERNED)


@pytest.mark.parametrize("question", ["Who pays for simulators?", "Why?", ""])
def test_features_of_any_question_stay_in_bounds(searcher: Searcher, question: str) -> None:
    found = candidates(searcher.search("pay for simulators", k=20), searcher)
    rows = features(parse(question), found, searcher.words)
    assert len(rows) == len(found)
    assert all(-0.1 <= row.meaning <= row.reach + 1e-6 <= 1.1 and row.reach_gap <= 0 for row in rows)
