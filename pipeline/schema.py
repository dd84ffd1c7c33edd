"""The nouns of Pledgebook: frozen, slotted values that every stage takes and returns.

One offset convention everywhere: half-open ranges of code points into ``Document.text``, which the
reader makes once and nobody rewrites. This module imports nothing but the standard library; how nouns
become JSON is in :mod:`pipeline.codec`, how they are stored in :mod:`pipeline.store`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "note", "furniture"]
DocumentKind = Literal[
    "declaration", "communiqué", "statement", "factsheet", "web page", "plan", "law", "other"
]
Flag = Literal["partial", "suspicious", "hidden_text"]
Match = Literal["exact", "normalised", "not found"]
Strength = Literal["strong", "moderate", "weak"]
Status = Literal["new", "continuing", "reaffirmed"]
Polarity = Literal["do", "refrain"]
Comparator = Literal[">=", "<=", "=", ">", "<", "~", "range", "change"]
Role = Literal["deadline", "agreed", "established", "event", "period", "published", "other"]
Relation = Literal[
    "reaffirms", "updates", "supersedes", "implements", "established_by", "reports_to", "part_of"
]
RecordKind = Literal["commitment", "target", "date", "link", "fact"]
EntityKind = Literal["body", "instrument", "event", "other"]
Predicate = Literal["named", "is", "established", "does", "part"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of code points, ``0 <= start < end``; anything else is refused."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a non-empty half-open range")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The text of this span; ValueError when it reaches past the end of ``text``."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}:{self.end} reaches past {len(text)} code points")
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's lower left corner; ``page`` counts from 1."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Block:
    """A structural unit of a document.

    ``page`` counts from 1. ``label`` is the printed paragraph label without its punctuation ("12",
    "3(b)"). ``section`` holds the headings above, outermost first. ``lead_in`` is the index in
    ``Document.blocks`` of the block whose stem governs an item. ``level`` is the depth of a heading
    (from 1) or of a nested item (from 0). ``hidden`` marks text a reader of the page cannot see.
    """

    kind: BlockKind
    span: Span
    page: int | None = None
    label: str | None = None
    section: tuple[str, ...] = ()
    lead_in: int | None = None
    level: int = 0
    hidden: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: file name, absolute path or URL, media type, SHA-256 of its bytes."""

    name: str
    location: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """One policy text as read: ``text`` is never rewritten, ``blocks`` are in order and do not overlap.

    ``id`` is the first 16 hex digits of the SHA-256 of the source bytes. ``date`` is EDTF. ``pages`` is
    None for formats without pages; ``page_labels`` then is empty.
    """

    id: str
    source: Source
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    issuer: str | None = None
    kind: DocumentKind = "other"
    date: str | None = None
    language: str | None = None
    pages: int | None = None
    page_labels: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The verbatim text of ``span``."""
        return span.of(self.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a field rests on: the quote, its span, and how the quote was found in the text."""

    quote: str
    span: Span | None
    match: Match = "exact"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date as written (``text`` at ``span``) and as EDTF ("../2035" for "by 2035")."""

    text: str
    edtf: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """What all records share: identity, place, verified quote, confidence in 0..1, evidence by field."""

    id: str
    doc: str
    span: Span
    quote: str
    page: int | None = None
    paragraph: str | None = None
    section: tuple[str, ...] = ()
    confidence: float = 0.0
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Record):
    """A promise: who (``actor`` as written, ``actor_name`` resolved), what, how firmly, by when."""

    actor: str | None
    actor_name: str | None
    cue: str | None
    strength: Strength
    status: Status
    action: str
    lead_in: Evidence | None = None
    instrument: str | None = None
    deadline: Deadline | None = None
    agreed: str | None = None
    targets: tuple[str, ...] = ()
    area: str | None = None
    polarity: Polarity = "do"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """A forward-looking quantity; ``value`` is a number, or (from, to) for ``range`` and ``change``."""

    comparator: Comparator
    value: float | tuple[float, float]
    measure_unit: str
    of: str | None = None
    per: Literal["year", "month"] | None = None
    deadline_edtf: str | None = None
    commitment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Record):
    """An expression that places something on the calendar; ``of`` says what happened or is due."""

    edtf: str
    role: Role
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record):
    """A relation between two records or named entities; ``source`` and ``target`` are ids or names."""

    relation: Relation
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """What a document says of a named body, instrument or event; ``entity`` is the name in full.

    ``predicate`` and ``value``: named (the sentence), is (the description), established (the verb), does
    (what it does), part (the part's name). ``when`` (EDTF), ``by`` and ``at`` belong to "established";
    ``noun`` says what a part is ("working group"). ``aliases`` are short forms the document introduces.
    An entity of kind "other" is known by capitals alone, or has a name that does not tell what it is.
    """

    entity: str
    entity_kind: EntityKind
    predicate: Predicate
    value: str
    aliases: tuple[str, ...] = ()
    when: str | None = None
    by: str | None = None
    at: str | None = None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one document, each kind in text order; ``facts`` feed profiles and timelines."""

    commitments: tuple[Commitment, ...] = ()
    targets: tuple[Target, ...] = ()
    dates: tuple[Date, ...] = ()
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()

    def all(self) -> tuple[Record, ...]:
        """Every record but the facts, kind by kind in the order of the fields."""
        return (*self.commitments, *self.targets, *self.dates, *self.links)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block or a run of sibling blocks, cut at structure, never across a heading.

    ``span`` covers the blocks ``first_block`` to ``last_block`` (inclusive) of the document; ``context``
    is what is searched besides the text (title, issuer, date, section path, lead-in); ``sentences`` are
    the quotable units inside, in order; ``lead_in`` is the stem that governs the passage's items.
    """

    doc: str
    span: Span
    first_block: int
    last_block: int
    sentences: tuple[Span, ...]
    context: str = ""
    lead_in: Span | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question: its store id, fused score (higher is better), ranks from 1.

    ``similarity`` is the cosine of question and passage; ``text`` is what ``passage.span`` covers.
    """

    passage_id: int
    passage: Passage
    score: float
    dense_rank: int | None = None
    sparse_rank: int | None = None
    similarity: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim passage of a document, with everything needed to find it again.

    ``prefix`` and ``suffix`` are the 32 code points before and after (W3C TextQuoteSelector).
    """

    n: int
    doc: str
    source: str
    title: str
    document_date: str | None
    page: int | None
    paragraph: str | None
    section: tuple[str, ...]
    span: Span
    quote: str
    prefix: str
    suffix: str
    lead_in: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question; when not ``answered``, ``citations`` are the nearest passages.

    ``short`` is the amount, date, name, list, yes or no asked for, where the documents give one: the first
    line of ``text``, there with the numbers of its citations. ``notes`` tell how the answer came about.
    """

    question: str
    answered: bool
    text: str
    confidence: float
    citations: tuple[Citation, ...] = ()
    records: tuple[str, ...] = ()
    reason: str | None = None
    short: str | None = None
    notes: tuple[str, ...] = ()
