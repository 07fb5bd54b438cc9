"""The recipe: all that decides a maze. The same recipe gives the same maze everywhere.

Owns the table of generators and the checks on what is asked for.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.maze.braid import braid as opened
from maze3d.maze.carve.division import division
from maze3d.maze.carve.rows import binary_tree, sidewinder
from maze3d.maze.carve.spanning import kruskal, prim
from maze3d.maze.carve.walks import backtracker, growing_tree
from maze3d.maze.carve.wilson import LONGEST_SIDE, wilson
from maze3d.maze.grid import Mask, Maze, MazeError
from maze3d.maze.lattice import check_size, lattice, quiet
from maze3d.maze.randomness import MAX_SEED
from maze3d.maze.solve import farthest_pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.maze.grid import Cell, Passages
    from maze3d.maze.lattice import Lattice, Report

GENERATORS: dict[str, Callable[..., Passages]] = {
    "backtracker": backtracker,
    "wilson": wilson,
    "kruskal": kruskal,
    "growing_tree": growing_tree,
    "binary_tree": binary_tree,
    "division": division,
    "prim": prim,
    "sidewinder": sidewinder,
}
"""Name -> function(lattice, seed, report) that opens a spanning tree; growing_tree also takes `newest`.

A code stores a generator's place in this table: add new ones at its end.
"""

DEFAULT_NEWEST = 0.5


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a maze is made from. `braid` and `newest` (0 to 1) are kept in whole percent.

    `newest` matters to growing_tree alone; elsewhere it is kept at its default, so that equal mazes have
    equal recipes. Raises MazeError when there can be no such maze.
    """

    generator: str
    rows: int
    cols: int
    levels: int = 1
    seed: int = 0
    braid: float = 0.0
    newest: float = DEFAULT_NEWEST

    def __post_init__(self) -> None:
        if self.generator not in GENERATORS:
            near = difflib.get_close_matches(self.generator, GENERATORS, n=1, cutoff=0.5)
            meant = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(GENERATORS)}."
            raise MazeError(f'There is no generator "{self.generator}": {meant}')
        check_size(self.levels, self.rows, self.cols)
        longest = max(self.levels, self.rows, self.cols)
        if self.generator == "wilson" and longest > LONGEST_SIDE:
            raise MazeError(
                f"wilson would walk for minutes along {longest:,} cells: "
                f"its longest side is {LONGEST_SIDE:,}, and kruskal makes much the same at any size."
            )
        if not 0 <= self.seed <= MAX_SEED:
            nearest = 0 if self.seed < 0 else MAX_SEED
            raise MazeError(f"Seed {self.seed} is out of range: the nearest one possible is {nearest}.")
        for name in ("braid", "newest"):
            value = getattr(self, name)
            if not 0 <= value <= 1:  # not a number fails this too
                nearest = 1 if value > 1 else 0
                raise MazeError(f"{name} is {value}, but goes from 0 to 1: the nearest is {nearest}.")
            object.__setattr__(self, name, round(value * 100) / 100)
        if self.generator != "growing_tree":
            object.__setattr__(self, "newest", DEFAULT_NEWEST)

    def make(self, progress: Report | None = None) -> Maze:
        """Make the maze; `progress` is told a fraction 0 to 1 now and then, and may raise to cancel."""
        return make(self, progress)


def size_from(words: str) -> tuple[int, int] | None:
    """Return the rows and columns of words such as "20x30", None for others."""
    found = re.fullmatch(r"(\d{1,9})[xX](\d{1,9})", words.strip())
    return (int(found[1]), int(found[2])) if found else None


def generate(
    name: str,
    rows: int,
    cols: int,
    *,
    levels: int = 1,
    seed: int,
    mask: Mask | None = None,
    progress: Report | None = None,
    braid: float = 0.0,
    newest: float = DEFAULT_NEWEST,
) -> Maze:
    """Make a maze: generator `name`, size, and a seed 0 to 2^64 - 1 that decides every passage.

    `braid` (0 to 1) is the share of dead ends to open. `newest` (0 to 1) is growing_tree's slider from
    random to newest. `mask` (bool[level, row, col], or [row, col] for one level) says which cells exist; a
    masked maze has no code. `progress` is told a fraction 0 to 1 now and then and may raise to cancel.
    Raises MazeError when there can be no such maze.
    """
    return make(Recipe(name, rows, cols, levels, seed, braid, newest), progress, mask)


def make(recipe: Recipe, progress: Report | None = None, mask: Mask | None = None) -> Maze:
    """Make the maze of a recipe, cut to `mask` if there is one. Raises MazeError as `generate` does."""
    from maze3d.maze.codes import encode  # noqa: PLC0415 - codes are made of recipes

    report = progress or quiet
    report(0.0)
    board = lattice(recipe.levels, recipe.rows, recipe.cols, mask)
    extra = {"newest": recipe.newest} if recipe.generator == "growing_tree" else {}
    carve = GENERATORS[recipe.generator]
    passages = carve(board, recipe.seed, lambda share: report(0.6 * share), **extra)
    percent = round(recipe.braid * 100)
    if percent:
        passages = opened(passages, board, percent, recipe.seed, lambda share: report(0.6 + 0.2 * share))
    start, goal = ends(passages, board, lambda share: report(0.8 + 0.2 * share))
    passages.flags.writeable = False
    code = encode(recipe) if board.mask is None else ""
    report(1.0)
    return Maze(passages, start, goal, code, board.mask)


def ends(passages: Passages, board: Lattice, report: Report) -> tuple[Cell, Cell]:
    """Return start and exit: the farthest pair, or the only cell twice."""
    if board.count == 1:
        level, rest = divmod(board.first, board.shape[1] * board.shape[2])
        row, col = divmod(rest, board.shape[2])
        return (level, row, col), (level, row, col)
    pair = farthest_pair(passages, report)
    return pair.a, pair.b
