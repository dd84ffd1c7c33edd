from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Workspace
from pipeline.errors import PledgebookError
from tests.nouns import make_document
from tests.registry.making import stored

OLD = (
    "The Harbour Board (HB) was founded in 2014.",
    "We will spend at least 2% of income on tide walls by 2024.",
)
NEW = ("The Board of captains met.", "We will spend at least 5% of income on tide walls by 2035.")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Workspace(tmp_path_factory.mktemp("registry"))
    made = [
        replace(
            make_document([("paragraph", line) for line in lines], name=name),
            date=date,
            issuer="Harbour Towns",
        )
        for lines, name, date in ((OLD, "old.txt", "2014-09"), (NEW, "new.txt", "2025-06"))
    ]
    with stored(place.store_path, *made):
        pass
    return place.root


def run(workspace: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments, "--workspace", str(workspace)])
    if isinstance(result.exception, PledgebookError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_profile_in_each_format(workspace: Path) -> None:
    assert "founded · 2014" in run(workspace, "profile", "HB")
    assert (
        json.loads(run(workspace, "profile", "harbor board", "--format", "json"))["name"] == "Harbour Board"
    )
    assert run(workspace, "profile", "Harbour Board", "--format", "md").startswith("# Harbour Board")
    with pytest.raises(PledgebookError, match="Near it: Harbour Board"):
        run(workspace, "profile", "Harbour Guild")


def test_timeline_listed_and_drawn(workspace: Path, tmp_path: Path) -> None:
    assert "Harbour Board" in run(workspace, "timeline")
    first = json.loads(run(workspace, "timeline", "--format", "jsonl").splitlines()[0])
    assert (first["date"], first["event"]) == ("2014", "established")
    assert "Harbour Board" not in run(workspace, "timeline", "--document", "new.txt")
    assert "events drawn" in run(workspace, "timeline", "--output", str(tmp_path / "line.svg"))
    assert (tmp_path / "line.svg").exists()


def test_compare_in_each_format(workspace: Path) -> None:
    pair = ("compare", "old.txt", "new.txt")
    assert "2 % became 5 %" in " ".join(run(workspace, *pair).split())
    assert json.loads(run(workspace, *pair, "--format", "json"))["counts"] == {"strengthened": 1}
    assert "{+5%+}" in run(workspace, *pair, "--format", "md")


def test_records_as_of_a_day_say_why(workspace: Path) -> None:
    rows = [
        json.loads(line)
        for line in run(
            workspace, "records", "commitments", "--as-of", "2026", "--format", "jsonl"
        ).splitlines()
    ]
    assert [row["state"] for row in rows] == ["superseded", "in force"]
    assert rows[0]["rule"].startswith("raised: 2 % of income by 2024")
    assert rows[0]["superseded_by"] == rows[1]["id"]
    assert (
        "state,rule,superseded_by"
        in run(workspace, "records", "--as-of", "2026", "--format", "csv").splitlines()[0]
    )
    assert len(run(workspace, "records", "--as-of", "2015", "--format", "csv").splitlines()) > 1
