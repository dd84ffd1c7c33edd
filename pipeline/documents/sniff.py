"""What kind of file the bytes are: by content first, by file name second."""

from __future__ import annotations

import re
from pathlib import PurePath

from pipeline.documents.encoding import decode
from pipeline.documents.read import DOCX
from pipeline.errors import FailureCode, ReadError

PDF = "application/pdf"
# A file with one of these names goes to its reader whatever it holds: the reader says what is wrong.
_BINARY_NAMES = {".pdf": PDF, ".docx": DOCX, ".docm": DOCX, ".dotx": DOCX, ".dotm": DOCX}
_TEXT_NAMES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}
_HEAD = 4096  # bytes or characters looked at for a signature
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE: old Word files, and encrypted new ones
_OTHER_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>\s{0,20})?(?:<!--.{0,500}?-->\s{0,20})?"
    r"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n){1,60}?---[ \t]*\r?\n")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_MOST_CONTROL = 0.1  # share of control and undecodable characters beyond which a file is no text


def sniff(data: bytes, name: str) -> str:
    """The media type, a key of READERS; ReadError "unsupported" when the bytes are no text either,
    "corrupt" when the name promised text."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return PDF
    if suffix in _BINARY_NAMES:
        return _BINARY_NAMES[suffix]
    if data.startswith(_ZIP) and b"word/document" in data:
        return DOCX
    if data.startswith((_ZIP, _COMPOUND, *_OTHER_BINARY)):
        raise ReadError("unsupported", "The content is of a kind that is not read.", place=name)
    head = decode(data[:_HEAD])
    if len(_CONTROL.findall(head)) > _MOST_CONTROL * len(head):
        code: FailureCode = "corrupt" if suffix in _TEXT_NAMES else "unsupported"
        raise ReadError(code, "The content is binary.", place=name)
    if suffix in _TEXT_NAMES and _TEXT_NAMES[suffix] != "text/plain":
        return _TEXT_NAMES[suffix]
    if _HTML.match(head.lstrip("\ufeff \t\r\n")) or (suffix not in _TEXT_NAMES and _HTML.search(head[:512])):
        return "text/html"
    return "text/markdown" if _FRONT_MATTER.match(head.lstrip("\ufeff")) else "text/plain"
