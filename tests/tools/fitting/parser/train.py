"""Train the parser on the treebanks and on what its teacher read.

``python -m tests.tools.fitting.parser.train WORK MINUTES`` reads ``config.cfg`` beside this file,
``WORK/vectors`` and ``WORK/silver.pt``; it writes the package ``WORK/model`` with scores in ``meta.json``.
The learning rate rises for 150 steps and falls to zero by the end of the time; the weights kept are a running
mean. The run behind the model in use took 37 minutes of one core, at 3,300 words a second.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from spacy import util
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.vocab import Vocab
from thinc.api import set_current_ops

from pipeline.language.products import Products, on_one_thread
from tests.tools.fitting.parser.teacher import SHARED, apply_rule
from tests.tools.fitting.parser.treebank import WORDS, document, split

CONFIG = Path(__file__).with_name("config.cfg")
SURE, SUREST_ARC = 0.78, 0.25  # least mean and least single probability of a sentence of the teacher's
VARIED, SILVER = 0.12, 0.45  # words of each for one of the treebanks'
RATE, WARM_UP, DROPOUT = 0.002, 150, 0.12
SIZES = (500, 1500)  # words of a batch, at the start and from a quarter of the time on
TYPOGRAPHIC = {
    "'s": "’s",
    "n't": "n’t",
    "'re": "’re",
    "'ve": "’ve",
    "'ll": "’ll",
    "'": "’",
    "-": "–",
    "--": "—",
}
SCORES = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def columns(doc: Doc) -> dict[str, list]:
    return {
        "words": [token.text for token in doc],
        "spaces": [bool(token.whitespace_) for token in doc],
        "tags": [token.tag_ for token in doc],
        "pos": [token.pos_ for token in doc],
        "morphs": [str(token.morph) for token in doc],
        "lemmas": [token.lemma_ for token in doc],
        "heads": [token.head.i for token in doc],
        "deps": [token.dep_ for token in doc],
        "sent_starts": [bool(token.is_sent_start) for token in doc],
    }


def varied(doc: Doc) -> Doc:
    """``doc`` with typographic quotes and dashes, in lower case or, when it is short, in capitals."""
    made = columns(doc)
    kind = random.choice(["type", "type", "lower", "upper"])
    if kind == "lower":
        made["words"] = [word.lower() for word in made["words"]]
    elif kind == "upper" and len(doc) <= 25:
        made["words"] = [word.upper() for word in made["words"]]
    else:
        made["words"] = list(_typographic(made["words"]))
    return Doc(doc.vocab, **made)


def _typographic(words: list[str]) -> Iterator[str]:
    opened = False
    for word in words:
        if word in {'"', "''", "``"}:
            opened = not opened
            yield "“" if opened else "”"
        else:
            yield TYPOGRAPHIC.get(word, word) if random.random() < 0.9 else word


def silver(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """What the teacher is sure of, as documents of neighbouring sentences."""
    for block in torch.load(path):
        run: list[dict] = []
        for one in block:
            sure, arc = one.get("read", (0.0, 0.0))
            if sure < SURE or arc < SUREST_ARC or sum(len(each["word"]) for each in run) > WORDS:
                yield from _joined(run, vocab)
                run = []
            if sure >= SURE and arc >= SUREST_ARC:
                run.append(one)
        yield from _joined(run, vocab)


def _joined(run: list[dict], vocab: Vocab) -> Iterator[Doc]:
    if run:
        yield Doc.from_docs([_silver_doc(one, vocab) for one in run], ensure_whitespace=False)


def _silver_doc(one: dict, vocab: Vocab) -> Doc:
    parts = [value.split("|", 1) for value in one["pos"]]
    return Doc(
        vocab,
        words=one["word"],
        spaces=one["space"],
        tags=one["tag"],
        pos=[pos for pos, _ in parts],
        morphs=["" if morph == "_" else morph for _, morph in parts],
        lemmas=[apply_rule(word, rule) for word, rule in zip(one["word"], one["lemma"], strict=True)],
        heads=[(head or index + 1) - 1 for index, head in enumerate(one["head"])],
        deps=[label if head else "ROOT" for label, head in zip(one["label"], one["head"], strict=True)],
    )


def examples(nlp: Language, docs: Iterator[Doc] | list[Doc]) -> list[Example]:
    """Our tokens beside the annotated ones."""
    return [Example(nlp.make_doc(doc.text), Doc(nlp.vocab, **columns(doc))) for doc in docs if len(doc)]


def score(nlp: Language, docs: list[Doc]) -> dict[str, float]:
    """Per cent, punctuation left out of UAS and LAS; the parser finds the sentences."""
    made = examples(nlp, docs)
    started = time.process_time()
    for _, component in nlp.pipeline:
        list(component.pipe((one.x for one in made), batch_size=32))
    seconds = time.process_time() - started
    found = Scorer(nlp).score(made)
    tokens = sum(len(one.x) for one in made)
    return {name: round(100 * found[name], 2) for name in SCORES} | {"tokens_per_s": round(tokens / seconds)}


def _endless(pool: list[Example]) -> Iterator[Example]:
    while True:
        random.shuffle(pool)
        yield from pool


def _batches(pools: dict[float, list[Example]]) -> Iterator[list[Example]]:
    """Batches in which the pools' words stand in the proportion of their keys; send the size, get a batch."""
    feeds = {share: _endless(pool) for share, pool in pools.items()}
    given = dict.fromkeys(feeds, 0.0)
    size = yield []
    while True:
        batch: list[Example] = []
        while sum(len(one.x) for one in batch) < size:
            share = min(given, key=lambda each: given[each] / each)
            batch.append(next(feeds[share]))
            given[share] += len(batch[-1].x)
        size = yield batch


