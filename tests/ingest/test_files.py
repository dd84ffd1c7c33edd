from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest.files import SourceFile, check_paths, find_files, storable


def found(*paths: Path, ignore: tuple[str, ...] = (".*",), skip: Path = Path("/none")) -> list[SourceFile]:
    return list(find_files(paths, ignore=ignore, skip=skip, file_mib=1))


def keys(files: list[SourceFile], root: Path) -> list[str]:
    return [os.path.relpath(file.key, root) for file in files]


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def test_folders_are_walked_in_depth_and_by_name_each_file_once(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a/z.md", "a/y/x.md", "c.md", ".git/config", "a/.hidden")
    files = found(tmp_path, tmp_path / "a", tmp_path / "b.md")
    assert keys(files, tmp_path) == ["a/y/x.md", "a/z.md", "b.md", "c.md"]
    assert files[2].sha256 == hashlib.sha256(b"b.md").hexdigest()
    assert (files[2].size, files[2].name, files[2].obstacle) == (4, "b.md", "")


def test_what_is_given_by_name_is_never_ignored(tmp_path: Path) -> None:
    touch(tmp_path, "README.md", ".hidden", "x.md")
    assert keys(found(tmp_path, ignore=(".*", "README.md")), tmp_path) == ["x.md"]
    assert keys(found(tmp_path / "README.md", ignore=("README.md",)), tmp_path) == ["README.md"]


def test_the_folder_to_skip_is_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "indexes/x.md", "y.md")
    assert keys(found(tmp_path, skip=tmp_path / "indexes"), tmp_path) == ["y.md"]


def test_links_out_of_the_folder_are_obstacles_and_links_within_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.md", "in/d/b.md", "out/c.md")
    links = {"out.md": "../out/c.md", "in.md": "a.md", "outs": "../out", "ins": "d", "gone": "x"}
    for name, to in links.items():
        (tmp_path / "in" / name).symlink_to(to)
    files = found(tmp_path / "in")
    obstacles = {file.path.name: "link out" in file.obstacle for file in files}
    assert obstacles == {"a.md": False, "b.md": False, "gone": True, "out.md": True, "outs": True}
    assert all(file.remedy for file in files if file.obstacle)


def test_a_link_that_is_given_by_name_is_followed(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "folder/b.md")
    (tmp_path / "link.md").symlink_to("a.md")
    (tmp_path / "folders").symlink_to("folder")
    assert keys(found(tmp_path / "link.md", tmp_path / "folders"), tmp_path) == ["link.md", "folders/b.md"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    touch(tmp_path, "a/b.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    files = found(tmp_path / "a")
    assert [file.path.name for file in files if not file.obstacle] == ["b.md"]


def test_special_files_are_obstacles_and_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (file,) = found(tmp_path)
    assert (file.obstacle, file.sha256) == ("Not a regular file.", "")
    assert found(Path("/dev/null"))[0].obstacle == "Not a regular file."


def test_a_file_over_the_limit_is_not_hashed(tmp_path: Path) -> None:
    with (tmp_path / "big.md").open("wb") as file:
        file.truncate((1 << 20) + 1)
    (found_file,) = found(tmp_path)
    assert (found_file.sha256, found_file.size, found_file.obstacle) == ("", (1 << 20) + 1, "")


def test_names_of_any_bytes_become_text_that_can_be_stored(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (tmp_path / name).write_text("We will.")
    (file,) = found(tmp_path)
    assert file.path.read_text() == "We will."
    assert file.name == r"caf\xe9.md"
    file.key.encode()


def test_storable_leaves_unicode_as_it_is() -> None:
    assert storable("/tmp/Café 🌲") == "/tmp/Café 🌲"


def test_a_file_that_is_gone_since_it_was_listed_is_an_obstacle(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "b.md")
    walk = find_files([tmp_path], ignore=(), skip=Path("/none"), file_mib=1)
    next(walk)
    (tmp_path / "b.md").unlink()
    assert "cannot be read" in next(walk).obstacle


def test_the_first_missing_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    check_paths([tmp_path, tmp_path / "dangling"])
    with pytest.raises(UsageError, match="absent"):
        check_paths([tmp_path, tmp_path / "absent", tmp_path / "too"])
