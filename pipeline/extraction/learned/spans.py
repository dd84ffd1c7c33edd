"""Every stretch of a sentence that may be an action: where rules or tagger let one begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extraction.actions import trim_end
from pipeline.extraction.learned.scores import Scores
from pipeline.extraction.stems import Found

LIKELY = 0.15  # from which probability on the tagger's first and last tokens are tried
APART = 12  # code points; a boundary nearer than this to one of the rules is taken for the same
LEAST = 8  # code points of an action
ENDS = 6  # of one beginning, the nearest
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``start:end`` of a sentence; ``found`` is the promise that the rules let begin an action here.

    ``number`` is that action's place among those of the promise, from 0.
    """

    start: int
    end: int
    found: Found | None = None
    number: int = 0


def stretches(text: str, promises: Sequence[Found], scores: Scores) -> list[Stretch]:
    """All pairs of a beginning and one of the ends after it, by beginning and end."""
    begins = _beginnings(text, promises, scores)
    ends = sorted(set(_ends(text, promises, scores, begins)))
    return [
        Stretch(start, end, found, number)
        for start, (found, number) in sorted(begins.items())
        for end in [end for end in ends if end >= start + LEAST][:ENDS]
    ]


def _beginnings(text: str, promises: Sequence[Found], scores: Scores) -> dict[int, tuple[Found | None, int]]:
    """Where actions may begin; of two promises at one place the likelier counts."""
    begins: dict[int, tuple[Found | None, int]] = {}
    for found in sorted(promises, key=lambda one: one.promise.precision):
        for number, action in enumerate(found.promise.actions):
            begins[action.start] = (found, number)
    for place in [place for place in begins if any(_is_in_cue(place, found) for found in promises)]:
        del begins[place]  # "have pledged" is one beginning, not two
    known = tuple(begins)
    for (start, _), tags in zip(scores.offsets, scores.tags, strict=True):
        place = _word_start(text, start)
        if tags[1] >= LIKELY and not _is_near(place, known):
            begins.setdefault(place, (None, 0))
    return begins


def _ends(text: str, promises: Sequence[Found], scores: Scores, begins: Iterable[int]) -> Iterator[int]:
    ends = [action.end for found in promises for action in found.promise.actions]
    ends += [trim_end(text, 0, start) for start in begins if start > 0]
    ends.append(trim_end(text, 0, len(text)))
    yield from ends
    for (_, end), last in zip(scores.offsets, scores.lasts, strict=True):
        place = trim_end(text, 0, _word_end(text, end))
        if last >= LIKELY and not _is_near(place, ends):
            yield place


def _is_in_cue(place: int, found: Found) -> bool:
    cue = found.promise.cue
    return found.promise.is_admitted and not found.shared and cue.start < place < cue.end


def _is_near(place: int, known: Iterable[int]) -> bool:
    return any(abs(place - one) < APART for one in known)


def _word_start(text: str, place: int) -> int:
    while place > 0 and text[place - 1].isalnum():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    while place < len(text) and text[place].isalnum():
        place += 1
    return place
