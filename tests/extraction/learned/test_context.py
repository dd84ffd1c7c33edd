from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.learned.context import contexts
from pipeline.language import analyse
from tests.nouns import make_document


def test_a_sentence_is_read_with_its_stem_or_what_it_points_back_to() -> None:
    document = make_document(
        (
            ("heading", "Ports"),
            ("paragraph", "We met. We will repair ports. This includes piers. We will:"),
            ("item", "build locks"),
        )
    )
    blocks = tuple(replace(b, lead_in=1 if b.kind == "item" else None) for b in document.blocks)
    read = contexts(replace(document, blocks=blocks), analyse(document))
    assert read == (
        "heading: ",
        "paragraph: ",
        "paragraph: ",
        "paragraph: We will repair ports.",
        "paragraph: ",
        "item: We will:",
    )
