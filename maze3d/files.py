"""Files that are the user's: written whole or not at all, kept aside when damaged, never overwritten."""

from __future__ import annotations

import contextlib
import os
import secrets
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class StorageError(OSError):
    """A file could not be written: one sentence with the reason."""


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write `content` to `path`, making its folder; a reader sees the old file or the new one, never a part.

    A `private` file can be read by its owner alone (where the system knows such modes).
    Raises StorageError, and leaves the old file as it was, when the folder or the disk does not allow it.
    """
    try:
        _write(path, content, 0o600 if private else 0o666)
    except OSError as problem:
        raise StorageError(f"{path} cannot be written: {problem.strerror or problem}.") from problem


def set_aside(path: Path) -> Path:
    """Rename a damaged file to the first free `NAME.broken-N.SUFFIX` beside it and return the new path.

    Where the folder allows no renaming the file stays, and its own path is returned.
    """
    number = 1
    try:
        while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
            number += 1
        path.rename(aside)
    except OSError:
        return path
    return aside


def _write(path: Path, content: bytes, mode: int) -> None:
    if path.exists() and not path.is_file():  # a device or a pipe must stay one; a folder refuses
        path.write_bytes(content)
        return
    if path.is_symlink():  # what it points to is the player's file: the link stays
        path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not tempfile's: its mode keeps from others what is to be shared, and no thread may look up the usual.
    # No Path: in Python 3.11 those hand each name to sys.intern, and the table of those is made anew, a
    # megabyte larger, when enough of them have come and gone. A host writes its match down for weeks.
    scratch = f"{path.parent}{os.sep}.{path.name}-{secrets.token_hex(8)}"
    try:
        with open(scratch, "xb", opener=partial(os.open, mode=mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(scratch)  # noqa: PTH108
        raise
