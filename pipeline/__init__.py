"""Pledgebook: who promised what, how much, by when, with the passage it comes from.

Importing this package loads nothing heavy; spaCy, onnxruntime, FAISS and LangChain are imported by the
modules that wrap them, when they are first needed.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
