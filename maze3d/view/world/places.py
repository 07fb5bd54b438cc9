"""What makes places differ: where torches hang, which stone is used, where it is damp.

All of it is a pure function of the cell, the passages and the maze's salt, so any part of a maze can be
asked for on its own, in any order. Knows nothing of the engine.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maze3d.maze.grid import DOWN, STEPS, UP, E, N, S, W
from maze3d.sim.modes.escape import facing
from maze3d.sim.units import TURN
from maze3d.view.world.plan import HALF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maze3d.maze.grid import Maze, Passages

TORCH_HEIGHT = 0.56
"""Height of a flame's middle, in cells."""

FLAME_OUT = 0.085
"""How far the flame stands out from its wall."""

_ALL_SIDES = N | E | S | W
_SIDES = np.array([N, E, S, W], np.uint8)
_OUT = np.array([(0, 1), (-1, 0), (0, -1), (1, 0)], np.float32)
"""The way out of the wall on each side of a cell, as map (x, y): from the north wall southwards."""

_CHANCE = np.array([0.0, 0.62, 0.20, 0.46, 0.0], np.float32)
"""The chance that a cell wants a torch, by its number of open sides: dead ends and junctions first."""


class Torches(NamedTuple):
    """Torches, one a row. A torch hangs in the middle of a closed side of its cell."""

    row: NDArray[np.intp]
    col: NDArray[np.intp]
    side: NDArray[np.intp]
    """0 north, 1 east, 2 south, 3 west."""
    flame: NDArray[np.float32]
    """Map (x, y) of the flame, in cells."""
    seed: NDArray[np.float32]
    """0 to 1, different for each."""

    def cells(self) -> list[tuple[int, int]]:
        """Return (row, col) of each."""
        return list(zip(self.row.tolist(), self.col.tolist(), strict=True))

    def within(self, rows: range, cols: range) -> Torches:
        """Return those in these cells."""
        here = (self.row >= rows.start) & (self.row < rows.stop)
        here &= (self.col >= cols.start) & (self.col < cols.stop)
        return Torches(self.row[here], self.col[here], self.side[here], self.flame[here], self.seed[here])


def salt_of(passages: Passages) -> int:
    """Return a number that tells mazes apart."""
    return zlib.crc32(np.ascontiguousarray(passages).data)


def level_salt(salt: int, level: int) -> int:
    """Return a maze's number for one level, so that nothing above is as it is below."""
    return salt + 1009 * level


def scatter(row: NDArray[np.integer], col: NDArray[np.integer], salt: int) -> NDArray[np.float32]:
    """Return a number from 0 to 1 for each cell, unlike its neighbours' (MurmurHash3's finaliser)."""
    mask = (1 << 64) - 1
    value = row.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + col.astype(np.uint64) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    value = value + np.uint64((salt * 0xD6E8FEB86659FD93) & mask)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ (value >> np.uint64(33))) * np.uint64(factor)
    value ^= value >> np.uint64(33)
    number: NDArray[np.float32] = (value >> np.uint64(40)).astype(np.float32) / np.float32(1 << 24)
    return number


def region(rows: NDArray[Any], cols: NDArray[Any], salt: int, span: float) -> NDArray[np.float32]:
    """Return smooth noise, 0 to 1, at each of `rows` x `cols`, whose hills are about `span` cells wide."""
    y, x = np.asarray(rows) / span + 64, np.asarray(cols) / span + 64
    r, c = np.floor(y).astype(np.int64), np.floor(x).astype(np.int64)
    v, u = (y - r)[:, None], (x - c)[None, :]
    v, u = v * v * (3 - 2 * v), u * u * (3 - 2 * u)

    def corner(down: int, right: int) -> NDArray[np.float32]:
        return scatter((r + down)[:, None] + 0 * c, (c + right)[None, :] + 0 * r[:, None], salt)

    top = corner(0, 0) * (1 - u) + corner(0, 1) * u
    bottom = corner(1, 0) * (1 - u) + corner(1, 1) * u
    return (top * (1 - v) + bottom * v).astype(np.float32)


def styles(rows: range, cols: range, salt: int, *, count: int, span: float) -> NDArray[np.int16]:
    """Return which of `count` kinds of stone each cell has: int16[len(rows), len(cols)]."""
    hills = region(np.arange(rows.start, rows.stop), np.arange(cols.start, cols.stop), salt, span)
    # Value noise gathers round one half: spread it so that every kind gets its share.
    return np.clip((hills - 0.5) * 1.9 * count / 2 + count / 2, 0, count - 0.001).astype(np.int16)


