"""Finding again, in a text that may have changed, what a selector points to.

Every place where the quote, or something like it, stands is scored by the share of the characters of
prefix, quote and suffix that agree there; so a long quote needs little context, a bare year much. The old
position decides between equals, moved by as much as the words around it have moved. The words of a text
are indexed once; a selector then costs as much as its rarer words are frequent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.review.closeness import best_fit, similarity
from pipeline.review.selectors import Selector
from pipeline.schema import Span

State = Literal["same", "moved", "changed", "gone"]

# Of prefix, quote and suffix together at least this share must agree, about a verbatim quote and any other.
# Two unrelated English sentences agree in a quarter to a third of their characters when aligned at best.
AGREEING, ALIKE = 0.5, 0.6
LIKE = 0.5  # and this much of a quote that is not verbatim
CERTAIN, SURE = 0.7, 0.9  # from here on a verbatim quote, and any other, is not looked for elsewhere
LONG = 32  # code points; a verbatim quote of this length is not there by chance
EQUAL = 0.1  # of places whose scores differ by less, the one that is nearer to the old position counts
COMMON = 64  # a word that stands more often than this in a text does not say where one is
CANDIDATES = 6
NEAR = 8  # code points of prefix and suffix by which the ends of a changed quote are told
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans("‘’“”‐‑–—\u00a0\n\t", "''\"\"----   ")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What became of a selector: ``span`` is None when ``gone``; ``score`` is the share that agrees.

    "same": the quote stands at its old position; "moved": verbatim at another; "changed": in other words.
    """

    state: State
    span: Span | None
    score: float


@dataclass(frozen=True, slots=True)
class _Place:
    span: Span
    exact: bool
    score: float


def anchor_all(text: str, selectors: Sequence[Selector]) -> tuple[Anchor, ...]:
    """The anchor of each selector in ``text``, in the order given.

    Selectors whose words stand in several places alike are told apart by what stands around them in the
    old text: each moves with its nearest neighbour that can be told, and takes a place of its own.
    """
    searched = _Text(text)
    found = [_best(searched.places(selector)) for selector in selectors]
    settled = sorted(
        (s.span.start, p[0].span.start) for s, p in zip(selectors, found, strict=True) if len(p) == 1
    )
    chosen: dict[int, _Place | None] = {}
    taken: dict[str, set[Span]] = {}
    verbatim: set[Span] = set()
    for index in sorted(range(len(selectors)), key=lambda i: (not _is_verbatim(found[i]), selectors[i].span)):
        selector = selectors[index]
        used = taken.setdefault(selector.exact, set())
        # What stands there word for word for one selector is no changed form of another's words.
        free = [place for place in found[index] if place.exact or place.span not in verbatim]
        place = _nearest(free, _expected(selector, settled), used)
        chosen[index] = place
        if place:
            used.add(place.span)
            verbatim.update([place.span] if place.exact else [])
    return tuple(_anchor(selector, chosen[index]) for index, selector in enumerate(selectors))


def anchor(text: str, selector: Selector) -> Anchor:
    """The anchor of one selector; for many of one text, :func:`anchor_all` is faster and tells more apart."""
    return anchor_all(text, [selector])[0]


def counts(anchors: Iterable[Anchor]) -> dict[State, int]:
    """How many are the same, moved, changed and gone, in this order, zeros included."""
    seen = Counter(one.state for one in anchors)
    return {"same": seen["same"], "moved": seen["moved"], "changed": seen["changed"], "gone": seen["gone"]}


def _best(places: Sequence[_Place]) -> list[_Place]:
    """The places that agree best or nearly so, verbatim ones before others; none that agree too little."""
    enough = [place for place in places if place.score >= (AGREEING if place.exact else ALIKE)]
    least = max((place.score for place in enough), default=0.0) - EQUAL
    best = [place for place in enough if place.score >= least]
    return [place for place in best if place.exact] or best


def _is_verbatim(places: Sequence[_Place]) -> bool:
    return bool(places) and places[0].exact


def _expected(selector: Selector, settled: Sequence[tuple[int, int]]) -> int:
    """Where the quote should stand: shifted as the nearest settled neighbours in the old text are."""
    at = bisect_left(settled, (selector.span.start, -1))
    near = settled[max(0, at - 1) : at + 1]
    old, new = min(near, key=lambda pair: abs(pair[0] - selector.span.start), default=(0, 0))
    return selector.span.start + new - old


def _nearest(places: Sequence[_Place], expected: int, used: set[Span]) -> _Place | None:
    free = [place for place in places if place.span not in used] or places
    return min(free, key=lambda place: abs(place.span.start - expected), default=None)


