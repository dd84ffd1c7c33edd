"""A BERT sentence encoder as an ONNX graph, written straight from its published weights.

Writing the graph takes half a second and no torch; tracing the model with torch takes ten and a
gigabyte. The fused operators are those of onnxruntime ("com.microsoft"), which alone runs the graph.
Its matrices are brought to 8 bits, one scale a column; activations get theirs at run time, one a call,
so a text's vector is its own only when it is run alone.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.quant_utils import add_pre_process_metadata
from safetensors.numpy import load_file

FUSED = "com.microsoft"

Weights = Mapping[str, np.ndarray]


def encode_graph(folder: Path) -> bytes:
    """The serialised graph of the model in ``folder`` (config.json, model.safetensors).

    Inputs "ids" and "mask": int32 [n, tokens]. Output "vectors": float32 [n, hidden], mean over the
    masked tokens, unit norm.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    writer = _GraphWriter(load_file(folder / "model.safetensors"), config)
    return _in_8_bits(writer.model())


def _in_8_bits(model: onnx.ModelProto) -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "model.onnx"
        quantize_dynamic(
            model,
            path,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
        return path.read_bytes()


class _GraphWriter:
    """Collects nodes and weights; values are named by what makes them."""

    def __init__(self, weights: Weights, config: Mapping[str, Any]) -> None:
        self.weights = weights
        self.heads = int(config["num_attention_heads"])
        self.layers = int(config["num_hidden_layers"])
        self.epsilon = float(config["layer_norm_eps"])
        self.hidden = int(config["hidden_size"])
        self.nodes: list[onnx.NodeProto] = []
        self.values: list[onnx.ValueInfoProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        """Embeddings, layers and pooling, with their inputs and the output declared."""
        value = self._embeddings()
        for number in range(self.layers):
            value = self._layer(number, value)
        self._pool(value)
        ids, mask = (
            helper.make_tensor_value_info(name, onnx.TensorProto.INT32, ["n", "tokens"])
            for name in ("ids", "mask")
        )
        vectors = helper.make_tensor_value_info("vectors", onnx.TensorProto.FLOAT, ["n", self.hidden])
        graph = helper.make_graph(
            self.nodes,
            "sentence_encoder",
            [ids, mask],
            [vectors],
            list(self.initializers.values()),
            value_info=self.values[:-1],  # the last is the output, declared above
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        add_pre_process_metadata(model)  # its shapes are declared: the quantizer need not advise to find them
        return model

    def _embeddings(self) -> str:
        names = ("word_embeddings", "position_embeddings", "token_type_embeddings")
        tables = [self._weight(f"embeddings.{name}.weight") for name in names]
        norm = self._norm("embeddings.LayerNorm")
        inputs = ["ids", "", *tables, *norm, "mask"]
        return self._add("EmbedLayerNormalization", inputs, "embedded", outputs=2, epsilon=self.epsilon)

    def _layer(self, number: int, value: str) -> str:
        at = f"encoder.layer.{number}"
        attended = self._add(
            "Attention",
            [value, *self._attention_weights(f"{at}.attention.self"), "mask"],
            f"{at}.attended",
            num_heads=self.heads,
        )
        joined = self._matmul(attended, f"{at}.attention.output.dense")
        value = self._skip_norm(joined, value, f"{at}.attention.output")
        widened = self._matmul(value, f"{at}.intermediate.dense")
        bias = self._weight(f"{at}.intermediate.dense.bias")
        activated = self._add("BiasGelu", [widened, bias], f"{at}.activated")
        narrowed = self._matmul(activated, f"{at}.output.dense")
        return self._skip_norm(narrowed, value, f"{at}.output")

    def _pool(self, value: str) -> None:
        # The mean's divisor is left out: it falls away when the sum is brought to unit norm.
        weights = self._add("Cast", ["mask"], "mask_float", domain="", to=onnx.TensorProto.FLOAT)
        axis = self._constant("axis", np.array([1], dtype=np.int64))
        row = self._add("Unsqueeze", [weights, axis], "mask_row", domain="")
        total = self._add("MatMul", [row, value], "total", domain="")
        flat = self._add("Squeeze", [total, axis], "flat", domain="")
        self._add("LpNormalization", [flat], "vectors", domain="", axis=1, p=2)

    def _attention_weights(self, at: str) -> tuple[str, str]:
        parts = [f"{at}.{name}" for name in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        return self._constant(f"{at}.weight", weight), self._constant(f"{at}.bias", bias)

    def _matmul(self, value: str, dense: str) -> str:
        weight = self._constant(f"{dense}.weight", self.weights[f"{dense}.weight"].T)
        return self._add("MatMul", [value, weight], f"{dense}.product", domain="")

    def _skip_norm(self, value: str, skipped: str, at: str) -> str:
        inputs = [value, skipped, *self._norm(f"{at}.LayerNorm"), self._weight(f"{at}.dense.bias")]
        return self._add("SkipLayerNormalization", inputs, f"{at}.normed", epsilon=self.epsilon)

    def _norm(self, at: str) -> tuple[str, str]:
        return self._weight(f"{at}.weight"), self._weight(f"{at}.bias")

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _constant(self, name: str, array: np.ndarray) -> str:
        self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def _add(
        self,
        operator: str,
        inputs: list[str],
        output: str,
        *,
        domain: str = FUSED,
        outputs: int = 1,
        **attributes: Any,
    ) -> str:
        names = [output, *(f"{output}.{extra}" for extra in range(1, outputs))]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        self.values.append(helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, None))
        return output
