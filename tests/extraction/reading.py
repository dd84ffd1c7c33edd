"""Facts, links and mentions of documents made of a few lines, for tests of who is who."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction import dates
from pipeline.extraction.facts import find_facts
from pipeline.extraction.mentions import Naming, Reading, read_all
from pipeline.language import analyse
from pipeline.schema import BlockKind, Document, Fact
from tests.nouns import make_document


def document(*lines: str | tuple[BlockKind, str]) -> Document:
    """A document of 2026-03 with a paragraph a line; ("item", ...) lines stand under the line before them."""
    pairs = [("paragraph", line) if isinstance(line, str) else line for line in lines]
    made = make_document(pairs)
    blocks, stem = [], 0
    for index, block in enumerate(made.blocks):
        stem = stem if block.kind == "item" else index
        blocks.append(replace(block, lead_in=stem) if block.kind == "item" else block)
    return replace(made, blocks=tuple(blocks))


def read(made: Document) -> tuple[Naming, tuple[Reading, ...]]:
    """The mentions of a document, sentence by sentence."""
    return read_all(made, analyse(made))


def facts(*lines: str | tuple[BlockKind, str]) -> list[Fact]:
    """The facts of a document, each with evidence that stands in it."""
    made = document(*lines)
    sentences = analyse(made)
    naming, readings = read_all(made, sentences)
    expressions = {i: dates.find(s.text, reference_date=made.date) for i, s in enumerate(sentences)}
    found = list(find_facts(made, readings, naming, expressions))
    for fact in found:
        assert made.quote(fact.span) == fact.quote
        assert all(one.span and made.quote(one.span) == one.quote for one in fact.evidence.values())
    assert len({fact.id for fact in found}) == len(found)
    return found
