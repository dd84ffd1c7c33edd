"""Gold annotations and questions: the nouns. How they are read is in :mod:`pipeline.scoring.loading`.

The rules they follow are those of eval/GUIDELINES.md, to whose sections the docstrings point.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pipeline.schema import Comparator, Role, Status, Strength

QuestionType = Literal["quantity", "date", "who", "list", "what", "yesno", "compare", "unanswerable"]
UnitKind = Literal["h", "p", "li", "num", ""]
QUESTION_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered sentence, bullet or heading; ``kind`` is that of the block it begins, empty inside one."""

    id: str
    kind: UnitKind
    text: str


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """What all gold records share: a quote and the unit it stands in."""

    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldCommitment(GoldRecord):
    """A commitment by GUIDELINES.md section 1; ``deadline`` is EDTF."""

    lead_in: str | None
    actor: str | None
    cue: str | None
    strength: Strength
    status: Status
    deadline: str | None
    instrument: str | None = None
    agreed: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTarget(GoldRecord):
    """A target by GUIDELINES.md section 2; ``deadline`` is EDTF, ``value`` a pair for range and change."""

    comparator: Comparator
    value: float | tuple[float, ...]
    measure_unit: str
    of: str | None
    deadline: str | None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDate(GoldRecord):
    """A date by GUIDELINES.md section 3."""

    edtf: str
    role: Role


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer; ``must_include`` lists facts, each as its alternative wordings."""

    text: str
    type: QuestionType
    answer: str
    must_include: tuple[tuple[str, ...], ...]
    support: tuple[GoldRecord, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The annotations of one document; ``source`` is the name of the file it was taken from."""

    name: str
    title: str
    units: tuple[Unit, ...]
    commitments: tuple[GoldCommitment, ...] = ()
    targets: tuple[GoldTarget, ...] = ()
    dates: tuple[GoldDate, ...] = ()
    questions: tuple[Question, ...] = ()
    source: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """All documents of a gold folder by name, and the SHA-256 over the files they were read from."""

    folder: Path
    documents: tuple[GoldDocument, ...]
    sha256: str
