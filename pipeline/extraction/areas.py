"""The issue area of a commitment, by key words, as the G7 and G20 Research Groups name the areas."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language import lexicons

HEADING_WEIGHT = 2  # a section's heading says more than one word of its sentence


def area_of(sentence: str, headings: tuple[str, ...]) -> str | None:
    """The area most of the key words point to; the earlier in the lexicon at a tie, None without any."""
    scores: dict[str, int] = {}
    for text, weight in ((sentence, 1), (" ".join(headings), HEADING_WEIGHT)):
        for match in _pattern().finditer(text):
            area = _area_names()[int((match.lastgroup or "a0")[1:])]
            scores[area] = scores.get(area, 0) + weight
    return max(scores, key=lambda area: (scores[area], -_area_names().index(area))) if scores else None


@cache
def _area_names() -> tuple[str, ...]:
    return tuple(lexicons.read("areas"))


@cache
def _pattern() -> re.Pattern[str]:
    groups = (f"(?P<a{i}>{'|'.join(words)})" for i, words in enumerate(lexicons.read("areas").values()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})", re.IGNORECASE)
