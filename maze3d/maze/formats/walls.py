"""Where a level's walls stand: what every drawn format begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.grid import E, S
from maze3d.maze.solve import shortest_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze


def walls(maze: Maze, level: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return walls along the rows, bool[rows + 1, cols], and along the columns, bool[rows, cols + 1].

    Entry (r, c) of the first is the north side of cell (r, c), of the second its west side. Nothing stands
    between two cells that do not exist.
    """
    passages = maze.passages[level]
    there = np.zeros((maze.rows + 2, maze.cols + 2), dtype=np.bool_)
    there[1:-1, 1:-1] = True if maze.mask is None else maze.mask[level]
    across = there[:-1, 1:-1] | there[1:, 1:-1]
    along = there[1:-1, :-1] | there[1:-1, 1:]
    across[1:-1] &= (passages[:-1] & S) == 0
    along[:, 1:-1] &= (passages[:, :-1] & E) == 0
    return across, along


def way_out(maze: Maze) -> list[Cell]:
    """Return the shortest path from start to exit."""
    return shortest_path(maze.passages, maze.start, maze.exit)
