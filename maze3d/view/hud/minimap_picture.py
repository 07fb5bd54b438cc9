"""Draws the explored cells around a player as a small picture. Pure numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.grid import E, N, S, W

if TYPE_CHECKING:
    from numpy.typing import NDArray

REACH = 8
"""Cells shown to each side of the player's."""
CELL_PX = 10
WALL_PX = 2
SIDE_PX = (2 * REACH + 1) * CELL_PX + WALL_PX

_FLOOR = (96, 78, 60, 235)
_WALL = (232, 205, 160, 255)
_EXIT = (77, 235, 204, 255)


def minimap_picture(
    passages: NDArray[np.uint8],
    explored: NDArray[np.bool_],
    row: int,
    col: int,
    exit_at: tuple[int, int] | None = None,
) -> NDArray[np.uint8]:
    """Return `uint8[SIDE_PX, SIDE_PX, 4]` of one level's `[row, col]` arrays with (row, col) in the middle.

    Cells that were never seen are clear, and so are walls between two of them. The cost depends on
    REACH only.
    """
    picture = np.zeros((SIDE_PX, SIDE_PX, 4), dtype=np.uint8)
    rows, cols = passages.shape
    top, left = max(0, row - REACH), max(0, col - REACH)
    bottom, right = min(rows, row + REACH + 1), min(cols, col + REACH + 1)
    seen = [(top + r, left + c) for r, c in np.argwhere(explored[top:bottom, left:right]).tolist()]
    corners = [((r - row + REACH) * CELL_PX, (c - col + REACH) * CELL_PX) for r, c in seen]
    for at, (y, x) in zip(seen, corners, strict=True):
        floor = _EXIT if at == exit_at else _FLOOR
        picture[y : y + CELL_PX + WALL_PX, x : x + CELL_PX + WALL_PX] = floor
    for at, (y, x) in zip(seen, corners, strict=True):  # after all floors: they reach into their neighbours
        end_y, end_x = y + CELL_PX, x + CELL_PX
        open_to = int(passages[at])
        if not open_to & N:
            picture[y : y + WALL_PX, x : end_x + WALL_PX] = _WALL
        if not open_to & S:
            picture[end_y : end_y + WALL_PX, x : end_x + WALL_PX] = _WALL
        if not open_to & W:
            picture[y : end_y + WALL_PX, x : x + WALL_PX] = _WALL
        if not open_to & E:
            picture[y : end_y + WALL_PX, end_x : end_x + WALL_PX] = _WALL
    return picture
