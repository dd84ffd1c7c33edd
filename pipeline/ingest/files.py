"""Which files a run is about: folders walked in order, each file known by its path and its content's hash."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pipeline.errors import UsageError

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest: ``key`` is its absolute path as text that can be stored, whatever its bytes.

    ``sha256`` is empty when the content was not looked at: larger than the limit, or ``obstacle`` (what
    keeps the file from being read) and ``remedy`` are set.
    """

    path: Path
    key: str
    sha256: str = ""
    size: int = 0
    obstacle: str = ""
    remedy: str = ""

    @property
    def name(self) -> str:
        """The file name, as text that can be stored."""
        return storable(self.path.name)


def check_paths(paths: Sequence[Path]) -> None:
    """UsageError naming the first path that does not exist."""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: no such file or folder. Check the spelling; nothing was ingested.")


def find_files(
    paths: Sequence[Path], *, ignore: Sequence[str], skip: Path, file_mib: int
) -> Iterator[SourceFile]:
    """Every file of ``paths``, folders in depth and by name, each path once, with its content's hash.

    ``ignore`` are globs on the names of files and folders found in a folder; a path that is given itself
    is never ignored. The folder ``skip`` is left out. Links within a folder are not followed: what they
    point to inside is found by its own name, what they point to outside is reported as an obstacle.
    """
    seen: set[str] = set()
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would follow links
        found = _walk(path, path, ignore, skip.resolve()) if path.is_dir() else iter([path])
        for file in found:
            key = storable(str(file))
            if key not in seen:
                seen.add(key)
                yield _identify(file, key, root=path, limit=file_mib * MIB)


def storable(text: str) -> str:
    r"""A path as valid Unicode: bytes that are no UTF-8 are written \xNN."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(folder: Path, root: Path, ignore: Sequence[str], skip: Path) -> Iterator[Path]:
    if folder.resolve() == skip:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield folder  # reported as a file that cannot be read
        return
    for entry in entries:
        path = folder / entry.name
        if any(fnmatch(entry.name, glob) for glob in ignore):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root, ignore, skip)
        elif not entry.is_symlink() or not _leads_inside(path, root):
            yield path


def _leads_inside(link: Path, root: Path) -> bool:
    return link.exists() and link.resolve().is_relative_to(root.resolve())


def _identify(path: Path, key: str, *, root: Path, limit: int) -> SourceFile:
    if path != root and path.is_symlink():
        obstacle = "A link out of the folder, which is not followed."
        return SourceFile(path, key, obstacle=obstacle, remedy="Ingest what it points to by its own path.")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return SourceFile(path, key, obstacle="Not a regular file.", remedy="Save its content as a file.")
        if status.st_size > limit:
            return SourceFile(path, key, size=status.st_size)
        with path.open("rb") as file:
            return SourceFile(path, key, hashlib.file_digest(file, "sha256").hexdigest(), status.st_size)
    except OSError as exc:
        remedy = "Check that it exists and that you may read it."
        return SourceFile(path, key, obstacle=f"It cannot be read: {exc.strerror}.", remedy=remedy)
