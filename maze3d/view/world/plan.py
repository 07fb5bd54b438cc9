"""The ground plan: which parts of the floor are solid, on a grid of wall strips and cell interiors.

Each cell line becomes a strip HALF_WALL to either side of it, each cell its interior between two strips:
plan index 2 * i is the strip on line i, 2 * i + 1 the inside of cell i. Walls, posts and floor follow from
it, as they do in sim/movement. Knows nothing of the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from maze3d.maze.grid import E, S
from maze3d.sim.units import CELL, HALF_WALL

if TYPE_CHECKING:
    from numpy.typing import NDArray

Plan: TypeAlias = "NDArray[np.bool_]"
"""bool[plan row, plan column], true where solid."""

HALF = HALF_WALL / CELL
"""Half a wall's thickness in cells."""

MARGIN = 2
"""Plan rows and columns around the wanted cells, on every side."""


def ground_plan(floor: NDArray[np.uint8], rows: range, cols: range) -> Plan:
    """Return what is solid in `rows` x `cols` of one level's passages, with MARGIN around.

    Index [MARGIN, MARGIN] is the north-west post of the first cell. Beyond the maze all is solid. The
    result holds 2 * len + 1 rows for len cells, and the margins.
    """
    cells = np.zeros((len(rows) + 4, len(cols) + 4), np.uint8)
    inside = np.zeros(cells.shape, np.bool_)
    top, bottom = max(rows.start - 2, 0), min(rows.stop + 2, floor.shape[0])
    left, right = max(cols.start - 2, 0), min(cols.stop + 2, floor.shape[1])
    window = (
        slice(top - rows.start + 2, bottom - rows.start + 2),
        slice(left - cols.start + 2, right - cols.start + 2),
    )
    cells[window] = floor[top:bottom, left:right]
    inside[window] = True

    east, south = (cells & E) == 0, (cells & S) == 0
    plan = np.ones((2 * cells.shape[0], 2 * cells.shape[1]), np.bool_)
    plan[1::2, 1::2] = ~inside
    plan[1::2, 2::2] = east[:, :-1]
    plan[2::2, 1::2] = south[:-1, :]
    plan[2::2, 2::2] = east[:-1, :-1] | east[1:, :-1] | south[:-1, :-1] | south[:-1, 1:]
    first = 4 - MARGIN
    return plan[
        first : first + 2 * len(rows) + 1 + 2 * MARGIN, first : first + 2 * len(cols) + 1 + 2 * MARGIN
    ]


def plan_lines(cells: range) -> NDArray[np.float32]:
    """Return where each plan strip or interior begins, and the last ends, in cells, without margins."""
    lines = np.repeat(np.arange(cells.start, cells.stop + 1, dtype=np.float64), 2)
    lines += np.tile([-HALF, HALF], len(cells) + 1)
    return lines.astype(np.float32)
