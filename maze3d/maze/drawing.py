"""The drawing: a maze that somebody drew by hand, with the words that go with it.

Owns what a drawing has to be, and the name that stands in for a code: equal for equal mazes, whatever they
are called. How one is written lies in formats/drawn_text.py and formats/drawn_json.py.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.codes import encode
from maze3d.maze.grid import E, Maze, MazeError, N, S, W
from maze3d.maze.solve import distances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maze3d.maze.grid import Cell, Passages
    from maze3d.maze.lattice import Report
    from maze3d.maze.recipe import Recipe

MOST_BYTES = 128 * 1024
"""Of a file. A hundred rows of a hundred cells take 80 KB."""

LEAST_SIDE, MOST_SIDE, MOST_LEVELS = 2, 100, 8
MOST_KEYS = 3
TITLE_LENGTH, AUTHOR_LENGTH, ABOUT_LENGTH = 60, 60, 240
LEAST_PAR_S, MOST_PAR_S = 1, 24 * 3600

LETTERS = {"start": "S", "exit": "X"}
_SIDES = N | E | S | W
_PREFIX = "own-"


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong with a drawing, and where: `line` and `column` count from 1, 0 for none."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    """What was probably meant."""

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}: " if self.line else ""
        asked = f"; did you mean {self.hint}?" if self.hint else ""
        return f"{place}{self.code} {self.message}{asked}"

    def at(self, file: str) -> str:
        """Return it as compilers tell: `file:line:column: what`, or `file: what` for all of it."""
        return f"{file}:{self}" if self.line else f"{file}: {self}"


class DrawingError(MazeError):
    """A drawing that is no maze. `mistakes` are all that were found; as a sentence it is the first."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        more = f" ({len(self.mistakes)} mistakes in all)" if len(self.mistakes) > 1 else ""
        super().__init__(f"{self.mistakes[0]}{more}")

    def in_file(self, file: str) -> str:
        """Return all mistakes, a line each, as `Mistake.at` has them."""
        return "\n".join(mistake.at(file) for mistake in self.mistakes)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A drawn maze. `maze` has a code that names it, its keys and, when some are drawn, its torches.

    It stands where a Recipe can: `make` gives the maze.
    """

    maze: Maze
    title: str
    author: str = ""
    about: str = ""
    par_s: int = 0
    """A good time from start to exit, 0 for none."""
    maker: str = ""
    """The generator that no code knows, "" when it was drawn by hand. Not written to files."""

    @property
    def generator(self) -> str:
        """What made it."""
        return self.maker or "drawn"

    @property
    def levels(self) -> int:
        """How many floors lie above each other."""
        return self.maze.levels

    @property
    def rows(self) -> int:
        """Cells from north to south."""
        return self.maze.rows

    @property
    def cols(self) -> int:
        """Cells from west to east."""
        return self.maze.cols

    @property
    def keys(self) -> tuple[Cell, ...]:
        """Where keys lie, in the order of their numbers."""
        return self.maze.keys or ()

    @property
    def torches(self) -> tuple[Cell, ...]:
        """The cells with a torch; none leaves it to the game where they hang."""
        return self.maze.torches or ()

    def make(self, progress: Report | None = None) -> Maze:
        """Return the maze."""
        del progress  # it is there
        return self.maze


@dataclass(slots=True)
class Marks:
    """What is marked in a drawing, so far. `keys` are in the order of their numbers."""

    starts: list[Cell] = field(default_factory=list)
    exits: list[Cell] = field(default_factory=list)
    keys: list[Cell] = field(default_factory=list)
    torches: list[Cell] = field(default_factory=list)


def is_drawn(code: str) -> bool:
    """Tell whether a code names a drawn maze, which no code makes."""
    return code.startswith(_PREFIX)


def code_of(source: Recipe | Drawing) -> str:
    """Return the code that names a maze which may not be made yet."""
    return source.maze.code if isinstance(source, Drawing) else encode(source)


def named(maze: Maze) -> Maze:
    """Return the maze with the code that names it."""
    cells = [*maze.passages.shape, *maze.start, *maze.exit, len(maze.keys or ())]
    for cell in (*(maze.keys or ()), *(maze.torches or ())):
        cells += cell
    digest = hashlib.sha256(struct.pack(f"<{len(cells)}I", *cells) + maze.passages.tobytes()).hexdigest()
    return replace(maze, code=_PREFIX + digest[:20])


def assembled(
    passages: Passages,
    marks: Marks,
    gaps: Iterable[Cell],
    place_of: Callable[[Cell], tuple[int, int]],
) -> tuple[Maze | None, list[Mistake]]:
    """Return the maze of symmetric `passages` with what is marked in it, or None, and what is wrong with it.

    Cells that nobody can come to from the start are not there. `gaps` are the cells that are open towards the
    outside; `place_of` gives the line and column where a cell is drawn.
    """
    mistakes = list(_one_of_each(marks, place_of))
    if not marks.starts:
        return None, mistakes
    start = marks.starts[0]
    reached = distances(passages, start) >= 0
    wrong = [("open", "the wall round the maze has a gap here", cell) for cell in gaps if reached[cell]]
    wanted = [(f"nobody can come to key {number}", cell) for number, cell in enumerate(marks.keys, 1)]
    wanted += [("nobody can come from the start to the exit", cell) for cell in marks.exits]
    wanted += [("nobody would see this torch", cell) for cell in marks.torches]
    wrong += [("unreachable", message, cell) for message, cell in wanted if not reached[cell]]
    bare = [cell for cell in marks.torches if int(passages[cell]) & _SIDES == _SIDES]
    wrong += [("no-wall", "a torch needs a wall beside its cell", cell) for cell in bare]
    mistakes += [Mistake(*place_of(cell), code, message) for code, message, cell in wrong]
    if mistakes:
        return None, mistakes
    left = np.where(reached, passages, 0).astype(np.uint8)
    left.flags.writeable = reached.flags.writeable = False
    mask = None if reached.all() else reached
    keys, torches = tuple(marks.keys), tuple(sorted(marks.torches)) or None
    return named(Maze(left, start, marks.exits[0], "", mask, keys, torches)), []


def _one_of_each(marks: Marks, place_of: Callable[[Cell], tuple[int, int]]) -> Iterable[Mistake]:
    """Yield what is wrong with the number of starts and exits."""
    for what, cells in (("start", marks.starts), ("exit", marks.exits)):
        if not cells:
            message = f"there is no {what}: mark its cell with {LETTERS[what]}"
            yield Mistake(0, 0, f"no-{what}", message)
        for cell in cells[1:]:
            yield Mistake(*place_of(cell), f"two-{what}s", f"a second {what}: there can be one")


def size_mistake(levels: int, rows: int, cols: int) -> str:
    """Return why a maze of this size is none to draw, or ""."""
    if levels > MOST_LEVELS:
        return f"{levels} levels, expected at most {MOST_LEVELS}"
    if min(rows, cols) < LEAST_SIDE or max(rows, cols) > MOST_SIDE:
        return f"{rows} rows of {cols} cells, expected {LEAST_SIDE} to {MOST_SIDE} of both"
    return ""
