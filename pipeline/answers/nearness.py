"""What speaks for a piece of a sentence as the short answer, as numbers with names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.answers.asked import Part
from pipeline.answers.pieces import Piece
from pipeline.index.terms import stem, stems, words

DECAY = 0.85  # what a word of the question counts less for each word between it and the piece
BEFORE = 25  # code points looked at in front of a piece

Place = tuple[str, int, int]  # a word's stem, start and end

_ARTICLE = r"\s+(?:the\s+|an?\s+|its\s+|their\s+)?$"
_AGENT = re.compile(rf"\b(?:by|from|through|under|via){_ARTICLE}", re.IGNORECASE)
_DONE_BY = re.compile(rf"\w(?:ed|en|t) by{_ARTICLE}")
_RECEIVER = re.compile(rf"\bto{_ARTICLE}", re.IGNORECASE)
_OTHER = re.compile(rf"\b(?:of|in|for|with|on|at|against|into){_ARTICLE}", re.IGNORECASE)
_SUBJECT = re.compile(
    r"[ ,]*(?:\([^)]*\))?\s*(?:will|shall|has|have|is|are|was|were|would|should|must|may|can|also|and [A-Z]|"
    r"[a-z]+(?:ed|es|ing|ize|ise)\b)"
)
_VERB = re.compile(r"[ ,]*(?:(?:will|has|have|is|are|to|also|and) )*([a-z]+)")
_UNDERTAKING = re.compile(
    r"\b(?:Initiative|Agreement|Framework|Partnership|Program(?:me)?|Plan|Strategy|Declaration|Statement|Summit|"
    r"Pact|Treaty|Compact|Act|Dialogue|Memorandum|Accords?|Pledge)\b"
)


class Signs(NamedTuple):
    """What is weighed of a piece; also the weights, by the same names.

    ``near`` and ``asked`` are how near the question's and its part's words stand, as a share of all of them;
    ``fresh`` is the share of the piece's words that the question does not give; ``fits`` and ``counts`` are
    the piece's; ``score`` is the sentence's, ``best`` whether it is the best one. ``agent``, ``done_by``,
    ``receiver`` and ``other`` tell what stands before it, ``subject`` whether a verb follows, ``verb``
    whether one of the question; ``opens`` is a piece that begins the sentence, ``undertaking`` one that is no
    actor by its name; ``length`` and ``crowd`` are logarithms of its words and of the number of its like in
    the sentence, ``spread`` that of its mentions in the document.
    """

    near: float = 0.0
    asked: float = 0.0
    fresh: float = 0.0
    fits: float = 0.0
    counts: float = 0.0
    score: float = 0.0
    best: float = 0.0
    agent: float = 0.0
    done_by: float = 0.0
    receiver: float = 0.0
    other: float = 0.0
    subject: float = 0.0
    verb: float = 0.0
    opens: float = 0.0
    undertaking: float = 0.0
    length: float = 0.0
    crowd: float = 0.0
    spread: float = 0.0


def signs_of(piece: Piece, sentence: str, *, part: Part, terms: frozenset[str], whole: str) -> Signs:
    """The signs for ``piece`` that ``sentence`` gives; those of its rank (score, best, crowd) are left at 0.

    ``terms`` are the stems of the whole question, ``whole`` is the document's text.
    """
    placed = [(stem(word), start, end) for word, start, end in words(sentence)]
    own = stems(piece.text)
    before = sentence[max(0, piece.start - BEFORE) : piece.start]
    verb = _VERB.match(sentence, piece.end)
    return Signs(
        near=nearness(piece, terms, placed),
        asked=nearness(piece, part.terms, placed),
        fresh=len(own - terms) / len(own) if own else 0.0,
        fits=piece.fits,
        counts=float(piece.counts),
        agent=float(bool(_AGENT.search(before))),
        done_by=float(bool(_DONE_BY.search(before))),
        receiver=float(bool(_RECEIVER.search(before))),
        other=float(bool(_OTHER.search(before))),
        subject=float(bool(_SUBJECT.match(sentence, piece.end))),
        verb=float(bool(verb and stem(verb[1]) in terms)),
        opens=float(not re.search(r"\w{4}", sentence[: piece.start])),
        undertaking=float(bool(_UNDERTAKING.search(piece.text))),
        length=math.log1p(len(piece.text.split())),
        spread=math.log1p(whole.count(piece.text)),
    )


def nearness(piece: Piece, terms: Iterable[str], sentence: Sequence[Place]) -> float:
    """The mean over ``terms`` of how near each stands to the piece: 1 inside or beside it, 0 nowhere."""
    wanted = list(terms)
    first = next((i for i, (_, _, end) in enumerate(sentence) if end > piece.start), len(sentence))
    last = next((i for i, (_, start, _) in enumerate(sentence) if start >= piece.end), len(sentence)) - 1
    nearest: dict[str, int] = {}
    for place, (word, _, _) in enumerate(sentence):
        distance = max(first - place, place - last, 0)
        nearest[word] = min(distance, nearest.get(word, distance))
    return sum(DECAY ** nearest[term] for term in wanted if term in nearest) / len(wanted) if wanted else 0.0
