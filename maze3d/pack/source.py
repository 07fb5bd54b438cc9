"""The files of a pack, whether it is a folder or a zip: their names, and their bytes up to a limit.

Owns what is opened and what is not; a file that fails here is in `findings` and nowhere else. Knows nothing
of what is in a file. The two kinds are folder.py and archive.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from maze3d.pack.finding import Finding, PackError
from maze3d.pack.kinds import why_refused
from maze3d.pack.limits import MB, MOST_BYTES, MOST_FILE_BYTES, MOST_FILES
from maze3d.pack.names import same_file, why_not

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from pathlib import Path


class Source(Protocol):
    """An open pack."""

    path: Path

    @property
    def files(self) -> Mapping[str, int]:
        """The size of each file that may be read, by its path; / between the parts."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why the others may not."""

    def read(self, file: str) -> bytes:
        """Return the bytes of one of `files`. Raises PackError when they cannot be had."""

    def stamp(self, file: str) -> Hashable:
        """Return what is different once one of `files` has been saved, None when that cannot be told."""

    def close(self) -> None:
        """Let go of it."""


def admitted(entries: Iterable[tuple[str, int]]) -> tuple[dict[str, int], list[Finding]]:
    """Return which files (path, bytes) may be read, and why the others may not.

    Raises PackError when there are too many, or they are too much together.
    """
    files: dict[str, int] = {}
    found: list[Finding] = []
    taken: dict[str, str] = {}
    whole = 0
    for number, (path, size) in enumerate(entries, 1):
        whole += size
        if number > MOST_FILES:
            raise PackError("too-many-files", f"has more than {MOST_FILES:,} files")
        if whole > MOST_BYTES:
            raise PackError("too-large", f"is larger than {MOST_BYTES // MB} MB")
        other = taken.setdefault(same_file(path), path)
        if reason := why_not(path):
            found.append(_finding(shown(path), "bad-path", f"its path {reason}"))
        elif path in files:
            found.append(_finding(path, "twice", "is there twice"))
        elif other != path:
            found.append(_finding(path, "twice", f'is the same file as "{other}" on some systems'))
        elif reason := why_refused(path):
            found.append(_finding(path, "refused", reason))
        elif size > MOST_FILE_BYTES:
            found.append(_finding(path, "too-large", f"is larger than {MOST_FILE_BYTES // MB} MB"))
        else:
            files[path] = size
    return files, found


def _finding(path: str, code: str, message: str) -> Finding:
    return Finding(path, 0, 0, code, message)


def shown(path: str) -> str:
    """Return a path as it can be printed: short, and no control character as it is."""
    return path[:100].encode("unicode_escape").decode()
