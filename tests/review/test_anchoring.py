from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.review.anchoring import anchor, anchor_all, counts
from pipeline.review.selectors import Selector, selector_of
from pipeline.schema import Span
from pipeline.scoring.loading import load

# Sentences with words of their own, so that each can be told from the others, and two that say the same.
VERBS = ("plant", "survey", "repair", "widen", "light", "paint", "dredge", "insure", "fence", "map")
THINGS = (
    "quays",
    "sluices",
    "beacons",
    "ferries",
    "jetties",
    "buoys",
    "cranes",
    "ropeways",
    "slipways",
    "locks",
)
SENTENCES = [
    f"Members of the {thing} council {verb} some {10 * i + 7} {THINGS[-i]} before the year {2030 + i}."
    for i, (verb, thing) in enumerate(zip(VERBS, THINGS, strict=True))
]
TEXT = "\n".join(SENTENCES)
SPANS = [Span(m.start(), m.end() - 1) for m in re.finditer(r"[^\n]+", TEXT)]
SELECTORS = [selector_of(TEXT, span) for span in SPANS]


def select(text: str, quote: str, occurrence: int = 0) -> Selector:
    start = [m.start() for m in re.finditer(re.escape(quote), text)][occurrence]
    return selector_of(text, Span(start, start + len(quote)))


def test_in_the_same_text_everything_is_the_same() -> None:
    anchors = anchor_all(TEXT, SELECTORS)
    assert [one.span for one in anchors] == SPANS
    assert counts(anchors) == {"same": 10, "moved": 0, "changed": 0, "gone": 0}


def test_what_is_put_before_moves_what_follows() -> None:
    anchors = anchor_all(f"A new preamble.\n{TEXT}", SELECTORS)
    assert counts(anchors)["moved"] == 10
    assert [one.span.start - span.start for one, span in zip(anchors, SPANS, strict=True) if one.span] == [
        16
    ] * 10


def test_sentences_in_another_order_are_found_each_in_its_new_place() -> None:
    shuffled = "\n".join(reversed(SENTENCES))
    for selector, found in zip(SELECTORS, anchor_all(shuffled, SELECTORS), strict=True):
        assert found.span
        assert found.span.of(shuffled) == selector.exact


def test_a_sentence_that_was_taken_out_is_gone_and_no_other() -> None:
    for number, _ in enumerate(SENTENCES):
        left = "\n".join(one for i, one in enumerate(SENTENCES) if i != number)
        states = [one.state for one in anchor_all(left, SELECTORS)]
        assert [i for i, state in enumerate(states) if state == "gone"] == [number]


@pytest.mark.parametrize(
    ("before", "after", "quote", "found"),
    [
        (
            "We will spend 2% of GDP by 2024.",
            "We will spend 5% of GDP by 2035.",
            "spend 2% of GDP",
            "spend 5% of GDP",
        ),
        (
            "The programme will start.",
            "The program will start.",
            "programme will start",
            "program will start",
        ),
        ("All met by 2030, they said.", "All met by 2035, they said.", "2030", "2035"),
        ("It is “done” – now.", 'It is "done" - now.', "“done” – now", '"done" - now'),
        (
            "They will cut port fees soon.",
            "They will cut all port fees soon.",
            "cut port fees",
            "cut all port fees",
        ),
    ],
)
def test_words_that_changed_a_little_are_found_as_changed(
    before: str, after: str, quote: str, found: str
) -> None:
    one = anchor(after, select(before, quote))
    assert one.span
    assert (one.state, one.span.of(after)) == ("changed", found)


def test_a_bare_year_elsewhere_is_not_the_one_that_was_meant() -> None:
    text = "The fund opens in 2030 with ten members."
    other = (
        "Nothing of this kind was said, although sea levels will rise by 2030 and beyond that year as well."
    )
    assert anchor(other, select(text, "2030")).state == "gone"


def test_repeated_quotes_keep_their_order_however_far_they_move() -> None:
    rows = "Quay | Done\n" * 6
    selectors = [select(rows, "Done", i) for i in range(6)]
    moved = f"A longer heading than there was before\n{rows}"
    places = [one.span.start for one in anchor_all(moved, selectors) if one.span]
    assert places == [m.start() for m in re.finditer("Done", moved)]


