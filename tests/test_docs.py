"""What README and CONTRIBUTING say is held against the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from pipeline.cli import app
from pipeline.config import Workspace
from pipeline.ingest import ingest, summarise

GROUP = typer.main.get_command(app)
COMMANDS: dict[str, Any] = GROUP.commands  # type: ignore[attr-defined]  # an application is a group of commands


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def test_every_command_that_is_named_exists(readme: str) -> None:
    named = set(re.findall(r"pledgebook ([a-z]+)\b", readme))
    assert len(named) > 8
    assert named <= set(COMMANDS)


def test_every_option_that_is_named_exists(readme: str) -> None:
    groups = [command for command in COMMANDS.values() if hasattr(command, "commands")]
    commands = [*COMMANDS.values(), *(one for group in groups for one in group.commands.values())]
    parameters = [parameter for command in commands for parameter in command.params]
    options = {"--help", *(option for parameter in parameters for option in parameter.opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", readme)) <= options


def test_the_two_commands_are_targets_of_the_makefile(repository: Path, readme: str) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_no_place_holder_is_left(readme: str) -> None:
    assert "@@" not in readme


def test_the_python_example_runs(
    repository: Path,
    readme: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    workspace = Workspace(tmp_path)
    document = repository / "corpus" / "defence-industrial-production-board-2024.txt"
    assert summarise(ingest([document], workspace=workspace)).ingested == 1
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)
    assert "Conference of National Armaments Directors" in capsys.readouterr().out
    assert names["passages"]
    assert names["reply"]


def test_the_rooms_in_contributing_are_the_layers_that_are_checked(repository: Path) -> None:
    contributing = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = re.search(r"    cli > serving(?:.|\n)*?errors", contributing)
    assert drawn
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = [part.strip() for part in drawn[0].replace("\n", " ").split(">")]
    assert rooms == [layer.replace("pipeline.", "") for layer in layers]
