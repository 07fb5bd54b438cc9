"""A pack that is a folder, as modders have it while they work."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from maze3d.pack.finding import Finding, PackError
from maze3d.pack.limits import MOST_FILES
from maze3d.pack.names import MOST_DEPTH
from maze3d.pack.source import admitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Folder:
    """The files below `path` (see source.Source). Hidden ones are left alone: they are an editor's, or git's.

    Raises PackError when it cannot be listed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        links: list[Finding] = []
        try:
            self.files, found = admitted(_walked(path, links))
        except OSError as problem:
            raise PackError("unreadable", f"cannot be read: {problem.strerror or problem}") from problem
        self.findings = tuple(sorted([*found, *links]))

    def read(self, file: str) -> bytes:
        """Return the bytes of a file, as long as it is what was listed: it may have grown since."""
        limit = self.files[file]
        try:
            with open(self.path / file, "rb", opener=_opened) as opened:
                if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                    raise PackError("link", "is no plain file any more", file)
                data = opened.read(limit + 1)
        except OSError as problem:
            raise PackError("unreadable", f"cannot be read: {problem.strerror or problem}", file) from problem
        if len(data) != limit:
            raise PackError("changed", "changes while it is read", file)
        return data

    def stamp(self, file: str) -> tuple[int, int, int] | None:
        """Return size, time and number of a file, None for one that is gone."""
        try:
            status = (self.path / file).lstat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns, status.st_ino

    def close(self) -> None:
        """Nothing is kept open."""


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_LINK)


def _walked(top: Path, links: list[Finding]) -> Iterator[tuple[str, int]]:
    """Yield path and size of each plain file; put what is none into `links`."""
    waiting = [("", 0)]
    seen = 0
    while waiting:
        folder, depth = waiting.pop()
        with os.scandir(top / folder) as entries:
            inside = sorted(
                (entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name
            )
        for entry in inside:
            seen += 1
            if seen > 2 * MOST_FILES:  # folders count as well: there may be nothing else
                raise PackError("too-many-files", f"has more than {MOST_FILES:,} files")
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink() or getattr(entry, "is_junction", bool)():
                links.append(Finding(path, 0, 0, "link", "is a link: a pack holds its files themselves"))
            elif entry.is_dir(follow_symlinks=False):
                if depth >= MOST_DEPTH:
                    links.append(Finding(path, 0, 0, "bad-path", f"is more than {MOST_DEPTH} folders deep"))
                else:
                    waiting.append((path, depth + 1))
            elif entry.is_file(follow_symlinks=False):
                yield path, entry.stat(follow_symlinks=False).st_size
            else:
                links.append(Finding(path, 0, 0, "link", "is no plain file"))
