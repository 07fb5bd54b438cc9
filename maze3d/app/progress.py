"""How far the player is in each campaign: stages finished, medals, best times, by the stages' ids.

One JSON file in the data folder, whole or not at all. What a campaign no longer has stays in it: it may come
back. Knows nothing of which stages there are or what opens them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from maze3d.files import StorageError, set_aside, write_whole
from maze3d.mistakes import first_mistake
from maze3d.sim.medals import MEDALS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_BYTES = 4 * 2**20
"""Of the file: some thousands of campaigns."""


class Done(BaseModel):
    """A stage that has been finished."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    ticks: int = Field(ge=1)
    """The best time in `maze`."""
    maze: str = Field(max_length=200)
    """The code of the maze it was done in: in another, the time says nothing."""
    medal: Literal["gold", "silver", "bronze", ""] = ""
    """The best that was won, whatever the stage has become since."""
    date: str = Field(max_length=40)
    """ISO 8601, UTC: of the best time."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    version: Literal[1] = 1
    chosen: str = Field("", max_length=100)
    """The campaign that was played last."""
    campaigns: dict[str, dict[str, Done]] = Field(default_factory=dict)


class Progress:
    """`problem` says what was wrong with the file, or is "".

    A file that is `unread` and could not be renamed is not written over.
    """

    def __init__(self, path: Path, file: _File, problem: str = "", *, unread: bool = False) -> None:
        self.path = path
        self.problem = problem
        self._file = file
        self._unread = unread

    @classmethod
    def load(cls, path: Path) -> Progress:
        """Read the file; a damaged one is kept aside, and nothing has been finished."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise ValueError(f"is larger than {MOST_BYTES // 2**20} MB")  # noqa: TRY301 - as damaged as others
            return cls(path, _File.model_validate_json(path.read_bytes()))
        except (FileNotFoundError, NotADirectoryError):
            return cls(path, _File())
        except OSError as problem:
            wrong = f"cannot be read ({problem.strerror})"
        except ValidationError as problem:
            wrong = first_mistake(problem)
        except ValueError as problem:
            wrong = str(problem)
        aside = set_aside(path)
        told = f"{path}: {wrong}; the file is kept as {aside.name}, campaigns start anew."
        return cls(path, _File(), told, unread=aside == path)

    @property
    def chosen(self) -> str:
        """The campaign that was played last, "" for none."""
        return self._file.chosen

    def done(self, campaign: str) -> Mapping[str, Done]:
        """Return what has been finished of a campaign, by the stages' ids."""
        return self._file.campaigns.get(campaign, {})

    def choose(self, campaign: str) -> None:
        """Remember a campaign as the one that is played. Raises StorageError, as `add` does."""
        if campaign != self._file.chosen:
            self._file.chosen = campaign
            self._write()

    def add(self, campaign: str, stage: str, run: Done) -> None:
        """Count a finished stage: the better time and the better medal stay.

        Raises StorageError when the file cannot be written; the stage counts for this session all the same.
        """
        stages = self._file.campaigns.setdefault(campaign, {})
        before = stages.get(stage)
        if before:
            if before.maze == run.maze and before.ticks <= run.ticks:
                run = before.model_copy(update={"medal": _better(before.medal, run.medal)})
            else:
                run = run.model_copy(update={"medal": _better(before.medal, run.medal)})
        self._file.chosen = campaign
        stages[stage] = run
        self._write()

    def _write(self) -> None:
        if self._unread:
            raise StorageError(
                f"{self.path} cannot be written: what is there can be neither read nor renamed."
            )
        write_whole(self.path, self._file.model_dump_json(indent=1).encode())


def _better(one: str, other: str) -> str:
    """Return the better of two medals, "" being none."""
    return min((one, other), key=lambda medal: MEDALS.index(medal) if medal else len(MEDALS))
