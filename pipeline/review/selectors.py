"""Where something stands in a text, said so that it is found again when the text has changed.

The two selectors of the W3C Web Annotation Data Model (sections 4.2.4 and 4.2.5): TextQuoteSelector (the
words with those before and after) and TextPositionSelector (code points, half-open).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.codec import affixes
from pipeline.schema import Span


@dataclass(frozen=True, slots=True)
class Selector:
    """A quote, up to 32 code points on either side, and the span at which it stood."""

    exact: str
    prefix: str
    suffix: str
    span: Span


def selector_of(text: str, span: Span) -> Selector:
    """The selector of ``span`` in ``text``; ValueError when the span reaches past its end."""
    return Selector(span.of(text), *affixes(text, span), span)


def selector_to_data(selector: Selector) -> list[dict[str, Any]]:
    """The two W3C selectors as JSON-ready data; :func:`selector_from_data` gives an equal one back."""
    quote = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return [
        {"type": "TextQuoteSelector", **quote},
        {"type": "TextPositionSelector", "start": selector.span.start, "end": selector.span.end},
    ]


def selector_from_data(data: Sequence[Mapping[str, Any]]) -> Selector:
    """The Selector that :func:`selector_to_data` wrote; KeyError or ValueError for anything else."""
    by_type = {part["type"]: part for part in data}
    quote, position = by_type["TextQuoteSelector"], by_type["TextPositionSelector"]
    span = Span(int(position["start"]), int(position["end"]))
    return Selector(str(quote["exact"]), str(quote["prefix"]), str(quote["suffix"]), span)
