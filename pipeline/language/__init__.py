"""Language: splitting blocks in sentences and tokens, and the lexicons the extraction rules rest on."""

from __future__ import annotations

from pipeline.language.pipeline import load
from pipeline.language.sentences import Sentence, analyse
from pipeline.language.splitting import split

__all__ = ["Sentence", "analyse", "load", "split"]
