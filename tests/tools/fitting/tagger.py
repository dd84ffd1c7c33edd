"""Train the tagger of promises: ``pipeline/extraction/learned/model/tagger.onnx``.

    python -m tests.tools.fitting.tagger FOLDER [--write]

Data: the excerpts of ``shared/gold/train`` (CC BY 4.0 annotations of public statements); every sentence as
extraction reads it, with the context it is read with. The lower layers of MiniLM stay as published, their
states are computed once; the upper ones and a head are trained together on the tags of tokens (outside,
first, inside an action), on whether a token is an action's last, of a cue or of an actor, and on strength and
status inside actions. Sentences without a candidate of the rules and without an action count one in four.

Three folds of excerpts are trained first; their models go to FOLDER, where ``decision.py`` reads them, so
that its own training never sees a score of a tagger that knew the answer. Then one model is trained on all,
and with ``--write`` put in its place. About 16 minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.encoder.embeddings import Embeddings
from pipeline.encoder.graph import GraphWriter, write_graph
from pipeline.encoder.weights import WEIGHTS, default_folder, load_tokenizer, read_config
from pipeline.extraction.learned.scores import COLUMNS, STATUSES, STRENGTHS, Scores
from pipeline.extraction.learned.tagger import GRAPH, LONGEST
from tests.tools.fitting.encoder_layers import Layer
from tests.tools.fitting.tagging import Annotated, annotated
from tests.tools.fitting.training import REPOSITORY
from tests.tools.fitting.values import say

MODEL = REPOSITORY / "pipeline" / "extraction" / "learned" / "model"
FOLDS = 3
FROZEN = 3  # layers left as published
EPOCHS = 4
RATE = 2.5e-4  # of the layers; three times as much for the head
DROPOUT = 0.1
BATCH = 1000  # tokens
WARM = 0.1  # of the steps
KEPT = 0.25  # of the sentences that neither rules nor annotators found anything in
IGNORED = -100
SHARES = {"tag": 1.0, "strength": 0.3, "status": 0.3, "cue": 0.3, "actor": 0.3, "last": 0.3}
Labels = Mapping[str, npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the layers see it: ``states`` [tokens, hidden] under the frozen layers.

    The sentence's own tokens begin at ``first`` and stand at ``offsets`` of its text.
    """

    sentence: Annotated
    states: Tensor
    first: int
    offsets: tuple[tuple[int, int], ...]
    labels: Labels


class Network(nn.Module):
    """The upper layers and the head."""

    def __init__(self, weights: Mapping[str, Tensor], config: Mapping[str, int]) -> None:
        super().__init__()
        heads, layers = config["num_attention_heads"], config["num_hidden_layers"]
        self.layers = nn.ModuleList(Layer(weights, n, heads=heads) for n in range(FROZEN, layers))
        self.head = nn.Linear(config["hidden_size"], len(COLUMNS))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Logits [n, tokens, COLUMNS]."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                states = layer(states, mask, DROPOUT)
            logits: Tensor = self.head(functional.dropout(states, DROPOUT, self.training))
        return logits.float()


def main() -> None:
    """Train the folds, then the whole; write the graph when asked to."""
    arguments = _arguments()
    torch.set_num_threads(1)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    weights, config = load_file(default_folder() / WEIGHTS), read_config(default_folder() / "config.json")
    sentences = [one for excerpt in annotated() for one in excerpt]
    examples = list(_examples(sentences, weights, config))
    for fold in range(FOLDS):
        seen = [example for example in examples if example.sentence.fold(FOLDS) != fold]
        network = train(seen, weights, config)
        (arguments.folder / f"fold{fold}.onnx").write_bytes(_graph(network, weights, config))
        say(f"fold {fold}: trained on {len(seen)} sentences")
    if arguments.write:
        MODEL.mkdir(exist_ok=True)
        (MODEL / GRAPH).write_bytes(_graph(train(examples, weights, config), weights, config))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the models of the folds go")
    parser.add_argument("--write", action="store_true", help="train on all and put the graph in its place")
    return parser.parse_args()


def _examples(
    sentences: Sequence[Annotated], weights: Mapping[str, Tensor], config: Mapping[str, int]
) -> Iterator[Example]:
    """The sentences that are trained on, read through the embeddings and the frozen layers."""
    folder = default_folder()
    tokenizer, embeddings = load_tokenizer(folder, longest=LONGEST), Embeddings(folder)
    frozen = nn.ModuleList(Layer(weights, n, heads=config["num_attention_heads"]) for n in range(FROZEN))
    frozen.eval()
    random = np.random.default_rng(1)
    for sentence in sentences:
        if not (sentence.promises or sentence.actions) and random.random() > KEPT:
            continue
        encoding = tokenizer.encode(sentence.context, sentence.text)
        own = [i for i, part in enumerate(encoding.sequence_ids) if part == 1]
        offsets = tuple(encoding.offsets[i] for i in own)
        states = torch.from_numpy(embeddings.of([encoding.ids]))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in frozen:
                states = layer(states, None, 0.0)
        yield Example(sentence, states[0].half(), own[0], offsets, labels_of(sentence, offsets))


