"""Signs that a text was made to deceive: what is hidden from the eye, and words meant for a machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from pipeline.documents.characters import tidy
from pipeline.documents.structure import RawBlock
from pipeline.schema import Flag

_TAGS = re.compile(
    r"(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007e]{3,}"
)  # after a black flag they spell a region
_TAG_BASE = 0xE0000
_OVERRIDE = re.compile(r"[\u202d\u202e]")  # right in no running text: they turn the order of what is shown
_SPLIT_WORD = re.compile(r"[A-Za-z][\u200b\u200c\u200d]+[a-z]|\d[\u200b\u200c\u200d]+\d")


@dataclass(frozen=True, slots=True)
class _Phrases:
    certain: re.Pattern[str]
    requests: re.Pattern[str]
    requests_needed: int


def screen(blocks: Sequence[RawBlock]) -> tuple[tuple[RawBlock, ...], tuple[Flag, ...]]:
    """The blocks with tidy texts, tag characters spelt out as hidden blocks, and the flags earned.

    "hidden_text" when any block is hidden, "suspicious" when text outside the furniture is hidden, when
    characters disguise what is written, or when the words address a language model.
    """
    out: list[RawBlock] = []
    suspicious = False
    for block in blocks:
        tidied = tidy(block.text)
        if tidied == block.text:
            out.append(block)
            continue
        suspicious = suspicious or bool(_OVERRIDE.search(block.text) or _SPLIT_WORD.search(block.text))
        out.append(replace(block, text=tidied))
        out.extend(
            RawBlock("note", _spelt(tags), page=block.page, hidden=True) for tags in _TAGS.findall(block.text)
        )
    hidden = [block for block in out if block.hidden and block.text.strip()]
    suspicious = suspicious or any(block.kind != "furniture" for block in hidden) or addresses_machine(out)
    flags: list[Flag] = ["suspicious"] if suspicious else []
    if hidden:
        flags.append("hidden_text")
    return tuple(out), tuple(flags)


def addresses_machine(blocks: Sequence[RawBlock]) -> bool:
    """True when the blocks hold phrases of ``injections.toml``."""
    phrases = _phrases()
    text = "\n".join(block.text for block in blocks).lower()
    if phrases.certain.search(text):
        return True
    return len(set(phrases.requests.findall(text))) >= phrases.requests_needed


def _spelt(tags: str) -> str:
    return "".join(chr(ord(tag) - _TAG_BASE) for tag in tags)


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    data = tomllib.loads(resources.files("pipeline.documents").joinpath("injections.toml").read_text("utf-8"))
    certain, requests = (
        re.compile("|".join(f"(?:{phrase})" for phrase in data[key])) for key in ("certain", "requests")
    )
    return _Phrases(certain, requests, data["requests_needed"])
