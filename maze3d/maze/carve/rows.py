"""Carvers that treat each row alone: binary tree and sidewinder. They need whole, unmasked grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.grid import DOWN, MazeError, N, Passages, W
from maze3d.maze.lattice import Lattice, Report, from_parents
from maze3d.maze.randomness import all_below, base, draws

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK_CELLS = 1 << 15


def binary_tree(board: Lattice, seed: int, report: Report) -> Passages:
    """Open each cell to the north, the west or below, at random: everything leans to one corner."""
    refuse_mask(board, "binary_tree")
    ways = board.moves & np.uint8(N | W | DOWN)
    nth = np.zeros((64, 3), dtype=np.uint8)
    for bits in range(64):
        ones = [bit for bit in (N, W, DOWN) if bits & bit]
        nth[bits, : len(ones)] = ones
    flat = ways.ravel()
    count = np.bitwise_count(flat)
    back = np.zeros(flat.size, dtype=np.uint8)
    for rows, values in _blocks(base(seed, 0), flat.size, report):
        back[rows] = nth[flat[rows], all_below(values, count[rows].astype(np.uint64))]
    return from_parents(back.reshape(board.shape))


def sidewinder(board: Lattice, seed: int, report: Report) -> Passages:
    """Join cells of a row to runs and open each run north at one cell: the top row is one corridor.

    On upper levels the runs of the top row open downwards instead.
    """
    refuse_mask(board, "sidewinder")
    levels, rows, cols = board.shape
    size = levels * rows * cols
    ends = np.zeros(size, dtype=np.bool_)
    for part, values in _blocks(base(seed, 0), size, lambda share: report(share / 2)):
        ends[part] = (values >> np.uint64(63)) != 0
    ends[:cols] = False  # no way on from the first row of all: it stays one run
    ends[cols - 1 :: cols] = True
    last = np.flatnonzero(ends)
    first = np.concatenate([[0], last[:-1] + 1])
    back = np.full(size, W, dtype=np.uint8)
    for part, values in _blocks(base(seed, 1), len(last), lambda share: report(0.5 + share / 2)):
        # The run hangs on its chosen cell: cells east of it look west, those west of it are turned below.
        length = last[part] - first[part] + 1
        last[part] = first[part] + all_below(values, length.astype(np.uint64))
    chosen = last
    run = np.cumsum(np.concatenate([[0], ends[:-1]]))
    east_of = np.arange(size) < chosen[run]
    back[east_of] = 2  # E
    up = np.where(chosen // cols % rows > 0, N, DOWN).astype(np.uint8)
    up[0] = 0
    back[chosen] = up
    return from_parents(back.reshape(board.shape))


def refuse_mask(board: Lattice, name: str) -> None:
    """Raise MazeError when cells are missing: the algorithm counts on whole rows."""
    if board.mask is not None and not board.mask.all():
        raise MazeError(f"{name} cannot follow a mask: use backtracker, wilson, kruskal or growing_tree.")


def _blocks(start: int, count: int, report: Report) -> list[tuple[slice, NDArray[np.uint64]]]:
    out = []
    for low in range(0, count, _BLOCK_CELLS):
        high = min(low + _BLOCK_CELLS, count)
        out.append((slice(low, high), draws(start, np.arange(low, high, dtype=np.uint64))))
        report(high / count)
    return out
