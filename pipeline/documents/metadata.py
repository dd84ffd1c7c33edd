"""What a document is: title, issuer, kind, date, language, from what it states and what it looks like."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import PurePath
from typing import cast, get_args
from urllib.parse import urlsplit

from pipeline.documents.calendar import find_date
from pipeline.documents.characters import tidy
from pipeline.documents.language import detect
from pipeline.schema import Block, DocumentKind

_OPENING_BLOCKS = 12  # how far down the first page title, date and issuer are looked for
_SHORT = 160  # characters; a longer block of the opening is running text, whose dates are about other things
_KIND_LINE = 40  # characters of a line that says no more than what kind of document this is
_KINDS: tuple[tuple[DocumentKind, str], ...] = (
    ("factsheet", r"fact ?-?sheets?"),
    ("communiqué", r"communiqu[eé]s?"),
    ("declaration", r"declaration|commitments|pledge"),
    ("statement", r"statements?|press release|readout|conclusions|remarks|principles"),
    ("plan", r"plans?|road ?map|strategy|programme"),
    (
        "law",
        r"regulation|directive|act|law|treaty|decision|resolution|convention|agreement|protocol|bill|decree",
    ),
)
_SHARED_VOICE: frozenset[DocumentKind] = frozenset({"communiqué", "declaration", "statement", "law"})
# A title that names a state beside a group speaks of both; the state's own site then tells the issuer.
_SEVERAL_PARTIES = re.compile(
    r"\bU\.S\.|\bUS\b|United States|\bUK\b|United Kingdom|\bJapan\b|\bCanada\b|\bIndia\b"
)
_FILE_TITLE = re.compile(r"^(?:\d{4}-\d{2}(?:-\d{2})?[-_ ]*)|[-_]+")
# What web pages put behind their heading in <title>: a separator and the site's name.
_SITE_SUFFIX = re.compile(r"\s+[|–—·-]\s+\S")
_NO_TITLE = re.compile(
    r"(?:microsoft word|untitled|document\d*|slide \d|powerpoint)\b"
    r"|.*\.(?:xml|docx?|pdf|indd|html?|qxd)$|\S{0,2}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is; the date is EDTF, the language an ISO 639-1 code."""

    title: str
    issuer: str | None
    kind: DocumentKind
    date: str | None
    language: str | None


def describe(
    text: str, blocks: Sequence[Block], stated: Mapping[str, str], *, name: str, location: str = ""
) -> Facts:
    """The facts about a document; what its metadata state goes before what its first page shows.

    ``stated`` holds any of title, kind, date, created, issuer, url, language, media (the reader's metadata).
    """
    stated = {key: tidy(value) for key, value in stated.items()}
    opening = [(block, block.span.of(text)) for block in blocks[:_OPENING_BLOCKS] if not block.hidden]
    title = _title(opening, stated, name)
    kind = _kind(title, opening, stated)
    url = stated.get("url") or (location if "://" in location else "")
    return Facts(
        title=title,
        issuer=stated.get("issuer") or _issuer(title, kind, url, opening),
        kind=kind,
        date=_date(title, opening, stated, name),
        language=detect(text) or _language(stated.get("language", "")),
    )


def _title(opening: Sequence[tuple[Block, str]], stated: Mapping[str, str], name: str) -> str:
    given = " ".join(stated.get("title", "").split())
    headings = [words for block, words in opening if block.kind == "heading"]
    if given and not _NO_TITLE.match(given):
        return next((words for words in headings if _SITE_SUFFIX.match(given.removeprefix(words))), given)
    if headings:
        return headings[0]
    short = [words for block, words in opening if block.kind == "paragraph" and len(words) <= _SHORT]
    if short and find_date(short[0]) is None and not short[0].endswith((".", ":", ";")):
        return short[0]
    return _FILE_TITLE.sub(" ", PurePath(name).stem).strip() or name


def _kind(title: str, opening: Sequence[tuple[Block, str]], stated: Mapping[str, str]) -> DocumentKind:
    """As stated, else by the word that comes first in the title, the opening short lines, the address."""
    if stated.get("kind") in get_args(DocumentKind):
        return cast(DocumentKind, stated["kind"])
    lines = [words for block, words in opening if block.kind == "paragraph" and len(words) <= _KIND_LINE]
    for words in (title, *lines[:4], stated.get("url", "")):
        if kind := _kind_word(words):
            return kind
    return "web page" if stated.get("media") == "text/html" else "other"


def _kind_word(words: str) -> DocumentKind | None:
    hits = [
        (match.start(), kind)
        for kind, pattern in _KINDS
        if (match := re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE))
    ]
    return min(hits)[1] if hits else None


def _issuer(title: str, kind: DocumentKind, url: str, opening: Sequence[tuple[Block, str]]) -> str | None:
    """A group that speaks with one voice is named in the title; other texts belong to who put them out."""
    host = (urlsplit(url).hostname or "").lower()
    by_host = _by_host(host)
    by_title = None if _SEVERAL_PARTIES.search(title) else _by_name(title)
    if by_title and (kind in _SHARED_VOICE or not by_host):
        return by_title
    if by_host:
        return by_host
    for block, words in opening:
        address = re.search(r"(?:www\.|https?://)([\w.-]+)", words)
        if block.kind == "furniture" and address and (found := _by_host(address[1].lower())):
            return found
    short = [words for block, words in opening if block.kind != "furniture" and len(words) <= _SHORT]
    return next((found for words in short[:4] if (found := _by_name(words))), None)


def _by_host(host: str) -> str | None:
    domains = _tables()[0]
    return next((name for end, name in domains.items() if host == end or host.endswith(f".{end}")), None)


def _by_name(words: str) -> str | None:
    """The group named first in ``words``."""
    hits = [
        (match.start(), name) for name, pattern in _tables()[1].items() if (match := pattern.search(words))
    ]
    return min(hits)[1] if hits else None


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, re.Pattern[str]]]:
    data = tomllib.loads(resources.files("pipeline.documents").joinpath("issuers.toml").read_text("utf-8"))
    groups = {
        name: re.compile("|".join(rf"(?<!\w){form}(?!\w)" for form in forms))
        for name, forms in data["groups"].items()
    }
    return data["domains"], groups


def _date(
    title: str, opening: Sequence[tuple[Block, str]], stated: Mapping[str, str], name: str
) -> str | None:
    lines = [words for _, words in opening if len(words) <= _SHORT]
    whole = [words for words in lines if len(words.split()) <= 6]
    for words in (stated.get("date", ""), *whole, title, *lines, stated.get("created", ""), name):
        if found := find_date(words):
            return found
    return None


def _language(tag: str) -> str | None:
    match = re.match(r"[a-z]{2}(?=$|[-_])", tag.strip().lower())
    return match[0] if match else None
