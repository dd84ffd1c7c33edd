from __future__ import annotations

import hashlib

import pytest

from pipeline.config import ReadConfig
from pipeline.documents import read as read_module
from pipeline.documents.read import Parsed, read_bytes
from pipeline.errors import ReadError

ACCORD = b"---\ntitle: Trees\ndate: 2031-04-02\n---\n\nThe towns will plant trees.\n"


def test_a_document() -> None:
    document = read_bytes(ACCORD, name="trees.md", location="/tmp/trees.md")
    sha256 = hashlib.sha256(ACCORD).hexdigest()
    assert document.id == sha256[:16]
    assert (document.source.sha256, document.source.media_type) == (sha256, "text/markdown")
    assert (document.source.name, document.source.location) == ("trees.md", "/tmp/trees.md")
    assert (document.title, document.date, document.text) == (
        "Trees",
        "2031-04-02",
        "The towns will plant trees.",
    )


def test_the_callers_date_goes_before_the_documents() -> None:
    assert read_bytes(ACCORD, name="trees.md", date="2032").date == "2032"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \n\t", "no_text"), (b"x" * (1024 * 1024 + 1), "too_large")],
)
def test_failures(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name="x.txt", config=ReadConfig(file_mib=1))
    assert caught.value.code == code
    assert caught.value.place == "x.txt"


def test_a_text_that_grows_beyond_its_limit() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(b"tree " * 300_000, name="x.txt", config=ReadConfig(text_mib=1))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (MemoryError(), "memory"),
        (RecursionError("deep"), "parser_crash"),
        (ValueError("odd"), "parser_crash"),
        (ReadError("encrypted", "a password is needed."), "encrypted"),
    ],
)
def test_every_fault_of_a_parser_becomes_a_read_error(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str
) -> None:
    def broken(data: bytes) -> Parsed:
        raise fault

    monkeypatch.setitem(read_module.READERS, "text/plain", broken)
    with pytest.raises(ReadError) as caught:
        read_bytes(b"Trees", name="x.txt")
    assert (caught.value.code, caught.value.place) == (code, "x.txt")
