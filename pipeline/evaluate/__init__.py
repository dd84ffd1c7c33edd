"""Running the stages over gold documents or judged passages, and scoring what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.evaluate.passages import evaluate_passages
    from pipeline.evaluate.run import evaluate

__all__ = ["evaluate", "evaluate_passages"]

_HOMES = {"evaluate": "pipeline.evaluate.run", "evaluate_passages": "pipeline.evaluate.passages"}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that judging passages needs no extraction."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
