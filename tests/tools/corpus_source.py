"""The plain markup in which the corpus documents that are PDF or DOCX files are written.

One block a line after a YAML front matter: ``# title``, ``@ line under the title``, ``## heading``,
``12. numbered paragraph``, ``- bullet``, ``| cell | cell |`` (the first row of a run is its header),
``[^1]: footnote`` (marked ``[^1]`` in the text); everything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import yaml

PartKind = Literal["title", "subtitle", "heading", "numbered", "bullet", "row", "note", "paragraph"]

MARKS: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"## (?P<text>.+)")),
    ("title", re.compile(r"# (?P<text>.+)")),
    ("subtitle", re.compile(r"@ (?P<text>.+)")),
    ("numbered", re.compile(r"(?P<label>\d+)\. (?P<text>.+)")),
    ("bullet", re.compile(r"- (?P<text>.+)")),
    ("row", re.compile(r"\| (?P<text>.+) \|")),
    ("note", re.compile(r"\[\^(?P<label>\d+)\]: (?P<text>.+)")),
    ("paragraph", re.compile(r"(?P<text>.+)")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a source; ``label`` is the number of a paragraph or a footnote."""

    kind: PartKind
    text: str
    label: str = ""

    @property
    def cells(self) -> list[str]:
        """The cells of a table row."""
        return [cell.strip() for cell in self.text.split("|")]


@dataclass(frozen=True, slots=True)
class Source:
    """A document to build: its front matter and its blocks in order."""

    metadata: dict[str, str]
    parts: tuple[Part, ...]

    @property
    def notes(self) -> dict[str, str]:
        """Footnote texts by label."""
        return {part.label: part.text for part in self.parts if part.kind == "note"}

    def groups(self) -> Iterator[tuple[PartKind, list[Part]]]:
        """Runs of blocks of one kind in order, footnotes left out: a run of rows is a table."""
        body = (part for part in self.parts if part.kind != "note")
        for kind, run in groupby(body, key=lambda part: part.kind):
            yield kind, list(run)


def parse_line(line: str) -> Part:
    """The block that a non-empty line is."""
    for kind, pattern in MARKS:
        if match := pattern.fullmatch(line):
            fields = match.groupdict()
            return Part(kind, fields["text"], fields.get("label") or "")
    raise ValueError(f"no block in the line {line!r}")


def read_source(path: Path) -> Source:
    """The source at ``path``; ValueError when it does not begin with a front matter."""
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    if opening:
        raise ValueError(f"{path}: the front matter must come first")
    metadata = {key: str(value) for key, value in yaml.safe_load(head).items()}
    lines = (line.strip() for line in body.splitlines())
    return Source(metadata, tuple(parse_line(line) for line in lines if line))