def test_a_repeated_quote_moves_with_its_neighbours() -> None:
    text = "\n".join([*SENTENCES[:5], "Done.", *SENTENCES[5:], "Done."])
    selectors = [select(text, "Done", 1), select(text, SENTENCES[9])]
    after = "\n".join(["New words at the top. " * 9, text])
    last = anchor_all(after, selectors)[0]
    assert last.span
    assert last.span.start == after.rindex("Done")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 9), st.randoms(use_true_random=False))
def test_random_edits_elsewhere_never_lose_a_quote(number: int, chance: random.Random) -> None:
    edited = [one if i == number else spoiled(one, chance, 6) for i, one in enumerate(SENTENCES)]
    text = "\n".join(edited)
    found = anchor_all(text, SELECTORS)[number]
    assert found.span
    assert found.span.of(text) == SELECTORS[number].exact
    assert found.state == ("same" if found.span == SPANS[number] else "moved")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9), st.randoms(use_true_random=False))
def test_a_few_random_edits_within_leave_a_quote_in_its_place(number: int, chance: random.Random) -> None:
    edited = spoiled(SENTENCES[number], chance, 3)
    text = "\n".join([*SENTENCES[:number], edited, *SENTENCES[number + 1 :]])
    found = anchor_all(text, SELECTORS)[number]
    start = SPANS[number].start
    assert found.state in ("same", "changed", "moved")
    assert found.span
    assert abs(found.span.start - start) <= 8
    assert abs(found.span.end - (start + len(edited) - 1)) <= 8


@settings(max_examples=60, deadline=None)
@given(st.text("ab.\n", max_size=80), st.text("ab.\n", min_size=1, max_size=80), st.data())
def test_any_texts_give_an_anchor_within_the_text(after: str, before: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    found = anchor(after, selector_of(before, Span(start, end)))
    assert (found.span is None) == (found.state == "gone")
    assert found.span is None or found.span.end <= len(after)
    if found.state in ("same", "moved") and found.span:
        assert found.span.of(after) == before[start:end]


def test_work_grows_with_the_text_and_not_with_its_square() -> None:
    few, many = (calls(20 * times, times) for times in (4, 16))
    assert many < 1.5 * 4 * few


def calls(sentences: int, selectors: int) -> int:
    """How many functions are called to anchor in a text in which every word has changed a little."""
    text = "\n".join(
        f"Port {i} will plant {i} trees and mend {i} boats in bay{i} by {2000 + i}." for i in range(sentences)
    )
    chosen = [
        select(text, f"will plant {i} trees and mend {i} boats")
        for i in range(0, sentences, sentences // selectors)
    ]
    after = text.replace("plant", "replant")
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        anchor_all(after, chosen)
    finally:
        sys.setprofile(None)
    return count


def spoiled(text: str, chance: random.Random, edits: int) -> str:
    """The text with characters replaced, put in and taken out."""
    characters = list(text)
    for _ in range(edits):
        place = chance.randrange(len(characters))
        characters[place] = chance.choice(["", "x", characters[place] + "y"])
    return "".join(characters)


def test_in_real_texts_what_was_kept_is_found_and_what_was_struck_is_gone(shared: Path) -> None:
    chance, right = random.Random(3), {True: 0, False: 0}
    for document in load(shared / "gold").documents[:6]:
        struck = {unit.id for unit in document.units if chance.random() < 0.2}
        text, starts = joined([(unit.id, unit.text) for unit in document.units])
        after, places = joined([(unit.id, unit.text) for unit in document.units if unit.id not in struck])
        records = (*document.commitments, *document.targets, *document.dates)
        texts = {unit.id: unit.text for unit in document.units}
        offsets = [texts[record.unit].index(record.quote) for record in records]
        selectors = [
            selector_of(text, Span(starts[one.unit] + at, starts[one.unit] + at + len(one.quote)))
            for one, at in zip(records, offsets, strict=True)
        ]
        for one, at, found in zip(records, offsets, anchor_all(after, selectors), strict=True):
            expected = None if one.unit in struck else places[one.unit] + at
            right[(found.span and found.span.start) == expected] += 1
    assert right[False] <= 0.02 * right[True]


def joined(units: list[tuple[str, str]]) -> tuple[str, dict[str, int]]:
    """The texts one a line, and where each begins."""
    text, starts = "", {}
    for name, words in units:
        starts[name] = len(text)
        text += words + "\n"
    return text, starts
