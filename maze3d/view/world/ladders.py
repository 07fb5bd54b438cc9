"""Ladders: where one stands, and what it looks like from below and from above.

A pure function of the maze, as landmarks are, so that a chunk agrees with the next and a level with the one
above. Knows nothing of the engine, nor of who climbs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.maze.grid import DOWN, UP, E, N, S, W
from maze3d.view.world.faces import HEIGHT
from maze3d.view.world.places import gate_side
from maze3d.view.world.solids import WOOD, Solid, box, joined, tube

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.maze.grid import Cell, Maze
    from maze3d.view.palette import RGB

HATCH_OUT = 0.22
"""How far a hatch reaches from its wall, in cells."""

_HALF = 0.16
_RAIL, _RAIL_OUT, _RUNG = 0.085, 0.06, 0.10
_OAK: RGB = (0.92, 0.76, 0.55)
_BLACK: RGB = (0.0, 0.0, 0.0)
_IRON: RGB = (0.5, 0.5, 0.5)


class Ladder(NamedTuple):
    """One end of a ladder, in a cell of a level."""

    row: int
    col: int
    side: int
    """The passage bit of the border it stands at."""
    up: bool
    """Whether it leads up from here."""
    wall: bool
    """Whether that border is closed."""


def ladders(maze: Maze, level: int, rows: range, cols: range) -> list[Ladder]:
    """Return the ladders' ends in these cells of a level."""
    if maze.levels == 1:
        return []
    part = maze.passages[level, rows.start : rows.stop, cols.start : cols.stop]
    return [
        each
        for row, col in np.argwhere(part & (UP | DOWN)).tolist()
        for each in _ends(maze, (level, row + rows.start, col + cols.start))
    ]


def _ends(maze: Maze, cell: Cell) -> Iterator[Ladder]:
    level, row, col = cell
    sides = int(maze.passages[cell])
    for bit, foot in ((UP, level), (DOWN, level - 1)):
        if sides & bit:
            side = _side(maze, (foot, row, col))
            yield Ladder(row, col, side, bit == UP, not sides & side)


def _side(maze: Maze, foot: Cell) -> int:
    """Return the border at which the ladder up from `foot` stands: closed at both ends, if one is."""
    level, row, col = foot
    below, above = int(maze.passages[foot]), int(maze.passages[level + 1, row, col])
    gate = gate_side(int(maze.passages[maze.exit])) if maze.exit in {foot, (level + 1, row, col)} else 0
    for taken in (below | above | gate, below | gate, gate):
        free = [side for side in (N, E, S, W) if not taken & side]
        if free:
            return free[(row + col + level) % len(free)]
    return N


@cache
def foot_of_ladder() -> Solid:
    """Return a ladder at a wall (z = 0) up to a hatch in the ceiling."""

    def out(y: float) -> float:
        return _RAIL_OUT + 0.05 * (1 - y / HEIGHT)

    rungs = np.arange(_RUNG * 0.8, HEIGHT - 0.03, _RUNG).tolist()
    return joined(
        [
            *(_pole([(x, 0, out(0)), (x, HEIGHT, out(HEIGHT))], 0.012) for x in (-_RAIL, _RAIL)),
            *(_pole([(-_RAIL, y, out(y)), (_RAIL, y, out(y))], 0.009) for y in rungs),
            box((-_HALF, HEIGHT - 0.005, 0), (_HALF, HEIGHT + 0.01, HATCH_OUT), colour=_BLACK),
            *_frame(HEIGHT - 0.022, HEIGHT),
        ]
    )


@cache
def head_of_ladder(*, wall: bool) -> Solid:
    """Return an open hatch in the floor, the ladder's ends in it; its lid leans at the `wall` (z = 0)."""
    lid = [
        box((-_HALF, 0.02, 0.004), (_HALF, 0.02 + HATCH_OUT, 0.024), u=WOOD, colour=_OAK),
        *(box((-_HALF, y, 0.024), (_HALF, y + 0.02, 0.032), colour=_IRON) for y in (0.06, HATCH_OUT - 0.03)),
    ]
    ends = [(0.0, _RAIL_OUT), (0.13, _RAIL_OUT), (0.16, _RAIL_OUT - 0.03)]
    return joined(
        [
            *(_pole([(x, y, z) for y, z in ends], 0.012) for x in (-_RAIL, _RAIL)),
            box((-_HALF, -0.01, 0), (_HALF, 0.004, HATCH_OUT), colour=_BLACK),
            *_frame(0, 0.018),
            *(lid if wall else []),
        ]
    )


def _pole(points: list[tuple[float, float, float]], radius: float) -> Solid:
    return tube(points, [radius] * len(points), sides=6, u=WOOD, colour=_OAK, shine=0.1)


def _frame(low: float, high: float) -> list[Solid]:
    """Return the beams about a hatch."""
    beam = 0.028
    return [
        *(
            box((x, low, 0), (x + beam, high, HATCH_OUT + beam), u=WOOD, colour=_OAK)
            for x in (-_HALF - beam, _HALF)
        ),
        box((-_HALF, low, HATCH_OUT), (_HALF, high, HATCH_OUT + beam), u=WOOD, colour=_OAK),
    ]
