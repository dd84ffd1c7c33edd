"""Which language a text is in: by its script, or by its small words."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

_SAMPLE = 20_000  # characters
_FEWEST_HITS = 3
_WORD = re.compile(r"[^\W\d_]+")
# Scripts that one language (or one whose texts we would treat alike) is written in; earlier rows win.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_SHARE_OF_SCRIPT = 0.2


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language most of ``text`` is in, or None when too little speaks for any."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.casefold())
    letters = sum(map(len, words))
    for code, script in _SCRIPTS:
        if letters and len(script.findall(sample)) >= _SHARE_OF_SCRIPT * letters:
            return code
    hits = {code: sum(map(profile.__contains__, words)) for code, profile in _profiles().items()}
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] >= _FEWEST_HITS else None


@lru_cache(maxsize=1)
def _profiles() -> dict[str, frozenset[str]]:
    data = tomllib.loads(resources.files("pipeline.documents").joinpath("stopwords.toml").read_text("utf-8"))
    return {code: frozenset(words.split()) for code, words in data.items()}
