"""Train the reranker (pipeline/index/reranker.py), the weights of which lie beside it.

    OMP_NUM_THREADS=1 python -m tests.tools.fitting.reranker --apart FILE [--to FILE]

Embeddings and the lower half of the layers are the default encoder's and stay as they are; the upper half
and the head are trained in bfloat16 on one core, in three parts: one pass over benchmark questions
(reading.py); one over the training questions about two thirds of the excerpts; and one over those about the
last third and every second of the others. The head begins as the cosine of question and sentence, which the
encoder is good at already; that saves it from learning to compare from a few thousand questions.

After the second part the weights go to ``--apart`` as well: with these ``.evidence`` fits the weights of
answers on scores for excerpts that the reranker has not seen. On those 32 excerpts (1,024 questions put,
within the excerpt and over all 95) it brings the log loss of the second look from 0.1425 to 0.1293, the
first place from 0.787 to 0.814 within the excerpt and from 0.686 to 0.723 over all, and the judgement's
log loss from 0.493 to 0.460. The weights in use learnt from what reciprocal rank fusion had brought up.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from pipeline.config import Config, Workspace
from pipeline.encoder.weights import default_folder
from pipeline.evaluate.searching import searcher_over
from pipeline.index.embed import load
from pipeline.index.reranker import TRAINED
from tests.tools.fitting.evidence import is_left_out, material
from tests.tools.fitting.reading import Reading, benchmark_readings, question_readings
from tests.tools.fitting.training import REPOSITORY, excerpts
from tests.tools.fitting.values import say

FROZEN = 3  # layers left as they are, from below
RATE, LAST_RATE = 1e-4, 7e-5  # of the layers, and of them in the last part
HEAD_FASTER = 20  # times the rate of the layers
WARM_UP = 0.1  # share of the steps in which the rate rises
TOKENS = 3072  # of a batch, padding included
APART = 2  # the fold of excerpts that comes last
HEAD_SCALE = 3.0  # what the single vectors' weights are multiplied by, so that one rate serves all


class Network(nn.Module):
    """The trained part: the upper layers and the head. Gives log-odds [n, sentences]."""

    def __init__(self, model: BertModel) -> None:
        super().__init__()
        self.layers = nn.ModuleList(list(model.encoder.layer)[FROZEN:])
        self.pair = nn.Parameter(torch.full((model.config.hidden_size,), 10.0))
        self.own = nn.Parameter(torch.zeros(model.config.hidden_size))
        self.ask = nn.Parameter(torch.zeros(model.config.hidden_size))
        self.bias = nn.Parameter(torch.tensor(-7.0))

    def forward(self, states: Tensor, mask: Tensor, pool: Tensor) -> Tensor:
        """``states`` [n, tokens, hidden]; ``pool`` [n, 1 + sentences, tokens] averages the parts' tokens."""
        for layer in self.layers:
            given = layer(states, mask)
            states = given[0] if isinstance(given, tuple) else given
        parts = nn.functional.normalize(torch.bmm(pool, states.float()), dim=-1)
        asked, sentences = parts[:, :1], parts[:, 1:]
        single = HEAD_SCALE * (sentences @ self.own + asked @ self.ask)
        return (asked * sentences) @ self.pair + single + self.bias

    def exported(self) -> dict[str, np.ndarray]:
        """The weights as the reranker reads them, layers in 16 bits."""
        layers = {
            f"encoder.layer.{int(name.split('.')[0]) + FROZEN}.{name.split('.', 1)[1]}": tensor.half()
            for name, tensor in self.layers.state_dict().items()
        }
        head = {
            "pair": self.pair,
            "own": HEAD_SCALE * self.own,
            "ask": HEAD_SCALE * self.ask,
            "bias": self.bias,
        }
        named = {**layers, **{f"head.{name}": tensor for name, tensor in head.items()}}
        return {name: tensor.detach().numpy() for name, tensor in named.items()}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--apart", type=Path, required=True, help="weights for .evidence")
    parser.add_argument("--to", type=Path, default=TRAINED)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    folder = default_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lower = BertModel.from_pretrained(folder, add_pooling_layer=False)
    network = Network(lower)
    lower.encoder.layer = lower.encoder.layer[:FROZEN]
    first, last = _parts(tokenizer)
    lower.train(False)
    train(network, lower, benchmark_readings(tokenizer), rate=RATE)
    train(network, lower, first, rate=RATE)
    save_file(network.exported(), arguments.apart)
    train(network, lower, last, rate=LAST_RATE)
    save_file(network.exported(), arguments.to)


