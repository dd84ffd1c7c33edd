from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from pipeline.encoder.weights import default_folder, load_tokenizer
from pipeline.index.layout import QUESTION, SENTENCE, WHOLE, Group, lay_out


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer(default_folder(), longest=WHOLE)


def words_of(tokenizer: Tokenizer, ids: list[int]) -> str:
    return str(tokenizer.decode(ids, skip_special_tokens=False))


def test_question_context_and_sentences_in_order(tokenizer: Tokenizer) -> None:
    (layout,) = lay_out(tokenizer, "Who pays?", Group("Title\nStem:", ("The league pays.", "Ships wait.")))
    assert words_of(tokenizer, layout.ids) == (
        "[CLS] who pays? [SEP] title ; stem : [SEP] the league pays. [SEP] ships wait. [SEP]"
    )
    asked, *sentences = (words_of(tokenizer, layout.ids[start:end]) for start, end in layout.parts)
    assert (asked, sentences) == ("who pays?", ["the league pays.", "ships wait."])
    assert [layout.types[start] for start, _ in layout.parts] == [0, 1, 1]


@given(
    question=st.text(max_size=400),
    context=st.text(max_size=400),
    sentences=st.lists(st.text(max_size=600), max_size=8),
)
def test_every_sentence_has_one_part_and_nothing_is_too_long(
    tokenizer: Tokenizer, question: str, context: str, sentences: list[str]
) -> None:
    layouts = list(lay_out(tokenizer, question, Group(context, tuple(sentences))))
    assert sum(len(layout.parts) - 1 for layout in layouts) == len(sentences)
    for layout in layouts:
        assert len(layout.parts) > 1
        assert len(layout.ids) == len(layout.types) <= WHOLE
        assert all(0 < start < end <= len(layout.ids) for start, end in layout.parts)
        assert layout.parts[0][1] - 1 <= QUESTION
        assert all(end - start <= SENTENCE for start, end in layout.parts[1:])
