from __future__ import annotations

import pytest

from pipeline.documents.read import DOCX, READERS
from pipeline.documents.sniff import sniff
from pipeline.errors import ReadError


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"%PDF-1.7", "x.txt", "application/pdf"),
        (b"junk", "x.pdf", "application/pdf"),
        (b"PK\x03\x04...word/document.xml", "x", DOCX),
        (b"<p>x", "x.docx", DOCX),
        (b"<p>x", "x.htm", "text/html"),
        (b"\n<!DOCTYPE html><p>", "x.txt", "text/html"),
        (b"<?xml version='1.0'?><!-- c --><html>", "x", "text/html"),
        ("<html>".encode("utf-16"), "x", "text/html"),
        (b"# x", "x.md", "text/markdown"),
        (b"---\ntitle: x\n---\nbody", "x", "text/markdown"),
        (b"Trees", "x.txt", "text/plain"),
        (b'{"a": 1}', "x.json", "text/plain"),
        (b"a <html> tag in a text", "x.txt", "text/plain"),
    ],
)
def test_sniff(data: bytes, name: str, media_type: str) -> None:
    assert sniff(data, name) == media_type
    assert media_type in READERS


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"\x89PNG\r\n", "x.png", "unsupported"),
        (b"PK\x03\x04 other", "x.xlsx", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc", "unsupported"),
        (bytes(range(1, 32)) * 9, "x.bin", "unsupported"),
        (bytes(range(1, 32)) * 9, "x.txt", "corrupt"),
    ],
)
def test_what_is_no_text(data: bytes, name: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        sniff(data, name)
    assert caught.value.code == code
