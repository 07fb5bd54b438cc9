"""Best times: per maze code and per size, each with its difficulty and number of keys.

One JSON file in the data folder. Knows nothing of how a time is measured or shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from maze3d.files import StorageError, set_aside, write_whole
from maze3d.mistakes import first_mistake

if TYPE_CHECKING:
    from pathlib import Path

MAX_RUNS = 2000
"""Best runs kept; beyond, those of the mazes left longest ago go first."""


class Run(BaseModel):
    """A finished run. What makes two runs comparable is all but `ticks`, `medal` and `date`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    code: str = Field(min_length=1, max_length=200)
    levels: int = Field(ge=1)
    rows: int = Field(ge=1)
    cols: int = Field(ge=1)
    difficulty: str = Field(min_length=1, max_length=40)
    keys: int = Field(ge=0, le=3)
    ticks: int = Field(ge=1)
    """Sixtieths of a second from the start to the exit."""
    medal: str = ""
    date: str = Field(max_length=40)
    """ISO 8601, UTC."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    version: Literal[1] = 1
    runs: list[Run] = Field(default_factory=list, max_length=MAX_RUNS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run meant for the best times."""

    new_best_code: bool
    """The first or fastest run of this code with these rules."""
    new_best_size: bool
    best_code_before: Run | None
    best_size_before: Run | None


class Records:
    """The best run of each code and of each size. `problem` says what was wrong with the file, or is "".

    A file that is `unread` and could not be renamed is not written over.
    """

    def __init__(self, path: Path, runs: list[Run], problem: str = "", *, unread: bool = False) -> None:
        self.path = path
        self._unread = unread
        self.problem = problem
        self._by_code: dict[tuple[str, str, int], Run] = {}
        self._by_size: dict[tuple[int, int, int, str, int], Run] = {}
        for run in runs:
            self._keep(run)

    @classmethod
    def load(cls, path: Path) -> Records:
        """Read the file; none is no records, and a damaged one is renamed aside and said in `problem`."""
        try:
            return cls(path, _File.model_validate_json(path.read_bytes()).runs)
        except (FileNotFoundError, NotADirectoryError):
            return cls(path, [])
        except OSError as problem:
            wrong = f"cannot be read ({problem.strerror})"
        except ValidationError as problem:
            wrong = first_mistake(problem)
        aside = set_aside(path)
        told = f"{path}: {wrong}; the file is kept as {aside.name}, best times start anew."
        return cls(path, [], told, unread=aside == path)

    def best(self, code: str, difficulty: str, keys: int) -> Run | None:
        """Return the fastest run of a maze code with these rules."""
        return self._by_code.get((code, difficulty, keys))

    def best_for_size(self, size: tuple[int, int, int], difficulty: str, keys: int) -> Run | None:
        """Return the fastest run of any maze of `size` (levels, rows, cols) with these rules."""
        return self._by_size.get((*size, difficulty, keys))

    def add(self, run: Run) -> Outcome:
        """Count a finished run and write the file when it is a new best.

        Raises StorageError when the file cannot be written; the run counts for this session all the same.
        """
        by_code = self.best(run.code, run.difficulty, run.keys)
        by_size = self.best_for_size((run.levels, run.rows, run.cols), run.difficulty, run.keys)
        outcome = Outcome(
            new_best_code=by_code is None or run.ticks < by_code.ticks,
            new_best_size=by_size is None or run.ticks < by_size.ticks,
            best_code_before=by_code,
            best_size_before=by_size,
        )
        if outcome.new_best_code or outcome.new_best_size:
            self._keep(run)
            self._write()
        return outcome

    def _keep(self, run: Run) -> None:
        code = (run.code, run.difficulty, run.keys)
        if code not in self._by_code or run.ticks < self._by_code[code].ticks:
            self._by_code.pop(code, None)  # moved to the end: the dict's order is from oldest to newest
            self._by_code[code] = run
        size = (run.levels, run.rows, run.cols, run.difficulty, run.keys)
        if size not in self._by_size or run.ticks < self._by_size[size].ticks:
            self._by_size.pop(size, None)
            self._by_size[size] = run
        while len(self._by_code) > MAX_RUNS // 2:
            del self._by_code[next(iter(self._by_code))]
        while len(self._by_size) > MAX_RUNS // 2:
            del self._by_size[next(iter(self._by_size))]

    def _write(self) -> None:
        if self._unread:
            raise StorageError(
                f"{self.path} cannot be written: what is there can be neither read nor renamed."
            )
        runs = dict.fromkeys([*self._by_size.values(), *self._by_code.values()])
        ordered = sorted(runs, key=lambda run: run.date)
        write_whole(self.path, _File(runs=ordered).model_dump_json(indent=1).encode())
