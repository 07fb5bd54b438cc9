"""What is drawn on stone during play: chalk marks and the hint's glowing footprints.

All marks are one mesh and all footprints another, made again only when they change.
"""

from __future__ import annotations

import math
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import GeomNode

from maze3d.sim.state import Surface
from maze3d.sim.units import CELL, TICK_RATE, TURN
from maze3d.view.surfaces.surface import ARROW, CROSS, FOOTPRINTS
from maze3d.view.world.mesh import geom
from maze3d.view.world.models import LIGHT_MARK, flat_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray
    from panda3d.core import NodePath

    from maze3d.maze.grid import Cell
    from maze3d.sim.state import ChalkMark, Snapshot
    from maze3d.view.world.materials import Materials

CHALK_HALF = 0.105
"""Half a chalk mark's size, in cells."""

LIFT = 0.003
"""How far marks lie off the stone."""

STRIDE = 0.36
FOOTPRINT_HALF = 0.10
HINT_COLOUR = (0.16, 0.50, 0.72)
FADING_TICKS = TICK_RATE
"""Footprints fade during the hint's last second."""

_WALL_AXES = {
    Surface.NORTH: ((1, 0, 0), (0, 0, -1)),
    Surface.EAST: ((0, 0, -1), (-1, 0, 0)),
    Surface.SOUTH: ((-1, 0, 0), (0, 0, 1)),
    Surface.WEST: ((0, 0, 1), (1, 0, 0)),
}
"""For the wall on that side of a cell: what is right for who looks at it, and the way out of it."""


class Trail:
    """The marks of one maze under `root`."""

    def __init__(self, root: NodePath, materials: Materials) -> None:
        self._materials = materials
        self._chalk = root.attachNewNode(GeomNode("chalk"))
        self._hint = root.attachNewNode(GeomNode("hint"))
        self._drawn_chalk: frozenset[ChalkMark] = frozenset()
        self._drawn_hint: tuple[tuple[Cell, ...], int] = ((), 0)

    def show(self, snapshot: Snapshot, visible: Collection[Cell]) -> None:
        """Draw the snapshot's marks that are in sight."""
        chalk = frozenset(mark for mark in snapshot.chalk if mark.cell in visible)
        if chalk != self._drawn_chalk:
            self._drawn_chalk = chalk
            ordered = sorted(chalk, key=lambda mark: (mark.cell, mark.x, mark.y, mark.height))
            _draw(self._chalk, [chalk_square(mark) for mark in ordered], self._materials.states["mark"])
        left = min(snapshot.hint_ticks_left, FADING_TICKS) * 10 // FADING_TICKS if snapshot.hint else 0
        if (snapshot.hint, left) != self._drawn_hint:
            self._drawn_hint = (snapshot.hint, left)
            _draw(
                self._hint, footprints(on_one_level(snapshot.hint), left / 10), self._materials.states["glow"]
            )


def chalk_square(mark: ChalkMark) -> NDArray[np.void]:
    """Return a chalk mark's four vertices: a cross on a wall, an arrow on the floor."""
    x, z = mark.x / CELL, -mark.y / CELL
    seed = (mark.x * 31 + mark.y * 17 + mark.height * 7) % 97 / 97
    colour = (0.93, 0.92, 0.86, 0.92)
    if mark.surface == Surface.FLOOR:
        angle = mark.yaw * 2 * math.pi / TURN
        ahead = (math.sin(angle), 0.0, math.cos(angle))
        right = (ahead[2], 0.0, -ahead[0])
        return flat_mark(
            (x, LIFT, z), right, ahead, half=CHALK_HALF * 1.3, normal=(0, 1, 0), atlas=ARROW, colour=colour
        )
    right, out = _WALL_AXES[mark.surface]
    lean = (seed - 0.5) * 0.5
    turned = (right[0] * math.cos(lean), math.sin(lean), right[2] * math.cos(lean))
    up = (-right[0] * math.sin(lean), math.cos(lean), -right[2] * math.sin(lean))
    centre = (x + out[0] * LIFT, mark.height / CELL, z + out[2] * LIFT)
    return flat_mark(centre, turned, up, half=CHALK_HALF, normal=out, atlas=CROSS, colour=colour)


def on_one_level(path: Sequence[Cell]) -> list[Cell]:
    """Return the way as far as its first ladder."""
    return list(takewhile(lambda cell: cell[0] == path[0][0], path))


def footprints(path: Sequence[Cell], strength: float) -> list[NDArray[np.void]]:
    """Return squares with footprints along `path`, from just ahead of its first cell, fading to its end."""
    if len(path) < 2 or strength <= 0:
        return []
    points = np.array([(col + 0.5, -row - 0.5) for _level, row, col in path])
    total = len(points) - 1
    squares = []
    at = 0.55
    while at < total:
        leg = int(at)
        ahead = points[leg + 1] - points[leg]
        near = points[leg] + ahead * (at - leg)
        right = (float(ahead[1]), 0.0, float(-ahead[0]))
        fade = strength * (1 - at / total) ** 0.8
        squares.append(
            flat_mark(
                (float(near[0]), LIFT, float(near[1])),
                right,
                (float(ahead[0]), 0.0, float(ahead[1])),
                half=FOOTPRINT_HALF,
                normal=(0, 0, LIGHT_MARK),
                atlas=FOOTPRINTS,
                colour=(*HINT_COLOUR, fade),
            )
        )
        at += STRIDE
    return squares


def _draw(path: Any, squares: list[NDArray[np.void]], state: Any) -> None:
    node = path.node()
    node.removeAllGeoms()
    if squares:
        node.addGeom(geom(np.concatenate(squares)), state)
