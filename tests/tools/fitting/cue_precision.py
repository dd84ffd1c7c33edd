"""Count how often each kind of cue was a commitment: ``lexicons/precision.toml``.

    python -m tests.tools.fitting.cue_precision [--write]

Every cue that extraction weighs in a sentence of the training gold is counted under its rule, the kind of its
actor and the class of its verb. It was a commitment when a gold quote of that sentence begins within 25
characters before the cue to 20 behind its end. Extraction goes on from a cue as from a promise when it was
one. A rule's own share is (good + 1) / (all + 2); a kind seen twice or more has (good + 3 share) / (all + 3),
so that small counts are drawn towards the rule's share. Prints what admitting kinds from a share on does with
excerpts left out (in use: promises.ADMITTED), then the values that differ from the file's.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unittest import mock

from pipeline.extraction import promises
from pipeline.extraction.actors import Actor
from pipeline.extraction.cues import Cue, rules
from tests.tools.fitting.logistic import fold_of
from tests.tools.fitting.training import LEXICONS, Excerpt, excerpts, places, quotes_by_unit
from tests.tools.fitting.values import report, say, table, wants_writing

PATH = LEXICONS / "precision.toml"
BEFORE, BEHIND = 25, 20  # code points between a cue and the beginning of its quote
DRAWN = 3  # how many finds the rule's own share weighs against those of one kind
SEEN = 2  # finds of a kind from which on it has a share of its own
SHARES = (0.3, 0.35, 0.4, 0.45, 0.5)
HEADER = """\
# How often a cue with such an actor and such a verb was a commitment in the training excerpts; small counts
# are drawn towards the cue's own share. Written by tests/tools/fitting/cue_precision.py from cues.toml as it
# stood; read by extraction/promises.py.
"""


class Find(NamedTuple):
    """A cue found: its rule, the kind of its actor and verb, and whether it was a commitment."""

    doc: str
    rule: str
    kind: str
    is_good: bool


def main() -> None:
    """Count, compare with the file, and write it anew when asked to."""
    writing = wants_writing(__doc__)
    finds = [find for excerpt in excerpts() for find in finds_of(excerpt)]
    cross_validate(finds)
    values = shares(finds)
    report(_flat(values), _flat(tomllib.loads(PATH.read_text(encoding="utf-8"))))
    if writing:
        tables = (table(rule, own) for rule, own in values.items())
        PATH.write_text("\n".join([HEADER, *tables]), encoding="utf-8")


def finds_of(excerpt: Excerpt) -> Iterator[Find]:
    """The cues of a document, sentence by sentence."""
    quotes = quotes_by_unit(excerpt.gold.commitments)
    for sentence in excerpt.sentences:
        text = excerpt.document.quote(sentence.span)
        beginnings = [place.start for place in places(text, quotes.get(sentence.unit, []))]
        yield from _weighed(excerpt.gold.name, text, beginnings)


def _weighed(doc: str, text: str, beginnings: Sequence[int]) -> list[Find]:
    """The cues that extraction weighs: it asks here, and is told what the gold says, instead of a share."""
    asked: list[Find] = []

    def listen(text: str, cue: Cue, actor: Actor) -> float:
        good = any(cue.start - BEFORE <= start <= cue.end + BEHIND for start in beginnings)
        asked.append(Find(doc, cue.rule.name, _kind(actor, promises.verb_class(text, cue)), good))
        return float(good)

    with mock.patch.object(promises, "precision_of", listen):
        promises.find_promises(text)
    return asked


def _kind(actor: Actor, verb: str) -> str:
    """Outcomes are told from acts for schemes alone; extraction reads them as acts where no share stands."""
    return f"{actor.kind} {'act' if verb == 'outcome' and actor.kind != 'scheme' else verb}"


def cross_validate(finds: Sequence[Find]) -> None:
    """Print precision, recall and F1 over the cues of excerpts left out, by the share that admits."""
    folds = fold_of(find.doc for find in finds)
    told: list[tuple[float, bool]] = []
    for fold in set(folds.values()):
        known = shares(find for find in finds if folds[find.doc] != fold)
        told += [(_share(known, find), find.is_good) for find in finds if folds[find.doc] == fold]
    good = sum(find.is_good for find in finds)
    say(f"{len(finds)} cues, {good} of them commitments")
    for least in SHARES:
        admitted = [is_good for share, is_good in told if share >= least]
        precision, recall = sum(admitted) / len(admitted), sum(admitted) / good
        f1 = 2 * precision * recall / (precision + recall)
        say(f"admitted from {least}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.4f}")


def _share(known: Mapping[str, Mapping[str, float]], find: Find) -> float:
    return known[find.rule].get(find.kind, known[find.rule]["else"])


def shares(finds: Iterable[Find]) -> dict[str, dict[str, float]]:
    """For every rule of the lexicon the share of each kind, and of all others under ``else``."""
    good: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for find in finds:
        good[find.rule, find.kind] += find.is_good
        seen[find.rule, find.kind] += 1
    return {rule.name: _of_rule(_under(rule.name, good), _under(rule.name, seen)) for rule in rules()}


def _of_rule(good: Mapping[str, int], seen: Mapping[str, int]) -> dict[str, float]:
    own = (sum(good.values()) + 1) / (sum(seen.values()) + 2)
    kinds = {kind: (good[kind] + DRAWN * own) / (n + DRAWN) for kind, n in seen.items() if n >= SEEN}
    return {"else": round(own, 2), **{kind: round(share, 2) for kind, share in sorted(kinds.items())}}


def _under(rule: str, counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    return {kind: count for (name, kind), count in counts.items() if name == rule}


def _flat(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{rule}: {kind}": share for rule, own in values.items() for kind, share in own.items()}


if __name__ == "__main__":
    main()
