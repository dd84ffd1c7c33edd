from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

import pipeline.extraction
from pipeline.config import Config
from pipeline.documents import Sandbox, read_bytes
from pipeline.errors import PledgebookError, ReadError
from pipeline.ingest.files import SourceFile
from pipeline.ingest.stages import Made, Refused, make
from pipeline.schema import Document, Records

TEXT = b"# Accord\n\nMembers will plant 400 trees by 2040.\n\n- one oak\n- two elms\n"


class Reader(Sandbox):
    """Gives what a function gives, without a process."""

    def __init__(self, read: Callable[[], Document]) -> None:
        super().__init__()
        self._read = read

    def read(self, path: Path | str, *, date: str | None = None) -> Document:
        return self._read()


def accord() -> Document:
    return read_bytes(TEXT, name="accord.md", location="/elsewhere/accord.md")


def refuse(error: Exception) -> Callable[..., NoReturn]:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail


FILE = SourceFile(Path("/docs/caf\udce9.md"), r"/docs/caf\xe9.md")


def test_everything_but_the_embeddings_is_made_of_a_file() -> None:
    made = make(FILE, Reader(accord), Config())
    assert isinstance(made, Made)
    assert made.document.text == accord().text
    assert (made.document.source.name, made.document.source.location) == (r"caf\xe9.md", r"/docs/caf\xe9.md")
    assert [record.quote for record in made.records.commitments] == ["will plant 400 trees by 2040"]
    assert len(made.texts) == len(made.passages) == 1
    assert all(made.document.quote(p.span) in text for p, text in zip(made.passages, made.texts, strict=True))
    assert list(made.seconds) == ["read", "analyse", "extract", "cut"]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ReadError("encrypted", "Locked."), "encrypted", "Locked."),
        (MemoryError(), "memory", "more memory"),
        (ValueError("odd"), "parser_crash", "ValueError: odd"),
        (RecursionError("deep"), "parser_crash", "RecursionError: deep"),
    ],
)
def test_whatever_goes_wrong_with_a_file_refuses_it_alone(error: Exception, code: str, message: str) -> None:
    outcome = make(FILE, Reader(refuse(error)), Config())
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert message in outcome.message


def test_what_keeps_all_files_from_being_read_is_raised() -> None:
    with pytest.raises(PledgebookError, match="does not start"):
        make(FILE, Reader(refuse(PledgebookError("The reading process does not start."))), Config())


def test_text_that_cannot_be_stored_is_refused() -> None:
    outcome = make(FILE, Reader(lambda: replace(accord(), title="\ud800")), Config())
    assert outcome == Refused("corrupt", "The text is no valid Unicode.")


def test_records_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(FILE, Reader(accord), Config())
    assert isinstance(made, Made)
    one: Any = made.records.commitments[0]
    monkeypatch.setattr(pipeline.extraction, "extract", lambda *_: Records((one, one)))
    outcome = make(FILE, Reader(accord), Config())
    assert isinstance(outcome, Refused)
    assert one.id in outcome.message
