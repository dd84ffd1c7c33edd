"""A BERT encoder with any head as an ONNX graph, written straight from its weights.

Writing the graph takes half a second and no torch; tracing the model with torch takes ten and a
gigabyte. The fused operators are those of onnxruntime ("com.microsoft"), which alone runs the graph.
Its matrices are brought to 8 bits, one scale a column; activations get theirs at run time, one a call,
so a text's result is its own only when it is run alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.quant_utils import add_pre_process_metadata
from safetensors.numpy import load_file

from pipeline.encoder.weights import WEIGHTS, read_config

FUSED = "com.microsoft"

Weights = Mapping[str, np.ndarray]
# Adds its own nodes behind the last layer's states [n, tokens, hidden] and gives the outputs to declare.
Head = Callable[["GraphWriter", str], list[onnx.ValueInfoProto]]


def encode_graph(folder: Path) -> bytes:
    """The serialised graph of the sentence encoder in ``folder`` (config.json, model.safetensors).

    Inputs "ids" and "mask": int32 [n, tokens]. Output "vectors": float32 [n, hidden], mean over the
    masked tokens, unit norm.
    """
    return write_graph(load_file(folder / WEIGHTS), read_config(folder / "config.json"), mean_pooled)


def write_graph(
    weights: Weights, config: Mapping[str, Any], head: Head, *, types: bool = False, embedded: bool = False
) -> bytes:
    """The serialised graph of an encoder with ``head``, its matrices in 8 bits.

    ``weights`` are named as in the published model, those of the head as ``head`` asks for them; ``config``
    is that of the model, its "num_hidden_layers" says how many layers are taken. Inputs "ids", "mask" and
    with ``types`` "types" (which of two texts a token is in): int32 [n, tokens]; with ``embedded`` instead
    "states", float32 [n, tokens, hidden] by :mod:`pipeline.encoder.embeddings`, and "mask", so that the
    graph is small enough to be kept with the code.
    """
    return _in_8_bits(GraphWriter(weights, config).model(head, types=types, embedded=embedded))


def mean_pooled(writer: GraphWriter, states: str) -> list[onnx.ValueInfoProto]:
    """Head of a sentence encoder: "vectors" float32 [n, hidden], the tokens' mean at unit norm."""
    # The mean's divisor is left out: it falls away when the sum is brought to unit norm.
    weights = writer.add("Cast", ["mask"], "mask_float", domain="", to=onnx.TensorProto.FLOAT)
    axis = writer.constant("axis", np.array([1], dtype=np.int64))
    row = writer.add("Unsqueeze", [weights, axis], "mask_row", domain="")
    total = writer.add("MatMul", [row, states], "total", domain="")
    flat = writer.add("Squeeze", [total, axis], "flat", domain="")
    writer.add("LpNormalization", [flat], "vectors", domain="", axis=1, p=2)
    return [writer.output("vectors", ["n", writer.hidden])]


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


class GraphWriter:
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

    def model(self, head: Head, *, types: bool, embedded: bool) -> onnx.ModelProto:
        """Embeddings, unless they come ``embedded``, layers and head, their inputs and outputs declared."""
        inputs = self._inputs(["mask"] if embedded else ["ids", "mask", "types"][: 2 + types])
        if embedded:
            shape: list[str | int] = ["n", "tokens", self.hidden]
            inputs.append(helper.make_tensor_value_info("states", onnx.TensorProto.FLOAT, shape))
        states = "states" if embedded else self._embeddings("types" if types else "")
        for number in range(self.layers):
            states = self._layer(number, states)
        outputs = head(self, states)
        declared = {value.name for value in outputs}
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            inputs,
            outputs,
            list(self.initializers.values()),
            value_info=[value for value in self.values if value.name not in declared],
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        add_pre_process_metadata(model)  # its shapes are declared: the quantizer need not advise to find them
        return model

    def dense(self, value: str, name: str, output: str) -> str:
        """``value`` times the weight ``name`` (stored [out, in]) plus its bias; gives ``output``."""
        product = self.matmul(value, name)
        return self.add("Add", [product, self.weight(f"{name}.bias")], output, domain="")

    @staticmethod
    def output(name: str, shape: list[str | int]) -> onnx.ValueInfoProto:
        """The declaration of a float32 output."""
        return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)

    @staticmethod
    def _inputs(names: Iterable[str]) -> list[onnx.ValueInfoProto]:
        shape = ["n", "tokens"]
        return [helper.make_tensor_value_info(name, onnx.TensorProto.INT32, shape) for name in names]

    def _embeddings(self, types: str) -> str:
        names = ("word_embeddings", "position_embeddings", "token_type_embeddings")
        tables = [self.weight(f"embeddings.{name}.weight") for name in names]
        norm = self._norm("embeddings.LayerNorm")
        inputs = ["ids", types, *tables, *norm, "mask"]
        return self.add("EmbedLayerNormalization", inputs, "embedded", outputs=2, epsilon=self.epsilon)

    def _layer(self, number: int, value: str) -> str:
        at = f"encoder.layer.{number}"
        attended = self.add(
            "Attention",
            [value, *self._attention_weights(f"{at}.attention.self"), "mask"],
            f"{at}.attended",
            num_heads=self.heads,
        )
        joined = self.matmul(attended, f"{at}.attention.output.dense")
        value = self._skip_norm(joined, value, f"{at}.attention.output")
        widened = self.matmul(value, f"{at}.intermediate.dense")
        bias = self.weight(f"{at}.intermediate.dense.bias")
        activated = self.add("BiasGelu", [widened, bias], f"{at}.activated")
        narrowed = self.matmul(activated, f"{at}.output.dense")
        return self._skip_norm(narrowed, value, f"{at}.output")

    def _attention_weights(self, at: str) -> tuple[str, str]:
        parts = [f"{at}.{name}" for name in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        return self.constant(f"{at}.weight", weight), self.constant(f"{at}.bias", bias)

    def matmul(self, value: str, dense: str) -> str:
        """``value`` times the weight named ``dense``, stored as torch does: [out, in]."""
        weight = self.constant(f"{dense}.weight", self.weights[f"{dense}.weight"].T)
        return self.add("MatMul", [value, weight], f"{dense}.product", domain="")

    def _skip_norm(self, value: str, skipped: str, at: str) -> str:
        inputs = [value, skipped, *self._norm(f"{at}.LayerNorm"), self.weight(f"{at}.dense.bias")]
        return self.add("SkipLayerNormalization", inputs, f"{at}.normed", epsilon=self.epsilon)

    def _norm(self, at: str) -> tuple[str, str]:
        return self.weight(f"{at}.weight"), self.weight(f"{at}.bias")

    def weight(self, name: str) -> str:
        """The weight ``name`` as a value of the graph."""
        return self.constant(name, self.weights[name])

    def constant(self, name: str, array: np.ndarray) -> str:
        """``array`` as a value of the graph."""
        self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def add(
        self,
        operator: str,
        inputs: list[str],
        output: str,
        *,
        domain: str = FUSED,
        outputs: int = 1,
        **attributes: Any,
    ) -> str:
        """A node; its first output is named ``output``, further ones ``output.1`` and on."""
        names = [output, *(f"{output}.{extra}" for extra in range(1, outputs))]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        self.values.append(helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, None))
        return output
