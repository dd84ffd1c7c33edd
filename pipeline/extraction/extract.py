"""The one public entry: a document in, its records out, by a written-out row of stages."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction import dates
from pipeline.extraction.calendar import find_dates
from pipeline.extraction.commitments import find_commitments
from pipeline.extraction.grounding import grounded
from pipeline.language import Sentence, analyse
from pipeline.schema import Document, Records


def extract(document: Document, sentences: Sequence[Sentence] | None = None) -> Records:
    """All records of ``document``, each kind in text order, each tied to the text.

    ``sentences`` are those of :func:`pipeline.language.analyse`, where the caller has them already.
    Furniture and hidden text give no records. The same document gives the same records and ids.
    """
    found = analyse(document) if sentences is None else sentences
    visible = [one for one in found if _is_visible(document, one)]
    expressions = {i: dates.find(s.text, reference_date=document.date) for i, s in enumerate(visible)}
    commitments = find_commitments(document, visible, expressions)
    dated = (
        record
        for i, s in enumerate(visible)
        if expressions[i]
        for record in find_dates(document, s.span, block=s.block, expressions=expressions[i])
    )
    return Records(commitments=grounded(document, commitments), dates=grounded(document, dated))


def _is_visible(document: Document, sentence: Sentence) -> bool:
    block = document.blocks[sentence.block]
    return not block.hidden and block.kind != "furniture"