def _anchor(selector: Selector, place: _Place | None) -> Anchor:
    if place is None:
        return Anchor("gone", None, 0.0)
    if not place.exact:
        return Anchor("changed", place.span, place.score)
    same = place.span.start == selector.span.start
    return Anchor("same" if same else "moved", place.span, place.score)


class _Text:
    """A text in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.translate(_PLAIN)

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """Where each word begins."""
        places: dict[str, list[int]] = {}
        for match in _WORD.finditer(self._plain):
            places.setdefault(match[0], []).append(match.start())
        return places

    def places(self, selector: Selector) -> list[_Place]:
        """Where the quote may stand: verbatim, and unless that is sure, where something like it does."""
        if self._is_unchanged(selector):
            return [_Place(selector.span, True, 1.0)]
        exact = [self._place(selector, span, exact=True) for span in self._occurrences(selector.exact)]
        enough = AGREEING if len(selector.exact) >= LONG else CERTAIN
        if any(place.score >= enough for place in exact):
            return exact
        return [*exact, *self._close(selector, {place.span for place in exact})]

    def _is_unchanged(self, selector: Selector) -> bool:
        start, end = selector.span.start, selector.span.end
        before = max(0, start - len(selector.prefix))
        return self._text[before : end + len(selector.suffix)] == (
            selector.prefix + selector.exact + selector.suffix
        )

    def _close(self, selector: Selector, known: set[Span]) -> Iterator[_Place]:
        """Places in other words than the quote's, until one of them is sure."""
        for start in self._likely(selector):
            spans = [span for span in self._fits(selector, start) if span not in known]
            known.update(spans)
            places = [self._place(selector, span, exact=False) for span in spans]
            best = max(places, key=lambda place: place.score, default=None)
            if best and self._is_like(selector, best):
                yield best
            if best and best.score >= SURE:
                return

    def _occurrences(self, quote: str) -> Iterator[Span]:
        start = self._text.find(quote)
        while start >= 0:
            yield Span(start, start + len(quote))
            start = self._text.find(quote, start + 1)

    def _place(self, selector: Selector, span: Span, *, exact: bool) -> _Place:
        """A place with its score: over the lengths of prefix, quote and suffix, what of them agrees."""
        quote = 1.0 if exact else similarity(selector.exact.translate(_PLAIN), span.of(self._plain))
        before = self._plain[max(0, span.start - len(selector.prefix)) : span.start]
        after = self._plain[span.end : span.end + len(selector.suffix)]
        parts = (
            (len(selector.exact), quote),
            (len(selector.prefix), similarity(selector.prefix.translate(_PLAIN), before)),
            (len(selector.suffix), similarity(selector.suffix.translate(_PLAIN), after)),
        )
        return _Place(span, exact, sum(n * share for n, share in parts) / sum(n for n, _ in parts))

    def _is_like(self, selector: Selector, place: _Place) -> bool:
        return similarity(selector.exact.translate(_PLAIN), place.span.of(self._plain)) >= LIKE

    def _likely(self, selector: Selector) -> list[int]:
        """Where the quote may begin, by its rarer words and those around it; the old position too."""
        whole = (selector.prefix + selector.exact + selector.suffix).translate(_PLAIN)
        votes: Counter[int] = Counter()
        width = max(16, len(selector.exact) // 4)
        for match in _WORD.finditer(whole):
            found = self._words.get(match[0], ())
            if len(found) > COMMON:
                continue
            for place in found:
                begin = place - match.start() + len(selector.prefix)
                votes[begin // width] += 1
        common = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:CANDIDATES]
        return [selector.span.start, *(bucket * width for bucket in common)]

    def _fits(self, selector: Selector, start: int) -> list[Span]:
        """The stretch near ``start`` that is most like the quote, and others about it.

        Out to whole words; and from where the prefix ends, and to where the suffix begins.
        """
        quote = selector.exact.translate(_PLAIN)
        slack = 32 + len(quote) // 2
        low, high = max(0, start - slack), min(len(self._plain), start + len(quote) + slack)
        if low >= high:
            return []
        begin, end, _ = best_fit(quote, self._plain[low:high])
        before, after = selector.prefix[-NEAR:].translate(_PLAIN), selector.suffix[:NEAR].translate(_PLAIN)
        left = self._plain.rfind(before, low, low + end) + len(before) if before else -1
        right = self._plain.find(after, low + begin, high) if after else -1
        begins = [low + begin, *([left] if left >= max(low, len(before)) else [])]
        ends = [low + end, *([right] if right >= 0 else [])]
        return [self._whole_words(b, e) for b in begins for e in ends if b < e]

    def _whole_words(self, start: int, end: int) -> Span:
        text = self._plain
        while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return Span(start, end)
