"""Files of the player: written whole or not at all, and kept aside when damaged, never overwritten."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


class StorageError(OSError):
    """A file could not be written: one sentence with the reason."""


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, making its folder; a reader sees the old file or the new one, never a part.

    Raises StorageError, and leaves the old file as it was, when the folder or the disk does not allow it.
    """
    try:
        _write(path, content)
    except OSError as problem:
        raise StorageError(f"{path} cannot be written: {problem.strerror or problem}.") from problem


def set_aside(path: Path) -> Path:
    """Rename a damaged file to the first free `NAME.broken-N.SUFFIX` beside it and return the new path.

    Where the folder allows no renaming the file stays, and its own path is returned.
    """
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError:
        return path
    return aside


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_usual_mode())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _usual_mode() -> int:
    """Return the mode a new file gets here; mkstemp's own keeps what is to be shared from others."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
