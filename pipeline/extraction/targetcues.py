"""How likely a quantity is a target: a sum of weights over kind, nearest verb and cue words.

Words and weights (log-odds) are data: ``language/lexicons/targets.toml``. The sum goes through the logistic
function, so that its value is a probability.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extraction import edtf
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.quantities import Quantity
from pipeline.language.lexicons import read

_BEFORE, _AFTER, _NEAR = 160, 90, 34
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_CLAUSE = re.compile(r";\s|\.\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Model:
    """The compiled lexicon."""

    weights: dict[str, float]
    verbs: re.Pattern[str]
    cues: tuple[_Cue, ...]


@cache
def _model() -> _Model:
    data = read("targets")
    weights = {
        "bias": float(data["bias"]),
        **{f"verb:{k}": float(v) for k, v in data["verb_weights"].items()},
    }
    weights.update({f"kind:{k}": float(v) for k, v in data["kinds"].items()})
    weights.update({f"comparator:{k}": float(v) for k, v in data["comparators"].items()})
    weights.update({cue["name"]: float(cue["weight"]) for cue in data["cues"]})
    groups = "|".join(f"(?P<{name}>\\b(?:{pattern})\\b)" for name, pattern in data["verbs"].items())
    cues = (
        _Cue(cue["name"], cue["where"], re.compile(cue["pattern"], re.IGNORECASE)) for cue in data["cues"]
    )
    return _Model(weights, re.compile(groups), tuple(cues))


def probability(
    text: str,
    quantity: Quantity,
    dates: Sequence[DateExpression],
    *,
    stem: str = "",
    reference: edtf.Day | None = None,
) -> float:
    """The probability, 0 to 1, that ``quantity`` of the sentence ``text`` is forward-looking or normative.

    ``stem`` is the lead-in that governs the sentence, ``reference`` the day the text was written.
    """
    weights = _model().weights
    score = weights["bias"] + sum(
        weights.get(name, 0.0) for name in features(text, quantity, dates, stem=stem, reference=reference)
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def features(
    text: str,
    quantity: Quantity,
    dates: Sequence[DateExpression],
    *,
    stem: str = "",
    reference: edtf.Day | None = None,
) -> Iterator[str]:
    """The names of the weights that hold for ``quantity``."""
    before = _CLAUSE.split(text[max(0, quantity.span.start - _BEFORE) : quantity.span.start])[-1]
    if quantity.comparator == "change":  # "from four to six" starts from no baseline, it is the change itself
        before = _FROM.sub("", before)
    after = _CLAUSE.split(text[quantity.span.end : quantity.span.end + _AFTER])[0]
    yield f"kind:{_kind(quantity)}"
    yield f"comparator:{_NAMES[quantity.comparator]}"
    yield f"verb:{_verb(before) or _verb(stem, 'stem ') or 'none'}"
    places = {
        "before": before,
        "after": after,
        "near": before[-_NEAR:] + quantity.span.of(text) + after[:_NEAR],
        "around": before + " " + after,
        "object": quantity.of or "",
        "stem": stem,
        "dates": " ".join(_date_words(quantity, dates, reference)),
    }
    for cue in _model().cues:
        if cue.pattern.search(places[cue.where]):
            yield cue.name


_NAMES = {
    None: "none",
    ">=": "at_least",
    "<=": "at_most",
    ">": "more",
    "<": "less",
    "~": "about",
    "range": "range",
    "change": "change",
    "=": "none",
}


def _kind(quantity: Quantity) -> str:
    if quantity.kind != "count" or isinstance(quantity.value, tuple):
        return quantity.kind
    return "small_count" if quantity.value < 10 else "count"


def _verb(words: str, prefix: str = "") -> str | None:
    """The kind of the last verb form in ``words``."""
    last = None
    for found in _model().verbs.finditer(words):
        last = found.lastgroup
    return f"{prefix}{last}" if last else None


def _date_words(
    quantity: Quantity, dates: Sequence[DateExpression], reference: edtf.Day | None
) -> Iterator[str]:
    for date in dates:
        if date.edtf is None or reference is None or date.kind != "date":
            continue
        near = -70 < date.span.start - quantity.span.end < 90
        if near and date.bound in ("by", "before", "until"):
            yield "by"
        if near:
            yield (
                "past"
                if edtf.last_point(date.edtf)[:4] < f"{reference[0]:04d}" or date.bound == "since"
                else "future"
            )
