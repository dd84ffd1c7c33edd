"""SQLite as the record of truth (DESIGN.md section 6): one file, whole at every moment."""

from __future__ import annotations

from pipeline.store.rows import Failure, Generation, StoredDocument
from pipeline.store.store import Store

__all__ = ["Failure", "Generation", "Store", "StoredDocument"]
