from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Config, ReadConfig, Workspace, load
from pipeline.errors import ConfigError


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "pledgebook.toml") == Config()


def test_a_section_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "pledgebook.toml").write_text(
        '[read]\ncpu_s = 5\n[ingest]\nignore = ["x*"]\n[answers]\nthreshold = 1\n'
    )
    config = Workspace(tmp_path).config()
    assert config.read == replace(ReadConfig(), cpu_s=5)
    assert config.ingest.ignore == ("x*",)
    assert config.answers.threshold == 1.0
    assert config.index == Config().index


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[reed]\ncpu_s = 5\n", "[reed]"),
        ("cpu_s = 5\n", "[cpu_s]"),
        ("[read]\ncpu = 5\n", "'cpu'"),
        ('[read]\ncpu_s = "5"\n', "cpu_s must be int"),
        ("[read]\ncpu_s = true\n", "cpu_s must be int"),
        ("[read\n", "TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "pledgebook.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)


def test_the_fingerprint_follows_what_determines_the_output() -> None:
    config = Config()
    assert config.fingerprint() == Config().fingerprint()
    assert replace(config, read=replace(config.read, text_mib=1)).fingerprint() != config.fingerprint()
    assert replace(config, ingest=replace(config.ingest, workers=7)).fingerprint() == config.fingerprint()
