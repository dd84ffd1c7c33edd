"""Ingest: files in, a store and an index out; incremental, resumable, one failure never stops the rest."""

from __future__ import annotations

from pipeline.ingest.events import Event, Failed, Found, Indexed, Ingested, Summary, Unchanged, summarise
from pipeline.ingest.run import ingest, remove

__all__ = [
    "Event",
    "Failed",
    "Found",
    "Indexed",
    "Ingested",
    "Summary",
    "Unchanged",
    "ingest",
    "remove",
    "summarise",
]
