"""What is made of one file, as a function of the file and the configuration alone."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.codec import document_to_data
from pipeline.config import Config
from pipeline.errors import FailureCode, PledgebookError, ReadError
from pipeline.ingest.files import SourceFile
from pipeline.schema import Document, Passage, Records

if TYPE_CHECKING:
    from pipeline.documents import Sandbox


@dataclass(frozen=True, slots=True)
class Made:
    """A document with all that is stored of it but the embeddings of ``texts``, one a passage."""

    document: Document
    records: Records
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file gave no document."""

    code: FailureCode
    message: str


Outcome = Made | Refused


def make(file: SourceFile, sandbox: Sandbox, config: Config) -> Outcome:
    """Read, analyse, extract and cut one file; whatever goes wrong with it is a Refused, never an error.

    PledgebookError only when no file could be read at all: the sandbox does not start, a module is missing.
    """
    try:
        made = _make(file, sandbox, config)
        _check(made)
    except ReadError as exc:
        return Refused(exc.code, exc.detail)
    except PledgebookError:
        raise
    except ImportError as exc:
        raise PledgebookError(f"A module cannot be imported ({exc}). Install Pledgebook again.") from exc
    except MemoryError:
        return Refused("memory", "Analysing the text needed more memory than there is.")
    except Exception as exc:  # a fault of ours on one file must not keep the others out
        return Refused("parser_crash", f"Analysing the text failed ({type(exc).__name__}: {exc}).")
    return made


def _make(file: SourceFile, sandbox: Sandbox, config: Config) -> Made:
    from pipeline.extraction import extract
    from pipeline.index.passages import cut, searchable
    from pipeline.language import analyse

    seconds: dict[str, float] = {}
    with _timed(seconds, "read"):
        document = sandbox.read(file.path)
        source = replace(document.source, location=file.key, name=file.name)
        document = replace(document, source=source)
    with _timed(seconds, "analyse"):
        sentences = analyse(document)
    with _timed(seconds, "extract"):
        records = extract(document, sentences)
    with _timed(seconds, "cut"):
        spans = [sentence.span for sentence in sentences]
        passages = cut(document, spans, words=config.index.passage_words)
    texts = tuple(searchable(passage, document) for passage in passages)
    return Made(document, records, passages, texts, seconds)


def _check(made: Made) -> None:
    """Refuse here, where it costs one file, what the store would refuse."""
    try:
        json.dumps(document_to_data(made.document), ensure_ascii=False).encode()
    except UnicodeEncodeError as exc:
        raise ReadError("corrupt", "The text is no valid Unicode.") from exc
    ids = Counter(record.id for record in made.records.all())
    repeated = [record_id for record_id, count in ids.items() if count > 1]
    if repeated:
        raise ValueError(f"records share the ids {', '.join(repeated)}")


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - started
