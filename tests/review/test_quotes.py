from __future__ import annotations

import pytest

from pipeline.review.quotes import find_quote, same_words

TEXT = "They will “open the dock” by 2030.\nPorts – all of them – act by\n2030, and by 2030 they close."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("open the dock", "open the dock"),
        ('"open  the dock"', "“open the dock”"),
        ("Ports - all of them - act", "Ports – all of them – act"),
        ("act by 2030", "act by\n2030"),
    ],
)
def test_a_quote_is_found_whatever_its_typography(quote: str, found: str) -> None:
    assert find_quote(TEXT, quote).of(TEXT) == found


@pytest.mark.parametrize("quote", ["", "  ", "open the docks", "by 2040", "(a+)+"])
def test_words_that_do_not_stand_there_are_refused(quote: str) -> None:
    with pytest.raises(ValueError, match="copy its words from the document"):
        find_quote(TEXT, quote)


def test_of_several_places_the_nearest_counts_and_without_one_they_are_listed() -> None:
    with pytest.raises(ValueError, match="3 times; write into start which is meant: 26, 61, 74"):
        find_quote(TEXT, "by 2030")
    assert find_quote(TEXT, "by 2030", near=70).start == TEXT.rindex("by 2030")


def test_same_words_sees_through_typography_and_nothing_else() -> None:
    assert same_words("“a”  b", '"a" b')
    assert not same_words("a b", "a c")
    assert not same_words("a", "")
