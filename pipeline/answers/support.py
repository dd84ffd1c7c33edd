"""Whether a sentence that somebody else wrote says no more than the quotes it cites.

Numbers, dates, names and negations must stand in the quotes, and most other words too. A true rephrasing in
wholly other words is refused: an unsupported sentence does more harm than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.index.terms import STOP_WORDS, stem, stems, words

SHARED = 0.5  # of a sentence's topic words that the quotes must have

_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MEANINGS = {
    **{word: str(number) for number, word in enumerate(_COUNTED)},
    **{"eleven": "11", "twelve": "12", "percent": "%", "per cent": "%", "bn": "billion", "tn": "trillion"},
    **{"mn": "million", "m": "million"},
}
_NUMBER = re.compile(
    rf"\d+(?:[.,]\d+)*|%|\b(?:per ?cent|bn|mn|tn|{'|'.join(_COUNTED)}|eleven|twelve|half|third|quarter|"
    r"dozens?|hundreds?|thousands?|millions?|billions?|trillions?)\b|(?<=\d)(?:m|bn|mn|tn)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|no|never|none|nor|neither|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-", "\u00a0": " "}
)


def plain(text: str) -> str:
    """``text`` in lower case, with plain quotes, dashes and single spaces."""
    return " ".join(text.translate(_PLAIN).split()).casefold()


def is_supported(sentence: str, quotes: Sequence[str]) -> bool:
    """True when all numbers, dates, names and negations of the sentence are those of the quotes."""
    said = " ".join(quotes)
    return (
        _numbers(sentence) <= _numbers(said)
        and _names(sentence) <= stems(said) | _names(said)
        and set(_ADDRESS.findall(sentence)) <= set(_ADDRESS.findall(said))
        and bool(_DENIAL.search(sentence)) <= bool(_DENIAL.search(said))
        and _keeps_denial(sentence, quotes)
        and _shares_words(sentence, said)
    )


def _numbers(text: str) -> set[str]:
    found = (match.lower().replace(",", "") for match in _NUMBER.findall(text))
    return {_MEANINGS.get(one, one.removesuffix("s")) for one in found}


def _names(text: str) -> set[str]:
    """The stems of words written large but plain words that open a sentence; the months are among them."""
    found = set()
    for word, start, _ in words(text):
        opens = not re.search(r"[^\s\"'“‘(]", text[:start])
        is_plain = word != "May" and word.lower() in STOP_WORDS
        if word[:1].isupper() and not is_plain and not (opens and word[1:].islower()):
            found.add(stem(word))
    return found


def _keeps_denial(sentence: str, quotes: Sequence[str]) -> bool:
    """False when all quotes deny and the sentence does not."""
    return bool(_DENIAL.search(sentence)) or not all(_DENIAL.search(quote) for quote in quotes)


def _shares_words(sentence: str, said: str) -> bool:
    own = stems(sentence)
    return bool(own) and len(own & stems(said)) >= SHARED * len(own)
