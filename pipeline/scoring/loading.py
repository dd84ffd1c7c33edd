"""How a gold folder is read: every quote must stand in its unit, every field must have a legal value.

A gold folder holds one DOC.json beside DOC.txt for each document, optionally ``sources.json`` (which
file each document was taken from, and its date) and ``questions/*.jsonl`` (further questions, one object
a line with ``doc``; lines about documents of other gold folders are passed over). The format is
described in eval/GUIDELINES.md; whatever breaks it is refused with the file, the record and the remedy.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pipeline.errors import GoldError
from pipeline.schema import Comparator, Role, Status, Strength
from pipeline.scoring.fields import Fields
from pipeline.scoring.gold import (
    QUESTION_TYPES,
    Gold,
    GoldCommitment,
    GoldDate,
    GoldDocument,
    GoldRecord,
    GoldTarget,
    Question,
    QuestionType,
    Unit,
    UnitKind,
)

SOURCES = "sources.json"

_UNIT = re.compile(r"(u\d+) \| (\w*) \| (.*)$")
_HEADER = re.compile(r"# \S+: (?P<title>.*?)(?: \((?P<date>\d{4}(?:-\d\d){0,2})\))?$")
_DATED_NAME = re.compile(r"\d{4}-\d\d-\d\d")


def load(folder: Path) -> Gold:
    """Read and check a gold folder; GoldError names the file, the record and the remedy."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder. Name a folder with DOC.json beside DOC.txt.")
    sources = _sources(folder / SOURCES)
    paths = sorted(path for path in folder.glob("*.json") if path.name != SOURCES)
    if not paths:
        raise GoldError(f"{folder}: no gold documents. Put DOC.json beside DOC.txt in it.")
    documents = tuple(_document(path, sources.get(path.stem, {})) for path in paths)
    if (folder / "questions").is_dir():
        documents = with_questions(documents, folder / "questions")
    texts = [path.with_suffix(".txt") for path in paths]
    extra = [folder / SOURCES, *sorted((folder / "questions").glob("*.jsonl"))]
    return Gold(folder, documents, digest([*paths, *texts, *(path for path in extra if path.exists())]))


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, in the given order."""
    total = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.name} {content}\n".encode())
    return total.hexdigest()


def with_questions(documents: tuple[GoldDocument, ...], path: Path) -> tuple[GoldDocument, ...]:
    """The documents, each with the questions about it from a JSONL file or a folder of them added."""
    if not path.exists():
        raise GoldError(
            f"{path}: no such file or folder. Name a JSONL file of questions, or a folder of them."
        )
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    lines = [line for file in files for line in _lines(file)]
    return tuple(
        replace(
            document,
            questions=document.questions
            + tuple(
                _question(Fields(f"{place} ({document.name})", data), _texts(document.units))
                for place, data in lines
                if data.get("doc") == document.name
            ),
        )
        for document in documents
    )


def parse_units(text: str) -> tuple[Unit, ...]:
    """The units of a DOC.txt, in order; lines of another form are comments."""
    return tuple(_unit(match) for match in map(_UNIT.match, text.splitlines()) if match)


def _document(path: Path, source: dict[str, Any]) -> GoldDocument:
    data = _json(path)
    if not isinstance(data, dict) or "commitments" not in data:
        raise GoldError(f"{path}: no gold annotations. Move the file away, or give it a list 'commitments'.")
    if data.get("doc") != path.stem:
        raise GoldError(f"{path}: 'doc' is {data.get('doc')!r}. Make it {path.stem!r}, as the file is named.")
    title, date, units = _units(path.with_suffix(".txt"))
    texts = _texts(units)
    commitments = tuple(_commitment(record, texts) for record in _records(path, data, "commitments"))
    quotes = {record.quote for record in commitments}
    dated = _DATED_NAME.match(source.get("file", ""))
    return GoldDocument(
        name=path.stem,
        title=title,
        units=units,
        commitments=commitments,
        targets=tuple(_target(record, texts, quotes) for record in _records(path, data, "targets")),
        dates=tuple(_date(record, texts) for record in _records(path, data, "dates")),
        questions=tuple(_question(record, texts) for record in _records(path, data, "questions")),
        source=source.get("file"),
        date=source.get("date") or date or (dated and dated[0]) or None,
    )


def _commitment(record: Fields, units: dict[str, str]) -> GoldCommitment:
    unit, quote = record.quote(units)
    lead_in = record.optional("lead_in")
    if lead_in and lead_in not in units:
        raise record.error(f"lead_in {lead_in!r} is no unit. Name a unit of the .txt file")
    around = f"{units[unit]} {units.get(lead_in or '', '')}"
    return GoldCommitment(
        unit=unit,
        quote=quote,
        lead_in=lead_in,
        actor=record.standing_in("actor", around),
        cue=record.standing_in("cue", around),
        strength=record.choice("strength", get_args(Strength)),
        status=record.choice("status", get_args(Status)),
        deadline=record.deadline(around),
        instrument=record.optional("instrument"),
        agreed=record.optional("agreed"),
    )


def _target(record: Fields, units: dict[str, str], commitments: set[str]) -> GoldTarget:
    unit, quote = record.quote(units)
    owner = record.optional("commitment_quote")
    if owner and owner not in commitments:
        raise record.error(f"commitment_quote {owner!r} is no commitment's quote. Copy it from one")
    return GoldTarget(
        unit=unit,
        quote=quote,
        comparator=record.choice("comparator", get_args(Comparator)),
        value=record.value(),
        measure_unit=record.text("measure_unit"),
        of=record.optional("of"),
        deadline=record.optional("deadline_edtf"),
        per=record.optional("per"),
    )


def _date(record: Fields, units: dict[str, str]) -> GoldDate:
    unit, quote = record.quote(units)
    return GoldDate(unit, quote, edtf=record.text("edtf"), role=record.choice("role", get_args(Role)))


def _question(record: Fields, units: dict[str, str]) -> Question:
    support = [GoldRecord(*item.quote(units)) for item in record.items("support")]
    kind: QuestionType = record.choice("type", QUESTION_TYPES)
    if kind != "unanswerable" and not support:
        raise record.error(
            "an answerable question without support. Quote what answers it, or change its type"
        )
    return Question(
        text=record.text("question"),
        type=kind,
        answer=record.optional("answer") or "",
        must_include=tuple(tuple(fact.split("|")) for fact in record.texts("must_include")),
        support=tuple(support),
    )


def _records(path: Path, data: dict[str, Any], key: str) -> Iterator[Fields]:
    yield from Fields(str(path), data).items(key)


def _texts(units: Iterable[Unit]) -> dict[str, str]:
    return {unit.id: unit.text for unit in units}


def _units(path: Path) -> tuple[str, str | None, tuple[Unit, ...]]:
    """Title and date of the header line, and the units."""
    if not path.exists():
        raise GoldError(f"{path}: missing. Put the numbered units beside the annotations.")
    text = path.read_text(encoding="utf-8")
    header = _HEADER.match(text.partition("\n")[0])
    units = parse_units(text)
    if not units or len({unit.id for unit in units}) < len(units):
        raise GoldError(f"{path}: no units, or two of one number. Write lines 'u000 | p | text'.")
    return header["title"] if header else path.stem, header["date"] if header else None, units


def _unit(match: re.Match[str]) -> Unit:
    kind = match[2]
    return Unit(match[1], kind if kind in get_args(UnitKind) else "p", match[3])  # type: ignore[arg-type]  # checked here


def _sources(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    data = _json(path)
    if not isinstance(data, dict) or not all(isinstance(value, dict) for value in data.values()):
        raise GoldError(f'{path}: not an object of objects. Write {{"DOC": {{"file": "NAME"}}}}.')
    return data


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", _parsed(line, f"{path}:{number}")


def _json(path: Path) -> Any:
    return _parsed(path.read_text(encoding="utf-8"), str(path))


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        raise GoldError(f"{place}: not JSON ({exc}). Correct the file.") from exc
