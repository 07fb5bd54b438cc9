"""Draws the explored cells of a level, or of the part around a player, as a small picture. Pure numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.maze.grid import E, N, S, W

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CELLS = 17
"""Cells a side that are shown at most; a smaller maze is shown whole, and larger."""
FEWEST_CELLS = 5

_WIDE_PX = 170
_WALL_SHARE = 5
"""A wall takes one of so many pixels of a cell."""

_FLOOR = (96, 78, 60, 235)
_WALL = (232, 205, 160, 255)
_EXIT = (77, 235, 204, 255)


class Cut(NamedTuple):
    """Which part of a level is shown, and how large."""

    top: float
    """The row that begins at the picture's top, and the column at its left: whole or half."""
    left: float
    cells: int
    """How many fit, each way."""

    @property
    def cell_px(self) -> int:
        """From wall to wall; even, so that half a cell is whole pixels."""
        return _WIDE_PX // self.cells // 2 * 2

    @property
    def wall_px(self) -> int:
        """A wall's thickness."""
        return max(2, self.cell_px // _WALL_SHARE)

    @property
    def side_px(self) -> int:
        """The picture's side."""
        return self.cells * self.cell_px + self.wall_px


def cut_for(rows: int, cols: int, row: int, col: int) -> Cut:
    """Return what to show of `rows` x `cols` cells to a player at (row, col): all, or what is around."""
    cells = min(max(rows, cols, FEWEST_CELLS), MOST_CELLS)
    return Cut(_first(rows, row, cells), _first(cols, col, cells), cells)


def _first(count: int, at: int, cells: int) -> float:
    if count <= cells:
        return (count - cells) / 2
    return min(max(at - cells // 2, 0), count - cells)


def minimap_picture(
    passages: NDArray[np.uint8],
    explored: NDArray[np.bool_],
    cut: Cut,
    exit_at: tuple[int, int] | None = None,
) -> NDArray[np.uint8]:
    """Return `uint8[cut.side_px, cut.side_px, 4]` of one level's `[row, col]` arrays.

    Cells that were never seen are clear, and so are walls between two of them. The cost depends on
    `cut.cells` only.
    """
    cell_px, wall_px = cut.cell_px, cut.wall_px
    picture = np.zeros((cut.side_px, cut.side_px, 4), dtype=np.uint8)
    top, left = max(0, int(cut.top)), max(0, int(cut.left))
    part = explored[top : top + cut.cells, left : left + cut.cells]
    seen = [(top + r, left + c) for r, c in np.argwhere(part).tolist()]
    corners = [(int((r - cut.top) * cell_px), int((c - cut.left) * cell_px)) for r, c in seen]
    for at, (y, x) in zip(seen, corners, strict=True):
        floor = _EXIT if at == exit_at else _FLOOR
        picture[y : y + cell_px + wall_px, x : x + cell_px + wall_px] = floor
    for at, (y, x) in zip(seen, corners, strict=True):  # after all floors: they reach into their neighbours
        end_y, end_x = y + cell_px, x + cell_px
        open_to = int(passages[at])
        if not open_to & N:
            picture[y : y + wall_px, x : end_x + wall_px] = _WALL
        if not open_to & S:
            picture[end_y : end_y + wall_px, x : end_x + wall_px] = _WALL
        if not open_to & W:
            picture[y : end_y + wall_px, x : x + wall_px] = _WALL
        if not open_to & E:
            picture[y : end_y + wall_px, end_x : end_x + wall_px] = _WALL
    return picture
