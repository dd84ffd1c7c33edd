"""From the bytes of one file to a Document: dispatch by content, limits, one closed list of failures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.config import ReadConfig
from pipeline.documents.structure import RawBlock
from pipeline.errors import ReadError
from pipeline.schema import Document, Flag, Source

MIB = 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one format reader returns.

    ``metadata`` holds what the format states about itself, under the keys title, date, issuer, url,
    language; ``notes`` are sentences for the user about what was lost or mended.
    """

    blocks: tuple[RawBlock, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    pages: int | None = None
    page_labels: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()


def _pdf(data: bytes) -> Parsed:
    from pipeline.documents.pdf import read_pdf

    return read_pdf(data)


def _docx(data: bytes) -> Parsed:
    from pipeline.documents.docx import read_docx

    return read_docx(data)


def _html(data: bytes) -> Parsed:
    from pipeline.documents.html import read_html

    return read_html(data)


def _markdown(data: bytes) -> Parsed:
    from pipeline.documents.markdown import read_markdown

    return read_markdown(data)


def _text(data: bytes) -> Parsed:
    from pipeline.documents.text import read_text

    return read_text(data)


# Media type -> reader; each imports its library when it is first used.
READERS: dict[str, Callable[[bytes], Parsed]] = {
    "application/pdf": _pdf,
    DOCX: _docx,
    "text/html": _html,
    "text/markdown": _markdown,
    "text/plain": _text,
}


def read_bytes(
    data: bytes,
    *,
    name: str,
    location: str = "",
    date: str | None = None,
    media_type: str | None = None,
    config: ReadConfig | None = None,
) -> Document:
    """The Document in ``data``; raises ReadError and nothing else.

    ``name`` is the file's name, ``location`` its path or URL; ``date`` (EDTF) overrides the date found,
    ``media_type`` (a key of READERS) what the content looks like. Runs the parser in this very process: for
    files of unknown origin use :class:`Sandbox`.
    """
    from pipeline.documents.metadata import describe
    from pipeline.documents.sniff import sniff
    from pipeline.documents.structure import assemble
    from pipeline.documents.suspicion import screen

    limits = config or ReadConfig()
    if not data:
        raise ReadError("empty", "The file has no bytes.", place=name)
    if len(data) > limits.file_mib * MIB:
        raise ReadError("too_large", f"The file is over {limits.file_mib} MiB.", place=name)
    media_type = media_type or sniff(data, name)
    parsed = _parse(data, media_type, name)
    _check_length(parsed.blocks, limits, name)
    raw, flags = screen(parsed.blocks)
    text, blocks = assemble(raw)
    if not blocks:
        raise ReadError("no_text", "No text was found in the file.", place=name)
    sha256 = hashlib.sha256(data).hexdigest()
    facts = describe(text, blocks, parsed.metadata, name=name, location=location)
    return Document(
        id=sha256[:16],
        source=Source(name=name, location=location, media_type=media_type, sha256=sha256),
        text=text,
        blocks=blocks,
        title=facts.title,
        issuer=facts.issuer,
        kind=facts.kind,
        date=date or facts.date,
        language=facts.language,
        pages=parsed.pages,
        page_labels=parsed.page_labels,
        flags=tuple(dict.fromkeys((*parsed.flags, *flags))),
        notes=parsed.notes,
    )


def _check_length(blocks: Sequence[RawBlock], limits: ReadConfig, name: str) -> None:
    """Refuse what is too long before any more work is put into it; assembling only ever shortens texts."""
    if sum(len(block.text) + 1 for block in blocks) > limits.text_mib * MIB + 1:
        raise ReadError("too_large", f"The text is over {limits.text_mib} MiB.", place=name)


def _parse(data: bytes, media_type: str, name: str) -> Parsed:
    """Run the reader; whatever a third-party parser raises becomes a ReadError with its place."""
    try:
        return READERS[media_type](data)
    except ReadError as exc:
        raise ReadError(exc.code, exc.detail, place=exc.place or name) from exc
    except MemoryError as exc:
        raise ReadError("memory", "The parser ran out of memory.", place=name) from exc
    except Exception as exc:  # any parser, any fault: the caller gets one kind of error
        raise ReadError("parser_crash", f"{type(exc).__name__}: {exc}.", place=name) from exc