def labels_of(sentence: Annotated, offsets: Sequence[tuple[int, int]]) -> Labels:
    """What each token is: "tag" 0 outside, 1 first, 2 inside; classes where there are any; else 0 or 1."""
    labels = {name: np.zeros(len(offsets), dtype=np.int64) for name in SHARES}
    labels["strength"][:] = labels["status"][:] = IGNORED
    scores = Scores(offsets, np.empty((0, len(COLUMNS)), dtype=np.float32))
    for action in sentence.actions:
        tokens = scores.tokens(action.span.start, action.span.end)
        if tokens.start == tokens.stop:
            continue  # beyond what the tagger reads
        labels["tag"][tokens] = 2
        labels["tag"][tokens.start] = 1
        labels["last"][tokens.stop - 1] = 1
        labels["strength"][tokens] = STRENGTHS.index(action.gold.strength)
        labels["status"][tokens] = STATUSES.index(action.gold.status)
        for name, span in (("cue", action.cue), ("actor", action.actor)):
            if span:
                labels[name][scores.tokens(span.start, span.end)] = 1
    return labels


def train(examples: Sequence[Example], weights: Mapping[str, Tensor], config: Mapping[str, int]) -> Network:
    """A network trained on the examples, the same each time."""
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    network = Network(weights, config).train()
    parameters = [
        {"params": network.layers.parameters(), "lr": RATE},
        {"params": network.head.parameters(), "lr": 3 * RATE},
    ]
    optimizer = torch.optim.AdamW(parameters, weight_decay=0.01)
    steps = EPOCHS * len(_batches(examples, random))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (WARM * steps), max(0.0, (steps - step) / ((1 - WARM) * steps))),
    )
    for _ in range(EPOCHS):
        for batch in _batches(examples, random):
            optimizer.zero_grad()
            _loss(network, batch).backward()  # type: ignore[no-untyped-call]  # torch's own
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def _batches(examples: Sequence[Example], random: np.random.Generator) -> list[list[Example]]:
    """Examples of about equal length together, in random order."""
    keys = [len(example.states) + random.uniform(-6, 6) for example in examples]
    batches: list[list[Example]] = [[]]
    for place in np.argsort(keys):
        if (len(batches[-1]) + 1) * len(examples[place].states) > BATCH and batches[-1]:
            batches.append([])
        batches[-1].append(examples[place])
    random.shuffle(batches)
    return batches


def _loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """Cross-entropy of tags and classes and of the single questions, weighed by SHARES."""
    longest = max(len(example.states) for example in batch)
    states = torch.zeros(len(batch), longest, batch[0].states.shape[1])
    mask = torch.zeros(len(batch), 1, 1, longest, dtype=torch.bool)
    wanted = {name: torch.full((len(batch), longest), IGNORED) for name in SHARES}
    for row, example in enumerate(batch):
        states[row, : len(example.states)] = example.states.float()
        mask[row, :, :, : len(example.states)] = True
        own = slice(example.first, example.first + len(example.offsets))
        for name, labels in example.labels.items():
            wanted[name][row, own] = torch.from_numpy(labels)
    logits = network(states, mask)
    columns = {name: logits[..., COLUMNS.index(name)] for name in ("cue", "actor", "last")}
    groups = {"tag": logits[..., 0:3], "strength": logits[..., 3:6], "status": logits[..., 6:9]}
    return torch.stack(
        [SHARES[name] * _of_classes(group, wanted[name]) for name, group in groups.items()]
        + [SHARES[name] * _of_questions(column, wanted[name]) for name, column in columns.items()]
    ).sum()


def _of_classes(logits: Tensor, wanted: Tensor) -> Tensor:
    if (wanted == IGNORED).all():
        return torch.zeros(())  # no action in the batch: the mean over nothing is no number
    return functional.cross_entropy(logits.reshape(-1, 3), wanted.reshape(-1), ignore_index=IGNORED)


def _of_questions(logits: Tensor, wanted: Tensor) -> Tensor:
    asked = wanted != IGNORED
    return functional.binary_cross_entropy_with_logits(logits[asked], wanted[asked].float())


def _graph(network: Network, weights: Mapping[str, Tensor], config: Mapping[str, int]) -> bytes:
    """The whole encoder behind its embeddings, frozen layers and trained ones, with the head."""
    own: dict[str, Tensor] = {"tagger.weight": network.head.weight, "tagger.bias": network.head.bias}
    for layer in network.layers:
        own |= layer.weights()  # type: ignore[operator]  # a ModuleList does not say whose modules it holds
    merged = {name: value.detach().numpy() for name, value in {**weights, **own}.items()}
    return write_graph(merged, config, _scored, embedded=True)


def _scored(writer: GraphWriter, states: str) -> list[onnx.ValueInfoProto]:
    writer.dense(states, "tagger", "scores")
    return [writer.output("scores", ["n", "tokens", len(COLUMNS)])]


if __name__ == "__main__":
    main()
