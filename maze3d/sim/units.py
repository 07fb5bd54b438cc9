"""The units of a match and the sizes that movement and drawing must agree on.

Positions are integers in 1/1024 cell: x grows east, y grows south, and cell (row, col) spans
[col * CELL, (col + 1) * CELL) by [row * CELL, (row + 1) * CELL). Angles are integers in 1/65536 turn:
yaw 0 looks north and grows clockwise (east is TURN // 4); pitch grows upwards. Heights are in 1/1024
cell above the floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell

TICK_RATE = 60
"""Simulation steps a second."""

CELL = 1024
TURN = 65536

HALF_WALL = 100
"""Walls are slabs this thick to either side of a cell's border."""

WALL_HEIGHT = 900
EYE_HEIGHT = 470

BODY_RADIUS = 190
"""A body is a circle of this radius on the floor."""

WALK_SPEED = 28
"""Units a tick at full walk: 1.64 cells a second."""

RUN_SPEED = 46
"""Units a tick at full run: 2.7 cells a second."""

MAX_PITCH = TURN // 4 - 512
"""The steepest look up or down: short of straight, so that a direction is always left."""


def middle(cell: Cell) -> tuple[int, int]:
    """Return the x and y of a cell's middle."""
    _level, row, col = cell
    return col * CELL + CELL // 2, row * CELL + CELL // 2
