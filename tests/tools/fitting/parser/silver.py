"""The teacher reads policy text: its surest sentences become training data, and each word gets a vector.

``python -m tests.tools.fitting.parser.silver WORK`` reads ``WORK/teacher.pt``, and writes ``WORK/silver.pt``
and the spaCy vocabulary ``WORK/vectors``. A word's vector is the mean of the teacher's layers over up to 30
places where it stands, in 96 dimensions. The documents of the gold and the two factsheets are left out.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Token
from spacy.vectors import Vectors
from torch import Tensor

from pipeline.documents import read_bytes
from pipeline.language.splitting import split
from tests.tools.fitting.parser.teacher import FIELDS, SHARED, Sentence, Teacher, Words, batches, sentences
from tests.tools.fitting.parser.treebank import split as treebanks

FILES = ("summits/*.md", "html/*.html", "pdf/*.pdf")
LONGEST = 110  # tokens of a sentence
TOKENS = 230_000  # of policy text that are read, and
TREEBANK_TOKENS = 45_000  # of the treebanks, for the words that are not among them
NEW_WORDS, SHARE = 0.02, 0.1  # a block is read for its new words, or by chance
PLACES, DIMENSIONS, WORDS = 30, 96, 20_000
BATCH = 1500


def blocks() -> list[str]:
    """The texts of the corpus block by block, each once."""
    held = (SHARED / "gold" / "sources.json").read_text(encoding="utf-8")
    found: dict[str, None] = {}
    for path in (path for pattern in FILES for path in sorted((SHARED / "corpus").glob(pattern))):
        if path.name not in held:
            document = read_bytes(path.read_bytes(), name=path.name)
            shown = (b for b in document.blocks if b.kind != "furniture" and not b.hidden)
            found.update((block.span.of(document.text), None) for block in shown)
    return list(found)


def tokenised(nlp: Language, text: str) -> list[list[Token]]:
    starts = {start for start, _ in split(text)}
    made: list[list[Token]] = []
    for token in nlp.make_doc(text):
        if token.idx in starts or not made:
            made.append([])
        made[-1].append(token)
    return made


def chosen(nlp: Language, wanted: Counter[str]) -> Iterator[list[list[Token]]]:
    """Blocks with new words, and a share of the others; counts all words in ``wanted``."""
    seen: Counter[str] = Counter()
    texts = blocks()
    random.shuffle(texts)
    for block in (tokenised(nlp, text) for text in texts):
        words = [token.text for one in block for token in one]
        if any(len(one) > LONGEST for one in block) or any(not word.strip() for word in words):
            continue
        wanted.update(words)
        new = sum(seen[word] < 2 for word in words) / max(1, len(words))
        if seen.total() < TOKENS and (new > NEW_WORDS or random.random() < SHARE):
            seen.update(words)
            yield block


def is_tree(heads: list[int]) -> bool:
    """True where every word comes to the root, and one word alone hangs on it."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        word, steps = start, 0
        while word and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1
        if word:
            return False
    return True


class Reader:
    """Annotates sentences with the teacher and sums up the vectors of their words."""

    def __init__(self, path: Path, wanted: Counter[str]) -> None:
        saved = torch.load(path)
        self.teacher = Teacher({name: len(table) for name, table in saved["tables"].items()}).eval()
        self.teacher.load_state_dict(saved["state"])
        self.values = {name: list(table) for name, table in saved["tables"].items()}
        self.words, self.wanted = Words(), wanted
        self.sums: dict[str, np.ndarray] = {}
        self.places: Counter[str] = Counter()

    def read(self, some: list[Sentence]) -> None:
        """Where it is a tree, a sentence gets "read" (sureness, least sure arc) and the annotations."""
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            batch = self.words.batch(some)
            states, scores, layers = self.teacher(batch)
            arcs, heads = torch.softmax(scores, -1).max(-1)
            labels, label = torch.softmax(self.teacher.labels(states, heads), -1).max(-1)
            fields = {name: self.teacher.fields[name](states[:, 1:]).float().argmax(-1) for name in FIELDS}
            vectors = torch.bmm(batch.pool, torch.stack([layer.float() for layer in layers[1:]]).mean(0))
        for b, one in enumerate(some):
            self._add_vectors(one["word"], vectors[b].float().numpy())
            size = len(one["word"])
            if is_tree(heads[b, :size].tolist()):
                sure = (arcs * labels)[b, :size].clamp(min=1e-6).log().mean().exp().item()
                one["read"] = (sure, arcs[b, :size].min().item())
                one["head"] = heads[b, :size].tolist()
                one["label"] = self._named("label", label[b, :size])
                one.update({name: self._named(name, fields[name][b, :size]) for name in FIELDS})

    def _named(self, name: str, numbers: Tensor) -> list[str]:
        return [self.values[name][number] for number in numbers.tolist()]

    def _add_vectors(self, words: list[str], vectors: np.ndarray) -> None:
        for word, vector in zip(words, vectors, strict=False):  # what follows the words is padding
            if self.wanted[word] > 1 and self.places[word] < PLACES:
                self.sums[word] = self.sums.get(word, 0) + vector
                self.places[word] += 1

    def vectors(self) -> Vectors:
        """The vectors of the most frequent words, their variance in each direction halfway to equal."""
        nlp = spacy.blank("en")
        words = [word for word, _ in self.wanted.most_common() if word in self.sums][:WORDS]
        x = np.stack([self.sums[word] / self.places[word] for word in words])
        x -= x.mean(0)
        x /= np.linalg.norm(x, axis=1, keepdims=True)
        x -= x.mean(0)
        y = x @ np.linalg.svd(x, full_matrices=False)[2][:DIMENSIONS].T
        y /= y.std(0) ** 0.5
        y /= y.std()
        keys = [nlp.vocab.strings.add(word) for word in words]
        return Vectors(data=y.astype("float32"), keys=keys, strings=nlp.vocab.strings, name="policy")


def treebank_sentences(seen: Counter[str], wanted: Counter[str]) -> list[Sentence]:
    """Sentences that hold a word met nowhere else."""
    every = list(sentences(treebanks(SHARED / "treebank")["train"]))
    random.shuffle(every)
    made, read = [], Counter[str]()
    for one in every:
        wanted.update(one["word"])
        if read.total() < TREEBANK_TOKENS and any(not seen[word] and not read[word] for word in one["word"]):
            read.update(one["word"])
            made.append({"word": one["word"]})
    seen.update(read)
    return made


def main(work: Path) -> None:
    torch.set_num_threads(1)
    random.seed(5)
    wanted: Counter[str] = Counter()
    nlp = spacy.blank("en")
    policy = [
        [{"word": [t.text for t in one], "space": [bool(t.whitespace_) for t in one]} for one in block]
        for block in chosen(nlp, wanted)
    ]
    every = [one for block in policy for one in block]
    seen = Counter(word for one in every for word in one["word"])
    every += treebank_sentences(seen, wanted)
    every += [{"word": [word]} for word, count in wanted.most_common(WORDS) if count > 1 and not seen[word]]
    reader = Reader(work / "teacher.pt", wanted)
    for some in batches(every, BATCH):
        reader.read(some)
    nlp.vocab.vectors = reader.vectors()
    nlp.to_disk(work / "vectors")
    torch.save(policy, work / "silver.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