def train(nlp: Language, pools: dict[float, list[Example]], minutes: float) -> dict:
    """Update all components together; the mean weights by parameter."""
    optimizer = util.registry.resolve(nlp.config["training"])["optimizer"]
    feed = _batches(pools)
    next(feed)
    started, step = time.monotonic(), 0
    while (done := (time.monotonic() - started) / (60 * minutes)) < 1:
        batch = feed.send(SIZES[0] + (SIZES[1] - SIZES[0]) * min(1.0, 4 * done))
        step += 1
        optimizer.learn_rate = max(1e-6, RATE * min(1.0, step / WARM_UP) * (1 - done))
        for _, component in nlp.pipeline:
            component.update(batch, drop=DROPOUT, sgd=None)
        for _, component in nlp.pipeline:
            component.finish_update(optimizer)
    return optimizer.averages


def begin(work: Path, train_docs: list[Doc]) -> Language:
    """A pipeline with labels from the treebanks and weights yet to be learnt."""
    corpus = work / "train.spacy"
    DocBin(docs=train_docs).to_disk(corpus)
    paths = {"paths.train": str(corpus), "paths.dev": str(corpus), "paths.vectors": str(work / "vectors")}
    nlp = init_nlp(util.load_config(CONFIG, overrides=paths))
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # no paths of this machine in the package
    nlp.config["initialize"]["vectors"] = None
    return nlp


def main(work: Path, minutes: float) -> None:
    random.seed(7)
    set_current_ops(Products())
    vocab = spacy.blank("en").vocab
    gold = {name: [document(p, vocab) for p in some] for name, some in split(SHARED / "treebank").items()}
    nlp = begin(work, gold["train"])
    own = [doc for doc in gold["train"] if random.random() < 0.35]
    pools = {
        1.0: examples(nlp, gold["train"]),
        VARIED: examples(nlp, [varied(doc) for doc in own]),
        SILVER: examples(nlp, silver(work / "silver.pt", vocab)),
    }
    with on_one_thread():
        averages = train(nlp, pools, minutes)
        with nlp.use_params(averages):
            nlp.meta["performance"] = {name: score(nlp, gold[name]) for name in ("near", "dev", "ewt_test")}
            nlp.to_disk(work / "model")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
