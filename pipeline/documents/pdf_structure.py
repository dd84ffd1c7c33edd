"""What pypdf says about a PDF: pages, metadata, outline, page labels, and each page's text.

pypdf bounds what streams may inflate to; a file that reaches such a bound is refused as too large before
PDFium, which has none, sees it.
"""

from __future__ import annotations

import re
import resource
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import Any, TypeVar

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, LimitReachedError

from pipeline.documents.pdf_weight import Weights
from pipeline.errors import ReadError

# pypdf reads some 20 pages a second, PDFium 100. Pages that this much computing does not reach go uncompared.
TEXT_BUDGET_S = 5.0
_MOST_HEADINGS = 5_000  # outline entries; an outline may be a cycle
_DEEPEST = 20
_MOST_CONTENT = 512 << 10  # bytes of content on one page; pypdf takes some 3 s for a MiB of operators

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Structure:
    """What pypdf found; ``fault`` is what it stumbled over, "" when nothing; ``outline`` maps keys to levels.

    ``texts`` has one entry a page: its text, or None where pypdf failed or was not asked.
    """

    pages: int = 0
    metadata: dict[str, str] = field(default_factory=dict)
    outline: dict[str, int] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    texts: tuple[str | None, ...] = ()
    fault: str = ""


def inspect(data: bytes) -> Structure:
    """The structure of a PDF; ReadError "encrypted" or "too_large"; other failures end up in ``fault``."""
    try:
        reader = PdfReader(BytesIO(data))
        _unlock(reader)
        count = len(reader.pages)
        texts, fault = _texts(reader, len(data))
    except ReadError:
        raise
    except LimitReachedError as exc:
        if _is_miscount(exc):
            return Structure(fault="a wrong number of objects")
        raise ReadError("too_large", "The content inflates beyond all measure.") from exc
    except Exception as exc:  # pypdf meets damage with errors of many kinds
        return Structure(fault=type(exc).__name__)
    return Structure(
        pages=count,
        metadata=_attempt(lambda: _metadata(reader), {}),
        outline=_attempt(lambda: dict(_outline(reader)), {}),
        labels=_attempt(lambda: _labels(reader), ()),
        texts=tuple(texts),
        fault=fault,
    )


def _is_miscount(error: LimitReachedError) -> bool:
    """True when the cross-reference table states a wrong size: damage, and no sign of a bomb."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return PurePath(last.filename).stem == "_reader"


def key(text: str) -> str:
    """What of a heading is compared with the outline: its letters and digits."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _unlock(reader: PdfReader) -> None:
    if not reader.is_encrypted:
        return
    try:
        if reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise ReadError("encrypted", "The document is locked by a password.")
    except DependencyError as exc:
        raise ReadError("encrypted", "The document is encrypted in an unusual way.") from exc


def _texts(reader: PdfReader, size: int) -> tuple[list[str | None], str]:
    """The text of each page, and the name of the first error met."""
    deadline = time.process_time() + _budget_s()
    weights = Weights(size)
    texts: list[str | None] = []
    fault = ""
    for page in reader.pages:
        texts.append(None)
        try:
            if weights.of(page) <= _MOST_CONTENT and time.process_time() < deadline:
                texts[-1] = str(page.extract_text())
        except (LimitReachedError, MemoryError):
            raise
        except Exception as exc:  # as above
            fault = fault or type(exc).__name__
    return texts, fault


def _budget_s() -> float:
    """Seconds of computing for pypdf's texts: a quarter of what the process may use, if that is less."""
    limit = resource.getrlimit(resource.RLIMIT_CPU)[0]
    return TEXT_BUDGET_S if limit == resource.RLIM_INFINITY else min(TEXT_BUDGET_S, limit / 4)


def _metadata(reader: PdfReader) -> dict[str, str]:
    information = reader.metadata
    if information is None:
        return {}
    found = {"title": _attempt(lambda: str(information.title or ""), "").strip()}
    created = _attempt(lambda: information.creation_date, None)
    if created is not None:
        found["created"] = created.date().isoformat()
    return {name: value for name, value in found.items() if value}


def _outline(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """Heading keys and their levels from 1; the outermost place of a repeated heading counts last."""
    stack: list[Iterator[Any]] = [iter(reader.outline)]
    seen = 0
    while stack and seen < _MOST_HEADINGS:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, Sequence) and not isinstance(entry, str):
            if len(stack) < _DEEPEST:
                stack.append(iter(entry))
        else:
            seen += 1
            if title := key(str(getattr(entry, "title", "") or "")):
                yield title, len(stack)


def _labels(reader: PdfReader) -> tuple[str, ...]:
    return tuple(reader.page_labels) if "/PageLabels" in reader.root_object else ()


def _attempt(read: Callable[[], T], otherwise: T) -> T:
    """What ``read`` gives; ``otherwise`` when damage stops it: no such detail is worth the document."""
    try:
        return read()
    except (MemoryError, LimitReachedError):
        raise
    except Exception:
        return otherwise
