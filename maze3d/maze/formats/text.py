"""A maze as text, in box drawing characters or plain ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.formats.walls import walls, way_out
from maze3d.maze.grid import DOWN, UP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.maze.grid import Cell, Maze

_WIDTH = 4
"""Characters from one column's wall to the next's."""

_BOX = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
_ASCII = " |-+||++-+-+++++"
"""A wall's corner by its arms: 1 up, 2 right, 4 down, 8 left."""


def text(maze: Maze, *, solution: bool = False, ascii_only: bool = False) -> str:
    """Return the maze drawn in lines: S is the start, X the exit, a dotted line the way between.

    Levels follow each other from the lowest up; ^ leads up, v down and % both ways.
    """
    path = way_out(maze) if solution else []
    drawn = [_level(maze, level, path, ascii_only=ascii_only) for level in range(maze.levels)]
    if maze.levels == 1:
        return drawn[0]
    return "\n".join(f"level {level}\n{lines}" for level, lines in enumerate(drawn))


def _level(maze: Maze, level: int, path: list[Cell], *, ascii_only: bool) -> str:
    across, along = walls(maze, level)
    corners = np.array(list(_ASCII if ascii_only else _BOX))
    dot = "." if ascii_only else "·"
    rows, cols = maze.rows, maze.cols
    page = np.full((2 * rows + 1, _WIDTH * cols + 1), " ")
    page[::2, ::_WIDTH] = corners[_arms(across, along)]
    for place in range(1, _WIDTH):
        page[::2, place::_WIDTH] = np.where(across, corners[10], " ")
    page[1::2, ::_WIDTH] = np.where(along, corners[5], " ")
    marks = page[1::2, 2::_WIDTH]
    bits = maze.passages[level]
    up, down = (bits & UP) != 0, (bits & DOWN) != 0
    marks[up], marks[down], marks[up & down] = "^", "v", "%"
    before = None
    for at in path:
        if at[0] == level and before is not None and before[0] == level:
            # Two marks fill the way between neighbours; the cells' own marks come after.
            y, x = at[1] + before[1] + 1, (at[2] + before[2] + 1) * _WIDTH // 2
            page[y, x] = dot
        if at[0] == level and marks[at[1], at[2]] == " ":
            marks[at[1], at[2]] = dot
        before = at
    for cell, mark in ((maze.start, "S"), (maze.exit, "X")):
        if cell[0] == level:
            marks[cell[1], cell[2]] = mark
    lines = page.view(f"<U{page.shape[1]}").ravel().tolist()
    return "".join(line.rstrip() + "\n" for line in lines)


def _arms(across: NDArray[np.bool_], along: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the arms of each corner, uint8[rows + 1, cols + 1]."""
    arms = np.zeros((across.shape[0], along.shape[1]), dtype=np.uint8)
    arms[1:] |= along * np.uint8(1)
    arms[:, :-1] |= across * np.uint8(2)
    arms[:-1] |= along * np.uint8(4)
    arms[:, 1:] |= across * np.uint8(8)
    return arms
