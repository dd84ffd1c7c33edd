"""How an evaluation tells its caller how far it is, and how it names what it evaluates on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pipeline.config import Workspace

# Called with the name of a stage, it gives the function to call with (done, total) during that stage.
Progress = Callable[[str], Callable[[int, int], None]]


def silent(stage: str) -> Callable[[int, int], None]:
    """The Progress that tells nobody."""
    return lambda done, total: None


def name_of(path: Path, workspace: Workspace) -> str:
    """The path as seen from the workspace: the key of its baseline, the same on every machine."""
    return Path(os.path.relpath(path.resolve(), workspace.root.resolve())).as_posix()
