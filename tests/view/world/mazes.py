"""Small mazes for the view's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.grid import OPPOSITE, STEPS, E, Maze, S

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell


def opened(rows: int, cols: int, *passages: tuple[int, int, int]) -> Maze:
    """Return a maze with these passages, each (row, col, side) opened from both sides."""
    cells = np.zeros((1, rows, cols), np.uint8)
    for row, col, side in passages:
        _, down, right = STEPS[side]
        cells[0, row, col] |= side
        cells[0, row + down, col + right] |= OPPOSITE[side]
    return Maze(cells, (0, 0, 0), (0, rows - 1, cols - 1))


def wild(rows: int, cols: int, seed: int, *, share: float = 0.5, exit_cell: Cell | None = None) -> Maze:
    """Return a maze with passages opened at random."""
    rng = np.random.default_rng(seed)
    passages = [
        (row, col, side)
        for row in range(rows)
        for col in range(cols)
        for side in (E, S)
        if ((side == E and col + 1 < cols) or (side == S and row + 1 < rows)) and rng.random() < share
    ]
    maze = opened(rows, cols, *passages)
    return Maze(maze.passages, (0, 0, 0), exit_cell or (0, rows - 1, cols - 1))
