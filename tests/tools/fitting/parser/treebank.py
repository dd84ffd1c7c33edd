"""The UD treebanks in ``../shared/treebank`` as spaCy documents of a few sentences each.

UD English EWT: CC BY-SA 4.0. UD English GUM: only genres whose texts are CC BY or in the public domain
(biographies, interviews, news, speeches, textbooks, travel guides, vlogs); anything else is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

FREE = {"bio", "interview", "news", "speech", "textbook", "vlog", "voyage"}
NEAR = {"news", "speech", "interview", "textbook"}  # nearest to policy texts: reported, never trained on
# The parser's oracle takes quadratic time: training documents stay short.
SENTENCES, WORDS = 4, 70

Row = list[str]
Contraction = tuple[int, int, bool]  # first and last word, and whether a space follows


@dataclass
class Paragraph:
    """The rows of some sentences of one paragraph, and the index of its text in its file."""

    genre: str
    text: int
    sentences: list[tuple[list[Row], list[Contraction]]] = field(default_factory=list)

    def full(self, sentences: int, words: int) -> bool:
        return len(self.sentences) >= sentences or sum(len(rows) for rows, _ in self.sentences) > words


def split(folder: Path, *, sentences: int = SENTENCES, words: int = WORDS) -> dict[str, list[Paragraph]]:
    """``train``, ``dev``, ``near``, ``ewt_test``.

    Near are the texts of NEAR in GUM's dev and test sets. Of the other texts outside the training sets and
    EWT's test set, every third is for choosing (``dev``); the rest is trained on.
    """
    sets: dict[str, list[Paragraph]] = defaultdict(list)
    for part in ("train", "dev", "test"):
        for one in paragraphs(folder / "ewt" / f"{part}.conllu", sentences, words):
            other = "ewt_test" if part == "test" else "dev" if one.text % 3 == 0 else "train"
            sets["train" if part == "train" else other].append(one)
        for one in paragraphs(folder / "gum" / f"{part}.conllu", sentences, words):
            other = "near" if one.genre in NEAR else "dev" if one.text % 3 == 0 else "train"
            sets["train" if part == "train" else other].append(one)
    return sets


def paragraphs(path: Path, sentences: int = SENTENCES, words: int = WORDS) -> Iterator[Paragraph]:
    """The paragraphs of a CoNLL-U file in order, long ones in pieces."""
    genre, text, fresh = "ewt", -1, True
    rows: list[Row] = []
    contractions: list[Contraction] = []
    current = Paragraph(genre, text)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            genre, text, fresh = _genre(line), text + 1, True
        elif line.startswith("# newpar"):
            fresh = True
        elif line and not line.startswith("#"):
            _add(line.split("\t"), rows, contractions)
        elif rows:
            if fresh or current.full(sentences, words):
                if current.sentences:
                    yield current
                current = Paragraph(genre, text)
            current.sentences.append((rows, contractions))
            rows, contractions, fresh = [], [], False
    if current.sentences:
        yield current


def _genre(line: str) -> str:
    match = re.search(r"GUM_([a-z]+)_", line)
    if match is not None and match[1] not in FREE:
        raise ValueError(
            f"GUM genre {match[1]!r}: its texts are not free. Leave it out of the treebank folder."
        )
    return match[1] if match else "ewt"


def _add(cells: Row, rows: list[Row], contractions: list[Contraction]) -> None:
    if "-" in cells[0]:
        first, last = map(int, cells[0].split("-"))
        contractions.append((first, last, "SpaceAfter=No" not in cells[9]))
    elif "." not in cells[0]:
        rows.append(cells)


def document(paragraph: Paragraph, vocab: Vocab) -> Doc:
    """The paragraph as an annotated document; contractions are two words without a space between."""
    columns: dict[str, list] = defaultdict(list)
    for rows, contractions in paragraph.sentences:
        offset = len(columns["words"])
        inside = {
            i: i == last and space for first, last, space in contractions for i in range(first, last + 1)
        }
        for number, row in enumerate(rows, 1):
            columns["words"].append(row[1])
            columns["spaces"].append(inside.get(number, "SpaceAfter=No" not in row[9]))
            columns["lemmas"].append(row[2] if row[2] != "_" or row[1] == "_" else row[1])
            columns["pos"].append(row[3])
            columns["tags"].append(row[4])
            columns["morphs"].append("" if row[5] == "_" else row[5])
            columns["heads"].append(offset + (int(row[6]) or number) - 1)
            columns["deps"].append(row[7] if int(row[6]) else "ROOT")
            columns["sent_starts"].append(number == 1)
    return Doc(vocab, **columns)
