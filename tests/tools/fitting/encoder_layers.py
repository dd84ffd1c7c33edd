"""Layers of a BERT encoder that can be trained, with the names of the published weights.

Forward passes run in bfloat16 where the processor knows it; the weights stay in 32 bits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from torch import Tensor, nn
from torch.nn import functional

EPSILON = 1e-12
Weights = Mapping[str, Tensor]
Filled = TypeVar("Filled", nn.Linear, nn.LayerNorm)


class Layer(nn.Module):
    """One encoder layer, from the weights of layer ``number``."""

    def __init__(self, weights: Weights, number: int, *, heads: int) -> None:
        super().__init__()
        self.at = f"encoder.layer.{number}"
        self.heads = heads
        self.query = self._dense(weights, "attention.self.query")
        self.key = self._dense(weights, "attention.self.key")
        self.value = self._dense(weights, "attention.self.value")
        self.joined = self._dense(weights, "attention.output.dense")
        self.joined_norm = self._norm(weights, "attention.output.LayerNorm")
        self.widened = self._dense(weights, "intermediate.dense")
        self.narrowed = self._dense(weights, "output.dense")
        self.narrowed_norm = self._norm(weights, "output.LayerNorm")

    def forward(self, states: Tensor, mask: Tensor | None, dropout: float) -> Tensor:
        """``states`` [n, tokens, hidden]; ``mask`` [n, 1, 1, tokens], True where one counts; None: all."""
        n, tokens, hidden = states.shape
        query, key, value = (
            dense(states).view(n, tokens, self.heads, -1).transpose(1, 2)
            for dense in (self.query, self.key, self.value)
        )
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        joined = self.joined(attended.transpose(1, 2).reshape(n, tokens, hidden))
        states = self.joined_norm(states + functional.dropout(joined, dropout, self.training))
        narrowed = self.narrowed(functional.gelu(self.widened(states)))
        normed: Tensor = self.narrowed_norm(states + functional.dropout(narrowed, dropout, self.training))
        return normed

    def weights(self) -> dict[str, Tensor]:
        """The layer's weights by their published names."""
        parts = {
            "attention.self.query": self.query,
            "attention.self.key": self.key,
            "attention.self.value": self.value,
            "attention.output.dense": self.joined,
            "attention.output.LayerNorm": self.joined_norm,
            "intermediate.dense": self.widened,
            "output.dense": self.narrowed,
            "output.LayerNorm": self.narrowed_norm,
        }
        return {
            f"{self.at}.{part}.{name}": value.detach()
            for part, module in parts.items()
            for name, value in module.named_parameters()
        }

    def _dense(self, weights: Weights, part: str) -> nn.Linear:
        weight = weights[f"{self.at}.{part}.weight"]
        dense = nn.Linear(weight.shape[1], weight.shape[0])
        return _filled(dense, weight, weights[f"{self.at}.{part}.bias"])

    def _norm(self, weights: Weights, part: str) -> nn.LayerNorm:
        weight = weights[f"{self.at}.{part}.weight"]
        norm = nn.LayerNorm(weight.shape[0], eps=EPSILON)
        return _filled(norm, weight, weights[f"{self.at}.{part}.bias"])


def _filled(module: Filled, weight: Tensor, bias: Tensor) -> Filled:
    module.weight.data.copy_(weight)
    module.bias.data.copy_(bias)
    return module
