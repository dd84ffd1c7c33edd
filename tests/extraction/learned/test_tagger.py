from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.extraction.learned import tagger
from pipeline.extraction.learned.scores import COLUMNS

PROMISE = "The ministers will provide 40 million euros for new harbours by 2031."
PAST = "The ministers visited the old harbour and thanked its pilots."


def test_a_promise_is_told_from_a_report() -> None:
    promise, past = (tagger.load().read("paragraph: ", text) for text in (PROMISE, PAST))
    assert promise.within.mean() > past.within.mean() + 0.3
    assert [PROMISE[span.start : span.end][:12] for span in promise.actions()] == ["will provide"]


def test_scores_stand_at_the_words_of_the_sentence_alone() -> None:
    scores = tagger.load().read("item: Members will:", PROMISE)
    assert PROMISE[slice(*scores.offsets[0])] == "The"
    assert scores.logits.shape == (len(scores.offsets), len(COLUMNS))


def test_scores_depend_on_no_other_sentence() -> None:
    alone = tagger.load().read("paragraph: ", PROMISE).logits
    tagger.load().read("paragraph: ", PAST * 3)
    np.testing.assert_array_equal(tagger.load().read("paragraph: ", PROMISE).logits, alone)


def test_a_damaged_graph_is_named() -> None:
    with pytest.raises(ModelError, match=r"tagger\.onnx"):
        tagger.Tagger(b"no graph")
