"""Words as questions and passages share them: stop words dropped, stemmed, spellings unified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.index.porter import porter

# Function words, question words, and verbs that carry no topic in a question ("does X have").
STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are aren as at be because been before being
    below between both but by can cannot could did didn do does doesn doing don done down during each either
    else ever few for from further get gets give given gives go going got had has have having he her here
    hers him his how however i if in into is isn it its itself just let many may me might more most much must
    my near no nor not now of off on once one only or other our ours out over own per please s said same say
    says shall she should since so some such t tell than that the their theirs them then there these they
    this those through to too toward towards under until up upon us very was wasn we were what when where
    whether which while who whom whose why will with within without would you your yours""".split()  # noqa: SIM905 - 150 quoted words are hard to read
)

# British to American spellings that the policy texts mix; applied to whole words before stemming.
_SPELLINGS = (
    (re.compile(r"(def|off|pret)ence"), r"\1ense"),
    (re.compile(r"(lic)ence"), r"\1ense"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(lab|harb|neighb|behavi|fav|col|hon|end?eav|rum)our"), r"\1or"),
    (re.compile(r"(cent|theat|met|lit|fib)re(s?)$"), r"\1er\2"),
    (re.compile(r"(?<=...)is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"([aeiou]l)l(ed|ing|er)$"), r"\1\2"),
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W_]+")


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """(word as written, start, end) of the words and numbers of ``text``, possessive endings left off."""
    for match in _WORD.finditer(text):
        word = match[0]
        if "'" in word or "’" in word:
            word = re.sub(r"['’]s?$|['’][st]$", "", word)
        if word:
            yield word, match.start(), match.start() + len(word)


def content_words(text: str) -> list[str]:
    """The words of ``text`` that carry a topic, each once, as written and in order."""
    kept = {word.lower(): word for word, _, _ in words(text) if word.lower() not in STOP_WORDS}
    return list(kept.values())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The part that inflected forms of a word share, whichever its spelling; numbers without commas."""
    return word.replace(",", "") if word[:1].isdigit() else porter(spelling(word))


def spelling(word: str) -> str:
    """``word`` in lower case and in its American spelling."""
    word = word.lower()
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=10_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that carry a topic."""
    return frozenset(stem(word) for word, _, _ in words(text) if word.lower() not in STOP_WORDS)
