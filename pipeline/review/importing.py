"""A review that came back, taken into eval/reviewed.jsonl: all of it, or nothing while a row is wrong.

Nothing is lost by refusing: the file is still there, and importing it again after correction changes only
what was corrected. Importing the same file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import GoldError, UsageError
from pipeline.review import jsonlines, workbook
from pipeline.review.anchoring import anchor_all
from pipeline.review.decisions import decide
from pipeline.review.reviewed import Reviewed, load, save
from pipeline.review.sheet import Row
from pipeline.schema import Document
from pipeline.store.reading import Reader

READERS: dict[str, Callable[[Path], Iterator[tuple[str, Row | GoldError]]]] = {
    ".xlsx": workbook.read,
    ".jsonl": jsonlines.read,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: records new to the file, changed in it, found in it already, rows undecided.

    With ``problems``, each naming a row and its remedy, nothing was written.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    undecided: int = 0
    problems: tuple[str, ...] = ()


def import_review(path: Path, kept: Path, store: Reader) -> Imported:
    """Take the decisions in ``path`` (.xlsx or .jsonl) into the file ``kept``.

    Quotes are looked for in the documents of ``store``. UsageError when the file is none of these,
    GoldError when it cannot be read as a whole; what is wrong with single rows is in the result.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise UsageError(f"{path}: no .xlsx or .jsonl file. Name one that `review export` wrote.")
    find = cache(store.document)
    decided, undecided, problems = _decisions(reader(path), find)
    problems += _contradictions(decided)
    if problems:
        return Imported(undecided=undecided, problems=tuple(problems))
    fresh = {one.id: one for _, one in decided}
    before = {one.id: one for one in load(kept)}
    same = sum(before.get(name) == one for name, one in fresh.items())
    replaced = sum(name in before for name in fresh)
    if same < len(fresh):
        save(kept, [*_others(before.values(), fresh, find), *fresh.values()])
    return Imported(len(fresh) - replaced, replaced - same, same, undecided)


def _decisions(
    rows: Iterable[tuple[str, Row | GoldError]], find: Callable[[str], Document]
) -> tuple[list[tuple[str, Reviewed]], int, list[str]]:
    decided: list[tuple[str, Reviewed]] = []
    problems: list[str] = []
    undecided = 0
    for place, row in rows:
        try:
            if isinstance(row, GoldError):
                raise row
            one = decide(row, place, find)
        except GoldError as exc:
            problems.append(str(exc))
            continue
        if one is None:
            undecided += 1
        else:
            decided.append((place, one))
    return decided, undecided, problems


def _contradictions(decided: Sequence[tuple[str, Reviewed]]) -> list[str]:
    """Rows that say different things of one record or of one place, each named with the row before it."""
    problems = []
    seen: dict[tuple[object, ...], tuple[str, Reviewed]] = {}
    for place, one in decided:
        for key in (("id", one.id), (one.sha256, one.kind, one.selector.span)):
            earlier, other = seen.setdefault(key, (place, one))
            if other != one:
                problems.append(f"{place}: contradicts {earlier}, which is about the same words. Keep one.")
                break
    return problems


def _others(
    before: Iterable[Reviewed], fresh: dict[str, Reviewed], find: Callable[[str], Document]
) -> Iterator[Reviewed]:
    """What stays of the file: all but what is decided anew, also where the document has changed since."""
    left = [one for one in before if one.id not in fresh]
    for source, sha256 in dict.fromkeys((one.source, one.sha256) for one in fresh.values()):
        spots = {(one.kind, one.selector.span) for one in fresh.values() if one.sha256 == sha256}
        older = [one for one in left if one.source == source and one.sha256 != sha256]
        anchors = anchor_all(find(sha256[:16]).text, [one.selector for one in older])
        superseded = {
            one.id for one, found in zip(older, anchors, strict=True) if (one.kind, found.span) in spots
        }
        left = [one for one in left if one.id not in superseded]
    yield from left