def _parts(tokenizer: Tokenizer) -> tuple[list[Reading], list[Reading]]:
    """The readings without the excerpts kept apart, and those of the last part."""
    found, config = excerpts(), Config()
    embedder = load(config.index.model, cache=Workspace(REPOSITORY).models)
    materials = [material(excerpt) for excerpt in found]
    first, last = list[Reading](), list[Reading]()
    with searcher_over(materials, embedder, config, advance=lambda done, total: None) as searcher:
        for number, excerpt in enumerate(found):
            chance, again = random.Random(number), random.Random(-1 - number)
            if is_left_out(excerpt, APART):
                last += question_readings(tokenizer, excerpt, searcher, again)
            else:
                first += question_readings(tokenizer, excerpt, searcher, chance)
                last += question_readings(tokenizer, excerpt, searcher, again, every=2)
    return first, last


def train(network: Network, lower: BertModel, readings: Sequence[Reading], *, rate: float) -> None:
    """One pass, a step a batch, the rate rising and then falling to nothing; prints the loss."""
    plan = _batches(readings, random.Random(0))
    heads = [tensor for name, tensor in network.named_parameters() if not name.startswith("layers")]
    upper = {"params": network.layers.parameters(), "lr": rate, "weight_decay": 0.01}
    optimizer = torch.optim.AdamW([upper, {"params": heads, "lr": HEAD_FASTER * rate, "weight_decay": 0.0}])
    rising = WARM_UP * len(plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / rising) * max(0.02, 1 - step / len(plan))
    )
    network.train()
    losses = []
    for step, batch in enumerate(plan, start=1):
        loss = _loss(network, lower, batch)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        losses.append(loss.item())
        if step % 50 == 0:
            say(f"step {step} of {len(plan)}: loss {np.mean(losses[-50:]):.4f}")


def _batches(readings: Sequence[Reading], chance: random.Random) -> list[list[Reading]]:
    """Readings of like length together, up to TOKENS, in random order."""
    found: list[list[Reading]] = [[]]
    for reading in sorted(readings, key=lambda each: (len(each.layout.ids), chance.random())):
        if (len(found[-1]) + 1) * len(reading.layout.ids) > TOKENS:
            found.append([])
        found[-1].append(reading)
    chance.shuffle(found)
    return found


def _loss(network: Network, lower: BertModel, batch: Sequence[Reading]) -> Tensor:
    """The mean log loss over all sentences of the batch."""
    tokens = max(len(reading.layout.ids) for reading in batch)
    parts = max(len(reading.layout.parts) for reading in batch)
    ids, types = (torch.zeros(len(batch), tokens, dtype=torch.long) for _ in range(2))
    mask, known = torch.zeros(len(batch), tokens, dtype=torch.bool), torch.zeros(len(batch), parts - 1)
    pool, needed = torch.zeros(len(batch), parts, tokens), torch.zeros(len(batch), parts - 1)
    for row, reading in enumerate(batch):
        length = len(reading.layout.ids)
        ids[row, :length] = torch.tensor(reading.layout.ids)
        types[row, :length] = torch.tensor(reading.layout.types)
        mask[row, :length] = True
        for part, (start, end) in enumerate(reading.layout.parts):
            pool[row, part, start:end] = 1 / (end - start)
        known[row, : len(reading.needed)] = 1.0
        needed[row, : len(reading.needed)] = torch.tensor(reading.needed, dtype=torch.float)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        with torch.no_grad():
            given = lower(input_ids=ids, token_type_ids=types, attention_mask=mask.long())
        wide = mask[:, None, None, :].expand(-1, 1, tokens, -1)
        odds = network(given.last_hidden_state, wide, pool)
    return (
        nn.functional.binary_cross_entropy_with_logits(odds.float(), needed, known, reduction="sum")
        / known.sum()
    )


if __name__ == "__main__":
    main()
