"""Documents in, blocks out: reading PDF, HTML, DOCX, Markdown and plain text safely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.documents.read import read_bytes
    from pipeline.documents.sandbox import Sandbox
    from pipeline.documents.sandbox import read as read_file

__all__ = ["Sandbox", "read_bytes", "read_file"]

# Public name -> module and name there; "read" itself is taken by the module of that name.
_HOMES = {
    "Sandbox": ("pipeline.documents.sandbox", "Sandbox"),
    "read_bytes": ("pipeline.documents.read", "read_bytes"),
    "read_file": ("pipeline.documents.sandbox", "read"),
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that importing the package stays cheap."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own_name = _HOMES[name]
    return getattr(import_module(module), own_name)
