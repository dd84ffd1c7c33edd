from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.index import files
from pipeline.index.files import sha256_of, write_atomically


def test_what_is_written_is_read_back_under_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "new" / "cache.bin"
    digest = write_atomically(path, b"vectors")
    assert path.read_bytes() == b"vectors"
    assert digest == sha256_of(path) == hashlib.sha256(b"vectors").hexdigest()


def test_a_missing_file_has_no_checksum(tmp_path: Path) -> None:
    assert sha256_of(tmp_path / "absent") is None


def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cache.bin"
    write_atomically(path, b"old")

    def full_disk(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
