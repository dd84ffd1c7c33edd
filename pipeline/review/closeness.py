"""Edit distance by bit vectors: how alike two texts are, and where in a text a pattern fits best.

G. Myers, "A fast bit-vector algorithm for approximate string matching" (JACM 1999), as simplified by
H. Hyyrö (2003); a Python integer is the bit vector, so a pattern may have any length.
"""

from __future__ import annotations

from collections.abc import Iterator


def similarity(one: str, other: str) -> float:
    """1 minus the Levenshtein distance over the length of the longer text; 1 for two empty ones."""
    longest = max(len(one), len(other))
    if one == other or not longest:
        return 1.0
    if not one or not other:
        return 0.0
    *_, distance = _distances(one, other, anchored=True)
    return 1.0 - distance / longest


def best_fit(pattern: str, text: str) -> tuple[int, int, int]:
    """(start, end, distance) of a part of ``text`` that fewest edits turn into ``pattern``.

    The first of equals by its end, and the longest at that end. ``pattern`` has at least one character.
    """
    end, distance = _lowest(pattern, text)
    back, _ = _lowest(pattern[::-1], text[:end][::-1], reach=len(pattern) + distance, last=True)
    return end - back, end, distance


def _lowest(pattern: str, text: str, *, reach: int | None = None, last: bool = False) -> tuple[int, int]:
    """(how much of ``text``, distance) at the lowest distance; with ``reach``, from its very start on."""
    best = (0, len(pattern))
    scores = _distances(pattern, text if reach is None else text[:reach], anchored=reach is not None)
    for length, score in enumerate(scores, start=1):
        if score < best[1] or (last and score == best[1]):
            best = (length, score)
    return best


def _distances(pattern: str, text: str, *, anchored: bool) -> Iterator[int]:
    """The distance of ``pattern`` to a part of ``text`` that ends at each of its characters in turn.

    ``anchored``: to all of ``text`` up to there, not to the best part of it.
    """
    mask, high = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    places: dict[str, int] = {}
    for index, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << index
    up, down, score = mask, 0, len(pattern)
    for character in text:
        equal = places.get(character, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        plus = down | (mask & ~(horizontal | up))
        minus = up & horizontal
        score += bool(plus & high) - bool(minus & high)
        plus = (plus << 1 | anchored) & mask
        minus = (minus << 1) & mask
        up = minus | (mask & ~(vertical | plus))
        down = plus & vertical
        yield score
