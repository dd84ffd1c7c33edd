"""Answers from the table of records: counts and lists, with the rows they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pipeline.answers.citations import cite
from pipeline.answers.naming import among
from pipeline.answers.recordquestions import Due, RecordQuestion, record_question
from pipeline.answers.succession import Superseded, superseded_in
from pipeline.index.hybrid import Searcher
from pipeline.index.terms import stems
from pipeline.registry.days import due, last_day
from pipeline.schema import Answer, Citation, Span

SHOWN = 12  # rows: what is left out is a command away

Row = Mapping[str, Any]


def tally(question: str, searcher: Searcher, documents: Sequence[str] | None) -> Answer | None:
    """The answer that the records of ``documents`` (ids; all when None) give.

    None when the question asks for no records, or when none of them are about what it names. The first rows
    are shown and cited, all are in ``records``; those that later ones superseded are marked.
    """
    asked = record_question(question)
    rows = _rows(asked, searcher, documents) if asked else []
    if not asked or not rows:
        return None
    shown = [(row, _citation(row, searcher, n)) for n, row in enumerate(rows[:SHOWN], 1)]
    short, superseded = _headline(asked, rows), superseded_in(searcher, documents)
    lines = [short, *(f"- {_line(row, superseded)} [{citation.n}]" for row, citation in shown)]
    return Answer(
        question=question,
        answered=True,
        text="\n".join(lines),
        confidence=sum(row["confidence"] for row in rows) / len(rows),
        citations=tuple(citation for _, citation in shown),
        records=tuple(row["id"] for row in rows),
        short=short,
        notes=(_note(asked, rows),),
    )


def _rows(asked: RecordQuestion, searcher: Searcher, documents: Sequence[str] | None) -> list[Row]:
    """The rows asked for: by document date, those with a day to meet by that day."""
    found: list[Row] = [
        row
        for row in searcher.store.records(asked.kind)
        if (documents is None or row["doc"] in documents)
        and (not asked.due or asked.due.holds(_deadline(row)))
        and (not asked.dated or _deadline(row))
    ]
    found = _about(asked.about, found, searcher, is_given=documents is not None and len(documents) == 1)
    found = [row for row in found if asked.topic <= _words(row)]
    due_on = asked.due
    return sorted(found, key=lambda row: _nearness(row, due_on)) if due_on else found


def _nearness(row: Row, asked: Due) -> tuple[bool, str]:
    """Rows due on the very day asked for come first, the others as they fall due."""
    day = last_day(_deadline(row))
    return day != asked.last, day


def _about(about: frozenset[str], rows: list[Row], searcher: Searcher, *, is_given: bool) -> list[Row]:
    """The rows of the documents that ``about`` names, else of the actors; all when it names nothing."""
    if not about:
        return rows
    named = among(about, searcher, {row["doc"] for row in rows})
    if named:
        return [row for row in rows if row["doc"] in named]
    acting = [row for row in rows if about <= stems(f"{row.get('actor')} {row.get('actor_name')}")]
    return acting or (rows if is_given else [])


def _words(row: Row) -> frozenset[str]:
    lead_in = row.get("lead_in") or {}
    said = (row["quote"], lead_in.get("quote"), row.get("area"), row.get("of"), *row["section"])
    return stems(" ".join(part for part in said if part))


def _deadline(row: Row) -> str | None:
    if row["kind"] == "target":
        return str(row["deadline_edtf"]) if row["deadline_edtf"] else None
    return str(row["deadline"]["edtf"]) if row["deadline"] else None


def _citation(row: Row, searcher: Searcher, n: int) -> Citation:
    return cite(searcher.document(row["doc"]), Span(row["start"], row["end"]), n=n)


def _headline(asked: RecordQuestion, rows: Sequence[Row]) -> str:
    """How many there are, of what, and in how many documents."""
    count, docs = len(rows), {row["doc"]: row["title"] or row["source"] for row in rows}
    what = f"{count} {asked.kind}{'' if count == 1 else 's'}"
    when = f" due {asked.due.words}" if asked.due else " with a deadline" if asked.dated else ""
    where = next(iter(docs.values())) if len(docs) == 1 else f"{len(docs)} documents"
    return f"{what}{when} in {where}"


def _line(row: Row, superseded: Superseded) -> str:
    actor = row.get("actor_name") or row.get("actor")
    edtf = _deadline(row)
    replaced = superseded.by(row["id"])
    is_told = not edtf or edtf[-4:] in row["quote"]
    parts: Iterable[str] = filter(
        None, ("" if is_told else due(edtf or ""), f"superseded: {replaced.rule}" if replaced else "")
    )
    told = "; ".join(parts)
    return f"{f'{actor}: ' if actor else ''}{row['quote']}{f' ({told})' if told else ''}"


def _note(asked: RecordQuestion, rows: Sequence[Row]) -> str:
    """How the rows were come by, and the command that lists them all."""
    left = len(rows) - SHOWN
    more = f"{left} more are not shown. " if left > 0 else ""
    return f"{more}Counted from the extracted records; to list them: {' '.join(_command(asked, rows))}"


def _command(asked: RecordQuestion, rows: Sequence[Row]) -> Iterator[str]:
    yield f"pledgebook records {asked.kind}s"
    names = {row["source"] for row in rows}
    if len(names) == 1:
        yield f"--document {next(iter(names))}"
    if asked.due and asked.due.last:
        yield f"--due-before {date.fromisoformat(asked.due.last) + timedelta(days=1)}"
