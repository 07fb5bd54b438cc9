"""The run that was left unfinished: its recording and what the title screen says of it.

One file: a line that names the format, a line of JSON about the run, then the recording's bytes
(`maze3d.sim.replay.Recording.to_bytes`). Knows nothing of what the recording says.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from maze3d.files import StorageError, set_aside, write_whole
from maze3d.maze.drawing import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

FIRST_LINE = b"maze3d-run 2\n"


class SavedRun(BaseModel):
    """What is known of a saved run without replaying it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    code: str = Field(min_length=1, max_length=200)
    difficulty: str
    keys: int = Field(ge=0, le=3)
    elapsed_ticks: int = Field(ge=0)
    date: str
    """ISO 8601, UTC: when it was left."""
    campaign: str = Field("", max_length=100)
    """The campaign it is played in, "" for none."""
    stage: str = Field("", max_length=100)
    drawing: str = Field("", max_length=MOST_BYTES)
    """The text of a drawn maze, "" for one that the code makes."""
    words: str = Field("", max_length=200)
    """What it is called on the title, where that is not told by the rest."""


class _About(SavedRun):
    sha256: str
    """Of all else: what is known of the run, and the recording."""


def store(path: Path, run: SavedRun, recording: bytes) -> None:
    """Keep a run, in place of the one kept before. Raises StorageError when it cannot be written."""
    about = _About(**run.model_dump(), sha256=_digest(run, recording))
    write_whole(path, FIRST_LINE + about.model_dump_json().encode() + b"\n" + recording)


def load(path: Path) -> tuple[SavedRun, bytes] | None:
    """Return the run that was kept and its recording, or None when there is none.

    Raises DamagedSaveError for a file that is damaged (it has been renamed aside) or cannot be read.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise DamagedSaveError(f"{path} cannot be read: {problem.strerror}.") from problem
    line, _newline, recording = content.removeprefix(FIRST_LINE).partition(b"\n")
    try:
        about = _About.model_validate_json(line)
    except ValidationError as problem:
        raise reject(path) from problem
    run = SavedRun(**about.model_dump(exclude={"sha256"}))
    if about.sha256 != _digest(run, recording) or not content.startswith(FIRST_LINE):
        raise reject(path)
    return run, recording


def reject(path: Path) -> DamagedSaveError:
    """Rename a save that cannot be gone on with aside and return the error to raise.

    For the caller too, when the recording itself turns out to be from another version of the rules.
    """
    aside = set_aside(path)
    return DamagedSaveError(f"{path}: the saved run is damaged; the file is kept as {aside.name}.")


def clear(path: Path) -> None:
    """Forget the saved run. Raises StorageError when its file cannot be removed."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as problem:
        raise StorageError(f"{path} cannot be removed: {problem.strerror}.") from problem


def _digest(run: SavedRun, recording: bytes) -> str:
    known = run.model_dump_json(exclude_defaults=True)  # so that runs saved before there were campaigns agree
    return hashlib.sha256(known.encode() + b"\n" + recording).hexdigest()


class DamagedSaveError(ValueError):
    """A saved run that cannot be gone on with: one sentence saying where it is kept."""
