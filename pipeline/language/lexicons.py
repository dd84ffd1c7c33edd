"""Loading the lexicons: data files in ``lexicons/`` that tell what the rules of extraction look for.

The files are TOML, so that a reader of the field can correct them without reading code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import ModelError

FOLDER = "lexicons"


@cache
def read(name: str) -> dict[str, Any]:
    """The content of ``lexicons/<name>.toml``; ModelError when it is missing or is not TOML."""
    path = files("pipeline.language").joinpath(FOLDER, f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise ModelError(f"lexicon {name!r}: not readable ({exc}). Install the package anew.") from exc


def read_lists(name: str) -> dict[str, frozenset[str]]:
    """A lexicon that holds nothing but lists of words, each as a set."""
    return {key: frozenset(words) for key, words in read(name).items()}
