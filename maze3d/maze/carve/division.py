"""Recursive division: walls are built into an open hall instead of passages into rock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maze3d.maze.carve.rows import refuse_mask
from maze3d.maze.lattice import FORWARD, add_far_side
from maze3d.maze.randomness import all_below, base, draws

if TYPE_CHECKING:
    from maze3d.maze.grid import Passages
    from maze3d.maze.lattice import Lattice, Report


def division(board: Lattice, seed: int, report: Report) -> Passages:
    """Split each box by a wall with one gap, until all boxes are corridors: long straight walls.

    The longer side is split (a drawn one of equal sides). All boxes of a depth are split at once; the draws
    of a box depend only on its two corners.
    """
    refuse_mask(board, "division")
    shape = np.array(board.shape, dtype=np.int64)
    size = int(shape.prod())
    # closed[a] counts wall edges: +1 where a wall's rectangle begins, -1 past its end, summed at the end.
    closed = [np.zeros(tuple(shape + 1), dtype=np.int8) for _ in range(3)]
    gaps: list[list[np.ndarray]] = [[], [], []]
    low, high = np.zeros((1, 3), dtype=np.int64), shape[None].copy()
    split = 0
    while len(low):
        extent = high - low
        wide = (extent > 1).sum(axis=1) > 1
        low, high, extent = low[wide], high[wide], extent[wide]
        if not len(low):
            break
        names = (_flat(low, shape) * size + _flat(high - 1, shape)).astype(np.uint64)
        tie = draws(base(seed, 0), names)
        longest = extent == extent.max(axis=1, keepdims=True)
        nth = all_below(tie, longest.sum(axis=1).astype(np.uint64))
        axis = (np.cumsum(longest, axis=1) == (nth + 1)[:, None]).argmax(axis=1)
        along = extent[np.arange(len(axis)), axis]
        place = all_below(draws(base(seed, 1), names), (along - 1).astype(np.uint64))
        gap = low + np.stack(
            [all_below(draws(base(seed, 2 + a), names), extent[:, a].astype(np.uint64)) for a in range(3)],
            axis=1,
        )
        rows = np.arange(len(axis))
        wall = low[rows, axis] + place
        gap[rows, axis] = wall
        for a in range(3):
            mine = axis == a
            gaps[a].append(gap[mine])
            _close(closed[a], a, low[mine], high[mine], wall[mine])
        first_high, second_low = high.copy(), low.copy()
        first_high[rows, axis] = wall + 1
        second_low[rows, axis] = wall + 1
        low, high = np.concatenate([low, second_low]), np.concatenate([first_high, high])
        split += len(rows)
        report(min(1.0, 2 * split / size))
    out = np.zeros(board.shape, dtype=np.uint8)
    for bit, a in FORWARD:
        across = [b for b in range(3) if b != a]
        walls = closed[a].cumsum(axis=across[0], dtype=np.int8).cumsum(axis=across[1], dtype=np.int8)
        walls = walls[:-1, :-1, :-1]
        for part in gaps[a]:
            walls[tuple(part.T)] = 0
        is_open = (walls == 0) & ((board.moves & bit) != 0)
        out |= is_open * np.uint8(bit)
        add_far_side(out, is_open, bit)
        report(1.0)
    return out


def _flat(cells: np.ndarray, shape: np.ndarray) -> np.ndarray:
    out: np.ndarray = (cells[:, 0] * shape[1] + cells[:, 1]) * shape[2] + cells[:, 2]
    return out


def _close(counts: np.ndarray, axis: int, low: np.ndarray, high: np.ndarray, wall: np.ndarray) -> None:
    """Add, in place, the corners of each wall: the box low to high, at `wall` along `axis`."""
    b, c = (other for other in range(3) if other != axis)
    for end_b, end_c, sign in ((low, low, 1), (high, low, -1), (low, high, -1), (high, high, 1)):
        corner = [wall, wall, wall]
        corner[b], corner[c] = end_b[:, b], end_c[:, c]
        np.add.at(counts, tuple(corner), np.int8(sign))
