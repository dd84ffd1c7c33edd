"""What ingest reports while it runs, and the totals of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.errors import FailureCode


@dataclass(frozen=True, slots=True)
class Found:
    """The first event: how many files there are; one event a file follows."""

    total: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file became a document, new or in place of what its path held before; ``seconds`` go by stage."""

    path: str
    doc: str
    passages: int
    records: int
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file's content is in the store already, made under the same configuration."""

    path: str
    doc: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file gave no document; ``known`` when that was so before and it was not tried again."""

    path: str
    code: FailureCode
    message: str
    remedy: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Indexed:
    """The last event, when the vector index was built anew over ``count`` passages."""

    count: int
    seconds: float


Event = Found | Ingested | Unchanged | Failed | Indexed


@dataclass(frozen=True, slots=True)
class Summary:
    """The totals of a run; ``seconds`` by stage, summed over workers (so they may exceed the wall clock)."""

    found: int = 0
    ingested: int = 0
    unchanged: int = 0
    failed: int = 0
    passages: int = 0
    records: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


def summarise(events: Iterable[Event]) -> Summary:
    """Run ``events`` to their end and count them."""
    kinds: Counter[type[Event]] = Counter()
    totals: Counter[str] = Counter()
    seconds: dict[str, float] = {}
    for event in events:
        kinds[type(event)] += 1
        if isinstance(event, Found):
            totals["found"] = event.total
        elif isinstance(event, Ingested):
            totals.update(passages=event.passages, records=event.records)
            for stage, spent in event.seconds.items():
                seconds[stage] = seconds.get(stage, 0.0) + spent
        elif isinstance(event, Indexed):
            seconds["index"] = event.seconds
    return Summary(
        found=totals["found"],
        ingested=kinds[Ingested],
        unchanged=kinds[Unchanged],
        failed=kinds[Failed],
        passages=totals["passages"],
        records=totals["records"],
        seconds=seconds,
    )
