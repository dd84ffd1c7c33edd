"""What a question asks for and by which words: the part of an answer that needs no document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.answers.expected import Expectation, expectation
from pipeline.index.terms import STOP_WORDS, stem, words

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_THINGS = r"(?:[\w'’-]+ ){0,3}?(?!this|is|was|does|has)[a-z]{2,}(?<!s)s"
_LIST = re.compile(
    rf"\b(?:which|what|name|list)(?: the)? (?:{_NUMBER}\b|{_THINGS}\b)|"
    r"^(?:what|how) (?:did|do|does|have|has|will)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bhow (?:fast|far|long|large|big|high|deep|old|wide|tall|often|soon|quickly)\b", re.IGNORECASE
)
# Words written large that name no one; a date is rarely spelt in a text as in a question about it.
_CALENDAR = re.compile(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_SECOND_QUESTION = re.compile(
    r"\b(?:and|or) (?:by |in |on |for |to )?(?:how|what|which|when|who|whom|whose|where|why)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    ``expectation`` is the kind of thing asked for, ``is_list`` that several may be, ``is_double`` that
    it asks two things; ``terms`` are its
    topic words in order, by their stems; ``names`` the stems written like proper names, ``numbers`` those
    that hold a digit.
    """

    text: str
    expectation: Expectation
    is_list: bool
    is_double: bool
    terms: Mapping[str, str]
    names: frozenset[str]
    numbers: frozenset[str]


def parse(text: str) -> Question:
    """Take a question apart; any string will do."""
    asking = {match.end() for match in _HOW.finditer(text)}
    topic = [
        (word, start)
        for word, start, end in words(text)
        if word.lower() not in STOP_WORDS and end not in asking
    ]
    return Question(
        text=text,
        expectation=expectation(text),
        is_double=bool(_SECOND_QUESTION.search(text)),
        is_list=bool(_LIST.search(text.strip())),
        terms={stem(word): word for word, _ in topic},
        names=frozenset(stem(word) for word, start in topic if _is_name(text, word, start)),
        numbers=frozenset(stem(word) for word, _ in topic if any(map(str.isdigit, word))),
    )


def _is_name(text: str, word: str, start: int) -> bool:
    opens = not re.search(r"\w", text[:start])
    return word[:1].isupper() and not _CALENDAR.fullmatch(word) and (not opens or word.isupper())
