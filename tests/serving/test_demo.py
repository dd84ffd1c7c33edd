from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Workspace
from pipeline.errors import UsageError
from pipeline.serving import demo


def test_a_corpus_with_a_manifest_is_used_where_it_lies(repository: Path) -> None:
    with demo.demo_workspace(Workspace(repository)) as (workspace, corpus):
        assert workspace.root == repository
        assert corpus == repository / "corpus"


def test_elsewhere_the_corpus_of_the_installation_is_used_in_a_passing_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    monkeypatch.setattr(demo, "BUNDLED", bundled)
    with demo.demo_workspace(Workspace(tmp_path)) as (workspace, corpus):
        assert corpus == bundled
        assert workspace.root not in (tmp_path, bundled)
    assert not workspace.root.exists()
    bundled.rmdir()
    with pytest.raises(UsageError, match="manifest"), demo.demo_workspace(Workspace(tmp_path)):
        pass
