"""Draws the explored cells of a level, or of the part around a player, as a small picture. Pure numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.maze.grid import DOWN, UP, E, N, S, W
from maze3d.view.palette import SIGNS, colour_of
from maze3d.view.world.regions import signs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CELLS = 17
"""Cells a side that are shown at most; a smaller maze is shown whole, and larger."""
FEWEST_CELLS = 5

_WIDE_PX = 170
_WALL_SHARE = 5
"""A wall takes one of so many pixels of a cell."""

_FLOOR_ALPHA = 235
_TINT = 0.16
"""How much of a region's colour its floor takes on."""


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


def _colour(name: str) -> tuple[int, ...]:
    return (*(round(255 * part) for part in colour_of("minimap", name)), 255)


def _floors() -> list[tuple[int, ...]]:
    """Return the floor's colour under each sign."""
    floor = colour_of("minimap", "floor")
    return [
        (
            *(round(255 * ((1 - _TINT) * own + _TINT * part)) for own, part in zip(floor, dye, strict=True)),
            _FLOOR_ALPHA,
        )
        for _name, dye in SIGNS
    ]


def minimap_picture(
    passages: NDArray[np.uint8],
    explored: NDArray[np.bool_],
    cut: Cut,
    exit_at: tuple[int, int] | None = None,
    salt: int = 0,
) -> NDArray[np.uint8]:
    """Return `uint8[cut.side_px, cut.side_px, 4]` of one level's `[row, col]` arrays.

    `salt`: the maze's, of which its regions are made.
    Cells that were never seen are clear, and so are walls between two of them. The cost depends on
    `cut.cells` only.
    """
    cell_px, wall_px = cut.cell_px, cut.wall_px
    wall, exit_floor, ladder, floors = _colour("wall"), _colour("exit"), _colour("ladder"), _floors()
    picture = np.zeros((cut.side_px, cut.side_px, 4), dtype=np.uint8)
    top, left = max(0, int(cut.top)), max(0, int(cut.left))
    part = explored[top : top + cut.cells, left : left + cut.cells]
    seen = [(top + r, left + c) for r, c in np.argwhere(part).tolist()]
    corners = [(int((r - cut.top) * cell_px), int((c - cut.left) * cell_px)) for r, c in seen]
    signs = signs_of(range(top, top + cut.cells), range(left, left + cut.cells), salt)
    for at, (y, x) in zip(seen, corners, strict=True):
        floor = exit_floor if at == exit_at else floors[signs[at[0] - top, at[1] - left]]
        picture[y : y + cell_px + wall_px, x : x + cell_px + wall_px] = floor
    for at, (y, x) in zip(seen, corners, strict=True):  # after all floors: they reach into their neighbours
        end_y, end_x = y + cell_px, x + cell_px
        open_to = int(passages[at])
        if not open_to & N:
            picture[y : y + wall_px, x : end_x + wall_px] = wall
        if not open_to & S:
            picture[end_y : end_y + wall_px, x : end_x + wall_px] = wall
        if not open_to & W:
            picture[y : end_y + wall_px, x : x + wall_px] = wall
        if not open_to & E:
            picture[y : end_y + wall_px, end_x : end_x + wall_px] = wall
        for side, at_share in ((UP, 0.32), (DOWN, 0.68)):
            if open_to & side:
                middle_y = 0.5 if not open_to & (UP ^ DOWN ^ side) else at_share
                _arrow(
                    picture,
                    (y + wall_px // 2, x + wall_px // 2),
                    cell_px,
                    middle_y,
                    up=side == UP,
                    colour=ladder,
                )
    return picture


def _arrow(
    picture: NDArray[np.uint8],
    corner: tuple[int, int],
    cell_px: int,
    middle: float,
    *,
    up: bool,
    colour: tuple[int, ...],
) -> None:
    """Draw a triangle that points up or down, as a ladder leads, `middle` of the way down a cell."""
    half = max(2, cell_px // 5) // 2
    y, x = corner[0] + round(middle * cell_px), corner[1] + cell_px // 2
    for line in range(-half, half + 1):
        wide = half + line if up else half - line
        picture[y + line, x - wide : x + wide + 1] = colour
