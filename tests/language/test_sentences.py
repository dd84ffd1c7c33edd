from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import analyse, load
from pipeline.schema import Block, BlockKind, Document, Source, Span

SOURCE = Source("a.txt", "/a.txt", "text/plain", "0" * 64)


def document(*blocks: tuple[BlockKind, str]) -> Document:
    text, made = "", []
    for kind, words in blocks:
        start = len(text)
        text += words + "\n"
        made.append(Block(kind, Span(start, start + len(words))))
    return Document("d" * 16, SOURCE, text, tuple(made))


def test_sentences_carry_block_span_and_tokens() -> None:
    made = document(("heading", "Aims"), ("paragraph", " We will act. They follow. "), ("item", "more boats"))
    found = analyse(made)
    assert [(s.block, s.text) for s in found] == [
        (0, "Aims"),
        (1, "We will act."),
        (1, "They follow."),
        (2, "more boats"),
    ]
    assert [s.span.of(made.text) for s in found] == [s.text for s in found]


def test_furniture_has_no_sentences() -> None:
    assert analyse(document(("furniture", "Page 1. All rights reserved."))) == ()


def test_token_offsets_count_from_the_block() -> None:
    made = document(("heading", "Aims"), ("paragraph", "We act. They follow."))
    last = analyse(made)[-1]
    assert last.span.start - last.tokens.start_char == made.blocks[1].span.start


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load()


@given(st.lists(st.text(alphabet="Aa. 12\tU.S?é", min_size=1, max_size=30), min_size=1, max_size=4))
def test_every_sentence_lies_in_its_block(texts: list[str]) -> None:
    made = document(*(("paragraph", words) for words in texts))
    for sentence in analyse(made):
        assert made.blocks[sentence.block].span.contains(sentence.span)
        assert sentence.span.of(made.text) == sentence.text == sentence.text.strip()


def test_a_long_run_without_white_space_is_cut_plainly() -> None:
    made = document(("paragraph", "(" * 1200 + " We act. They follow."))
    assert [s.text for s in analyse(made)] == ["(" * 1200 + " We act.", "They follow."]


def test_a_block_of_more_than_a_million_characters_is_analysed() -> None:
    word = "W" * 99 + " "
    made = document(("paragraph", (word * 100 + "end. ") * 101))
    assert sum(1 for _ in analyse(made)) == 101


def parsed(made: Document) -> list[tuple[str, str, str, str, int]]:
    return [
        (token.text, token.tag_, token.lemma_, token.dep_, token.head.i)
        for sentence in analyse(made)
        for token in sentence.tokens
    ]


def test_a_parse_does_not_depend_on_what_was_analysed_before() -> None:
    first = document(("paragraph", "We will build ships. They sail."), ("item", "train nurses;"))
    other = document(("paragraph", "Ministers met " + "and talked " * 300 + "at length."))
    alone = parsed(first)
    parsed(other)
    assert parsed(first) == alone


def test_heads_stay_within_their_sentence() -> None:
    made = document(("paragraph", "We act and they follow. But who pays? Nobody, it seems. more boats"))
    for sentence in analyse(made):
        assert all(sentence.tokens.start <= token.head.i < sentence.tokens.end for token in sentence.tokens)


def test_a_text_longer_than_a_piece_is_parsed_to_its_end() -> None:
    made = document(("paragraph", "We will build ships. " * 400 + "We will " + "act and " * 1200 + "rest."))
    sentences = analyse(made)
    assert len(sentences) == 401
    assert all(
        [token.dep_ for token in one.tokens][:3] == ["nsubj", "aux", "ROOT"] for one in sentences[:400]
    )
    assert all(token.dep_ and token.tag_ for token in sentences[-1].tokens)
