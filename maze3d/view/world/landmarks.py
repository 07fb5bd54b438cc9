"""Where landmarks stand and banners hang, and of which kind and sign each is.

A landmark stands against a closed side, no deeper than a body is thick, so nobody walks through it: at
junctions of three ways first, then at dead ends, now and then in a corridor. A pure function of the cell, the
passages and the maze's salt. Knows nothing of the engine, nor of what they look like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.maze.grid import E, N, S, W
from maze3d.view.world.places import above_rivals, near, scatter
from maze3d.view.world.regions import signs_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

KINDS = ("walker", "owl", "obelisk", "fountain", "brazier", "sphere")
"""What a landmark can be."""

APART = 2
"""Two landmarks are more than so many rows, or columns, apart."""

_SIDES = np.array([N, E, S, W], np.uint8)
_LANDMARK_RANK = np.array([0, 1, 0, 2, 0], np.float32)
"""By the number of open sides; what is below 1 is left to chance."""
_IN_CORRIDORS = 0.10
_BANNER_CHANCE = np.array([0, 0.5, 0.35, 0.9, 0], np.float32)


class Stands(NamedTuple):
    """Landmarks or banners, one a row, each in the middle of a closed side of its cell."""

    row: NDArray[np.intp]
    col: NDArray[np.intp]
    side: NDArray[np.intp]
    """0 north, 1 east, 2 south, 3 west."""
    kind: NDArray[np.intp]
    """Index in KINDS; 0 for banners."""
    sign: NDArray[np.intp]
    """Index in palette.SIGNS."""

    def cells(self) -> list[tuple[int, int]]:
        """Return (row, col) of each."""
        return list(zip(self.row.tolist(), self.col.tolist(), strict=True))

    def within(self, rows: range, cols: range) -> Stands:
        """Return those in these cells."""
        here = (self.row >= rows.start) & (self.row < rows.stop)
        here &= (self.col >= cols.start) & (self.col < cols.stop)
        return Stands(*(each[here] for each in self))


def landmarks(
    floor: NDArray[np.uint8],
    rows: range,
    cols: range,
    salt: int,
    *,
    without: Iterable[tuple[int, int]] = (),
) -> Stands:
    """Return the landmarks in `rows` x `cols` of a level; of (row, col), those `without` have none.

    Two of a kind are never next to one another: kinds change from each square of APART + 1 cells to the next.
    """
    # A second choice asks who is chosen around those around it.
    wide_rows, wide_cols = _wider(rows, floor.shape[0], 3 * APART), _wider(cols, floor.shape[1], 3 * APART)
    cells = _cells(floor, wide_rows, wide_cols, salt)
    row, col = cells.row, cells.col
    open_sides = len(_SIDES) - cells.closed.sum(-1)
    chance = scatter(row, col, salt + 31)
    tier = _LANDMARK_RANK[open_sides]
    in_corridor = (open_sides == 2) & (scatter(row, col, salt + 32) < _IN_CORRIDORS)
    rank = np.where((tier > 0) | in_corridor, tier + chance + 0.001, 0).astype(np.float32)
    for each in without:
        rank[(row == each[0]) & (col == each[1])] = 0
    chosen = above_rivals(rank, APART)
    # The best of each surroundings leave gaps between them, which those that are left fill.
    chosen |= above_rivals(np.where(near(chosen, APART), 0, rank), APART)
    square = APART + 1
    kind = ((2 * (row // square) + col // square) * (1 + 4 * (salt & 1)) + salt // 2) % len(KINDS)
    return _stands(chosen, cells, kind, salt + 33).within(rows, cols)


def banners(
    floor: NDArray[np.uint8],
    rows: range,
    cols: range,
    salt: int,
    *,
    without: Collection[tuple[int, int]] = (),
) -> Stands:
    """Return the banners in `rows` x `cols`, no two in neighbouring cells and none in those `without`.

    What is `without` does not change where the others hang.
    """
    wide_rows, wide_cols = _wider(rows, floor.shape[0], 1), _wider(cols, floor.shape[1], 1)
    cells = _cells(floor, wide_rows, wide_cols, salt)
    row, col = cells.row, cells.col
    wanted = scatter(row, col, salt + 41) < _BANNER_CHANCE[len(_SIDES) - cells.closed.sum(-1)]
    chosen = above_rivals(np.where(wanted, scatter(row, col, salt + 42) + 0.001, 0).astype(np.float32), 1)
    for each in without:
        chosen &= (row != each[0]) | (col != each[1])
    return _stands(chosen, cells, np.zeros_like(row), salt + 43).within(rows, cols)


def _wider(cells: range, count: int, by: int) -> range:
    return range(max(cells.start - by, 0), max(min(cells.stop + by, count), 0))


class _Cells(NamedTuple):
    """Row and column of each cell, which of its four sides are closed, and its region's sign."""

    row: NDArray[np.intp]
    col: NDArray[np.intp]
    closed: NDArray[np.bool_]
    sign: NDArray[np.intp]


def _cells(floor: NDArray[np.uint8], rows: range, cols: range, salt: int) -> _Cells:
    part = floor[rows.start : rows.stop, cols.start : cols.stop]
    row, col = np.meshgrid(np.array(rows, np.intp), np.array(cols, np.intp), indexing="ij")
    return _Cells(row, col, (part[..., None] & _SIDES) == 0, signs_of(rows, cols, salt))


def _stands(
    chosen: NDArray[np.bool_],
    cells: _Cells,
    kind: NDArray[np.intp],
    wish_salt: int,
) -> Stands:
    """Return the chosen cells' stands: at a dead end on the side opposite the way in, else by chance."""
    row, col, closed, sign = cells
    row, col, closed, kind = row[chosen], col[chosen], closed[chosen], kind[chosen]
    count = closed.sum(1)
    nth = (scatter(row, col, wish_salt) * count).astype(np.int64)
    side = np.argmax(np.cumsum(closed, 1) == (nth + 1)[:, None], 1)
    end = count == 3
    side[end] = (np.argmin(closed[end], 1) + 2) % 4
    return Stands(row, col, side, kind, sign[chosen])
