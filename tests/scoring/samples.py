"""A small gold document made by hand, and predictions and answers made from gold by spoiling it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.loading import parse_units

UNITS = """# n01: Harbour pact (2024-05-02)
# columns: unit id | block kind | text
u000 | h | Harbour pact
u001 | p | The ports will cut emissions by at least 40% by 2030.
u002 |  | They will cut emissions, and they plan to publish a report each year.
u003 | p | The ports agree to:
u004 | li | Build two shore-power links in 2026.
u005 | num | 7.
u006 |  | Delegates met on 2 May 2024.
"""
ANNOTATIONS: dict[str, Any] = {
    "doc": "n01",
    "commitments": [
        {
            "unit": "u001",
            "quote": "will cut emissions by at least 40% by 2030",
            "lead_in": None,
            "actor": "The ports",
            "cue": "will",
            "strength": "strong",
            "status": "new",
            "instrument": None,
            "deadline": {"text": "by 2030", "edtf": "../2030"},
            "agreed": None,
        },
        {
            "unit": "u002",
            "quote": "will cut emissions",
            "lead_in": None,
            "actor": "They",
            "cue": "will",
            "strength": "strong",
            "status": "new",
            "instrument": None,
            "deadline": None,
            "agreed": None,
        },
        {
            "unit": "u004",
            "quote": "Build two shore-power links in 2026",
            "lead_in": "u003",
            "actor": "The ports",
            "cue": "agree",
            "strength": "strong",
            "status": "new",
            "instrument": None,
            "deadline": {"text": "in 2026", "edtf": "2026"},
            "agreed": None,
        },
    ],
    "targets": [
        {
            "unit": "u001",
            "quote": "at least 40%",
            "comparator": ">=",
            "value": 40,
            "measure_unit": "%",
            "of": "emissions",
            "per": None,
            "deadline_edtf": "../2030",
            "commitment_quote": "will cut emissions by at least 40% by 2030",
        }
    ],
    "dates": [
        {"unit": "u001", "quote": "2030", "edtf": "2030", "role": "deadline"},
        {"unit": "u006", "quote": "2 May 2024", "edtf": "2024-05-02", "role": "event"},
    ],
    "questions": [
        {
            "question": "By how much will emissions fall?",
            "type": "quantity",
            "answer": "At least 40 %.",
            "must_include": ["40%|forty percent"],
            "support": [{"unit": "u001", "quote": "cut emissions by at least 40%"}],
        },
        {
            "question": "How much does shore power cost?",
            "type": "unanswerable",
            "answer": "",
            "must_include": [],
            "support": [],
        },
    ],
    "notes": "",
}


def perfect_rows(data: dict[str, Any], units: str) -> Iterator[dict[str, Any]]:
    """Predictions equal to the annotations of one document, with prefix and suffix; ``units`` is DOC.txt."""
    texts = {unit.id: unit.text for unit in parse_units(units)}
    joined, starts = "", {}
    for name, text in texts.items():
        starts[name] = len(joined)
        joined += text + " "
    for kind in ("commitment", "target", "date"):
        for record in data[f"{kind}s"]:
            start = starts[record["unit"]] + texts[record["unit"]].index(record["quote"])
            end = start + len(record["quote"])
            context = {"prefix": joined[max(0, start - 32) : start], "suffix": joined[end : end + 32]}
            yield {**record, **context, "doc": data["doc"], "kind": kind, "confidence": 0.9}


def spoiled_rows(document: GoldDocument, rows: list[dict[str, Any]], seed: int) -> Iterator[dict[str, Any]]:
    """Predictions with shifted, lost, invented and repeated quotes, lost contexts and wrong fields."""
    chance = random.Random(seed)
    others = list(rows)
    for row in rows:
        fate = chance.random()
        if fate < 0.15:
            continue
        if fate < 0.45:
            row = row | {"quote": _shifted(row["quote"], chance)}
        if fate < 0.3:
            row = row | {"prefix": "", "suffix": None}
        if 0.45 < fate < 0.7:
            row = row | {"quote": row["quote"].upper().replace(" ", "  ")}
        if fate > 0.6:
            row = row | _other_fields(row, chance.choice(others))
        yield row
        if fate > 0.9:
            yield row
        if chance.random() < 0.2:
            text = chance.choice(document.units).text.split()
            start = chance.randrange(len(text))
            yield row | {"quote": " ".join(text[start : start + chance.randint(1, 9)])}


def spoiled_answers(document: GoldDocument, seed: int) -> Iterator[dict[str, Any]]:
    """Answers that are right, short of a fact, falsely cited, abstaining or missing."""
    chance = random.Random(seed)
    for question in document.questions:
        fate = chance.random()
        if fate < 0.1:
            continue
        quotes = [support.quote for support in question.support if chance.random() < 0.8]
        quotes += [chance.choice(document.units).text for _ in range(chance.randint(0, 3))]
        answer = question.answer if fate < 0.6 else chance.choice(document.units).text
        yield {
            "doc": document.name,
            "question": question.text,
            "answered": fate < 0.85,
            "answer": answer,
            "citations": [{"quote": _shifted(quote, chance), "prefix": "", "suffix": ""} for quote in quotes],
        }


def _shifted(quote: str, chance: random.Random) -> str:
    words = quote.split()
    cut = chance.randint(0, len(words) // 2)
    return " ".join(words[cut:] if chance.random() < 0.5 else words[: len(words) - cut])


def _other_fields(row: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Some fields of another record of the same kind, or of none."""
    own = {"quote", "prefix", "suffix", "kind", "doc", "unit"}
    return {name: value for name, value in other.items() if name in row and name not in own}