def above_rivals(rank: NDArray[np.float32], around: int) -> NDArray[np.bool_]:
    """Tell which cells rank above 0 and above all that are at most `around` rows and columns away."""
    padded = np.pad(rank, around)
    height, width = rank.shape
    rivals = np.zeros_like(rank)
    for down in range(2 * around + 1):
        for right in range(2 * around + 1):
            if (down, right) != (around, around):
                rivals = np.maximum(rivals, padded[down : down + height, right : right + width])
    return rank > rivals


def near(chosen: NDArray[np.bool_], around: int) -> NDArray[np.bool_]:
    """Tell which cells are at most `around` rows and columns away from one that is chosen."""
    height, width = chosen.shape
    padded = np.pad(chosen, around)
    found = np.zeros_like(chosen)
    for down in range(2 * around + 1):
        for right in range(2 * around + 1):
            found |= padded[down : down + height, right : right + width]
    return found


def first_light(maze: Maze) -> tuple[int, int] | None:
    """Return the (row, col) on the start's level whose torch lights what a player sees first.

    The next cell in the direction of the first look, else the start itself; None where neither has a wall
    that no ladder stands at.
    """
    level, row, col = maze.start
    side = (N, E, S, W)[facing(maze) * 4 // TURN]
    _levels, down, right = STEPS[side]
    ahead = [(level, row + down, col + right)] if maze.passages[maze.start] & side else []
    for cell in (*ahead, maze.start):
        sides = int(maze.passages[cell])
        if cell != maze.exit and sides & _ALL_SIDES != _ALL_SIDES and not sides & (UP | DOWN):
            return cell[1:]
    return None


def torches(
    floor: NDArray[np.uint8],
    rows: range,
    cols: range,
    salt: int,
    *,
    without: Iterable[tuple[int, int]] = (),
    surely: tuple[int, int] | None = None,
    drawn: Iterable[tuple[int, int]] | None = None,
) -> Torches:
    """Return the torches in `rows` x `cols` of a level.

    No two hang in neighbouring cells, not even across a corner. Of (row, col), those `without` have none, and
    `surely`, which has a wall, has one. Where `drawn` says which cells have one, it is those alone.
    """
    wide_rows = range(max(rows.start - 1, 0), min(rows.stop + 1, floor.shape[0]))
    wide_cols = range(max(cols.start - 1, 0), min(cols.stop + 1, floor.shape[1]))
    part = floor[wide_rows.start : wide_rows.stop, wide_cols.start : wide_cols.stop]
    row = np.arange(wide_rows.start, wide_rows.stop)[:, None] + np.zeros(part.shape, np.intp)
    col = np.arange(wide_cols.start, wide_cols.stop)[None, :] + np.zeros(part.shape, np.intp)
    open_sides = ((part[..., None] & _SIDES) != 0).sum(-1)
    rank = scatter(row, col, salt) + 0.001
    rank = np.where(scatter(row, col, salt + 1) < _CHANCE[open_sides], rank, 0)
    for each in without:
        rank[(row == each[0]) & (col == each[1])] = 0
    if surely is not None:
        rank[(row == surely[0]) & (col == surely[1])] = 2

    best = above_rivals(rank, 1)
    if drawn is not None:
        best = np.zeros_like(best)
        for each in drawn:
            best |= (row == each[0]) & (col == each[1]) & (open_sides < len(_SIDES))
    chosen = best & (row >= rows.start) & (row < rows.stop) & (col >= cols.start) & (col < cols.stop)

    row, col = row[chosen], col[chosen]
    closed = (floor[row, col][:, None] & _SIDES) == 0
    wish = scatter(row, col, salt + 2)
    nth = (wish * closed.sum(1)).astype(np.int64)
    side = np.argmax(np.cumsum(closed, 1) == (nth + 1)[:, None], 1)
    out = _OUT[side]
    flame = np.stack([col, row], -1) + np.float32(0.5) - out * np.float32(0.5 - HALF - FLAME_OUT)
    return Torches(row, col, side, flame.astype(np.float32), scatter(row, col, salt + 3))


def gate_side(open_sides: int) -> int:
    """Return the closed side that is best seen when coming in: opposite an opening; 0 if none is closed."""
    for side, opposite in ((N, S), (E, W), (S, N), (W, E)):
        if not open_sides & side and open_sides & opposite:
            return side
    return next((side for side in (N, E, S, W) if not open_sides & side), 0)
