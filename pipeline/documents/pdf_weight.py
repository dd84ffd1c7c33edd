"""How much a PDF page draws once everything in it is inflated and every form is drawn as often as asked.

A form may draw others, each of them twice, and so on: 25 such forms of 50 bytes make 33 million drawings.
The sum is found by visiting each form once.
"""

from __future__ import annotations

import re
from typing import Any

from pypdf.errors import LimitReachedError

_FLOOR = 4 << 20  # bytes that any page may draw
_RATIO = 1_000  # bytes beyond that for each byte of the file: deflate itself does not reach more
_DRAW = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")


class Weights:
    """Weighs the pages of one file of ``size`` bytes; forms are weighed once."""

    def __init__(self, size: int) -> None:
        self._most = max(_FLOOR, _RATIO * size)
        self._forms: dict[int, int] = {}

    def of(self, page: Any) -> int:
        """Bytes of content that drawing the page takes; LimitReachedError when they are out of proportion."""
        data = _contents(page.get("/Contents"))
        weight = self._weight(data, page.get("/Resources"))
        if weight > self._most:
            raise LimitReachedError(f"A page draws {weight} bytes.")
        return weight

    def _weight(self, data: bytes, resources: Any) -> int:
        forms = _get(_get(resources, {}).get("/XObject"), {})
        drawn = (forms.get("/" + name.decode("latin-1")) for name in _DRAW.findall(data)) if forms else ()
        return len(data) + sum(self._form(_get(form, None)) for form in drawn)

    def _form(self, form: Any) -> int:
        if form is None or form.get("/Subtype") != "/Form":
            return 0
        if id(form) not in self._forms:
            self._forms[id(form)] = 0  # a form that draws itself adds nothing
            self._forms[id(form)] = self._weight(form.get_data(), form.get("/Resources"))
        return self._forms[id(form)]


def _contents(contents: Any) -> bytes:
    """The inflated content of a page, which is one stream or several."""
    streams = _get(contents, [])
    if hasattr(streams, "get_data"):
        return bytes(streams.get_data())
    return b"\n".join(
        bytes(stream.get_data()) for stream in map(_resolve, streams) if hasattr(stream, "get_data")
    )


def _resolve(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _get(value: Any, otherwise: Any) -> Any:
    resolved = _resolve(value)
    return otherwise if resolved is None else resolved
