"""Measuring extraction, retrieval and answers against gold, with intervals, and gating on a baseline.

Works on rows (the JSON that the commands print), so it knows nothing of how they were made.
"""

from __future__ import annotations

from pipeline.scoring.answering import judge
from pipeline.scoring.loading import load
from pipeline.scoring.matching import match
from pipeline.scoring.results import Evaluation, Figure, Judged

__all__ = ["Evaluation", "Figure", "Judged", "judge", "load", "match"]
