"""A statement about an entity as found in one sentence, before it becomes a :class:`pipeline.schema.Fact`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.extraction.mentions import Reading
from pipeline.extraction.subjects import Mention
from pipeline.schema import Predicate, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """``predicate`` of ``mention`` in ``reading``; spans are counted in the sentence's text.

    ``span`` holds the words of the value. With ``item`` the statement goes on in another sentence, where
    ``item_span`` holds the rest of the value. ``spans`` are further evidence by field (when, by, at).
    """

    reading: Reading
    mention: Mention
    predicate: Predicate
    span: Span
    item: Reading | None = None
    item_span: Span | None = None
    when: str | None = None
    by: str | None = None
    at: str | None = None
    noun: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)

    @property
    def value(self) -> str:
        """The words of the value; those of a part stand in the item alone."""
        own = self.span.of(self.reading.sentence.text)
        if self.item is None or self.item_span is None:
            return own
        rest = self.item_span.of(self.item.sentence.text)
        return rest if self.predicate == "part" else f"{own} {rest}"

    def places(self) -> dict[str, Span]:
        """The spans in the document of the entity, the value and further fields."""
        offset = self.reading.sentence.span.start
        found = {"entity": self.mention.span, "value": self.span, **self.spans}
        moved = {name: Span(span.start + offset, span.end + offset) for name, span in found.items()}
        if self.item is not None and self.item_span is not None:
            start = self.item.sentence.span.start
            moved["stem"] = moved["value"]
            moved["value"] = Span(self.item_span.start + start, self.item_span.end + start)
        return moved
