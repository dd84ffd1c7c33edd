"""Fit the weights that tell the role of a date: ``lexicons/dateroles.toml`` and ``learned/model/dates.npz``.

    python -m tests.tools.fitting.date_roles [--write]

Every date that extraction finds in a sentence of the training gold and that shares a character with the quote
of a gold date of that sentence is a row, each quote serving one date; its class is the gold role. Features
are those of ``pipeline.extraction.dateroles`` and the surroundings of an encoder. Multinomial logistic
regression, L2, c = 0.3; weights below 0.05 are left out. Prints the accuracy in cross-validation by
documents, how often the signs that decide alone (dateroles.CERTAIN) are right, then the values that differ
from the file's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest import mock

import numpy as np

from pipeline.extraction import calendar, edtf
from pipeline.extraction.dateroles import CERTAIN, features, role
from pipeline.extraction.dates import DateExpression
from pipeline.extraction.learned.surroundings import Array, surroundings
from pipeline.schema import Role, Span
from pipeline.scoring.gold import GoldDate
from tests.tools.fitting.logistic import Array as Floats
from tests.tools.fitting.logistic import fit, held_out, indicators
from tests.tools.fitting.surroundings import beside, keep, scaling
from tests.tools.fitting.training import LEXICONS, Excerpt, Sentence, excerpts, places
from tests.tools.fitting.values import report, say, table, wants_writing

PATH = LEXICONS / "dateroles.toml"
C = 0.3
LEAST = 0.05
HEADER = """\
# What tells the role of a date (pipeline/extraction/dateroles.py): log-odds of each feature for each role.
# Written by tests/tools/fitting/date_roles.py; features are named by the code.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One date: its document, features, surroundings, gold role, and the role a sign decides, if any."""

    doc: str
    features: frozenset[str]
    around: Array | None
    role: Role
    sign: Role | None


def main() -> None:
    """Fit, tell how well, compare with the file, and write it anew when asked to."""
    writing = wants_writing(__doc__)
    rows = [row for excerpt in excerpts() for row in rows_of(excerpt)]
    roles = sorted({row.role for row in rows})
    cross_validate(rows, roles)
    values, weights, constants = fitted(rows, roles)
    report(_flat(values), _flat(tomllib.loads(PATH.read_text(encoding="utf-8"))))
    if writing:
        tables = (table(role, weights) for role, weights in values.items())
        PATH.write_text("\n".join([HEADER, *tables]), encoding="utf-8")
        keep("dates", weights, constants)


def rows_of(excerpt: Excerpt) -> Iterator[Row]:
    """The dates of a document that are in the gold, sentence by sentence."""
    gold: dict[str, list[GoldDate]] = {}
    for date in excerpt.gold.dates:
        gold.setdefault(date.unit, []).append(date)
    for sentence in excerpt.sentences:
        text = excerpt.document.quote(sentence.span)
        free = [(date, places(text, [date.quote])) for date in gold.get(sentence.unit, [])]
        for span, names, sign in _weighed(excerpt, sentence):
            match = next((one for one in free if any(place.overlaps(span) for place in one[1])), None)
            if match:
                free.remove(match)
                yield Row(excerpt.gold.name, names, surroundings(text, span), match[0].role, sign)


def _weighed(excerpt: Excerpt, sentence: Sentence) -> list[tuple[Span, frozenset[str], Role | None]]:
    """The dates whose role extraction asks for, with their features and the role that a sign decides."""
    asked: list[tuple[Span, frozenset[str], Role | None]] = []

    def listen(text: str, date: DateExpression, reference: edtf.Day | None) -> tuple[Role, float]:
        chosen, sure = role(text, date, reference)
        sign = chosen if sure == CERTAIN else None
        asked.append((date.span, frozenset(features(text, date, reference)), sign))
        return chosen, sure

    with mock.patch.object(calendar, "role", listen):
        calendar.find_dates(excerpt.document, sentence.span, block=sentence.block)
    return asked


def cross_validate(rows: Sequence[Row], roles: Sequence[Role]) -> None:
    """Print the share of dates whose likeliest role is the gold one, by the model and by signs."""
    _, named = indicators([row.features for row in rows])
    matrix = beside(named, [row.around for row in rows])
    classes = [roles.index(row.role) for row in rows]
    chosen = held_out(matrix, classes, [row.doc for row in rows], c=C).argmax(axis=1)
    say(f"{len(rows)} dates, {len(roles)} roles: accuracy {np.mean(chosen == np.array(classes)):.3f}")
    signs = [row.sign == row.role for row in rows if row.sign]
    say(f"{len(signs)} dates are decided by a sign, {sum(signs)} of them rightly")


def fitted(rows: Sequence[Row], roles: Sequence[Role]) -> tuple[dict[str, dict[str, float]], Floats, Floats]:
    """For every role its ``bias`` and the weights of LEAST and more, by feature; then those of surroundings.

    The latter are [roles, width] and their constants [roles].
    """
    names, named = indicators([row.features for row in rows])
    around = [row.around for row in rows]
    model = fit(beside(named, around), [roles.index(row.role) for row in rows], c=C)
    by_role = zip(roles, model.constants.tolist(), model.weights[:, : len(names)].tolist(), strict=True)
    values: dict[str, dict[str, float]] = {
        role: {"bias": round(bias, 2), **_kept(names, weights)} for role, bias, weights in by_role
    }
    return values, *scaling(around).unscaled(model.weights[:, len(names) :])


def _kept(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    pairs = zip(names, weights, strict=True)
    return {name: round(weight, 2) for name, weight in pairs if abs(weight) >= LEAST}


def _flat(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{role} {name}": value for role, own in values.items() for name, value in own.items()}


if __name__ == "__main__":
    main()
