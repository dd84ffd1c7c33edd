"""Extraction: commitments, targets, dates and links of a document, each field tied to the text."""

from __future__ import annotations

from pipeline.extraction.extract import extract

__all__ = ["extract"]
