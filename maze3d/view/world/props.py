"""The gate, the start's rose and the keys: the few things that are nodes of their own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import GeomNode, NodePath

from maze3d.maze.grid import N
from maze3d.view.palette import EXIT_COLOUR, KEY_SHAPES
from maze3d.view.surfaces.surface import ROSE
from maze3d.view.world.faces import TOWARDS
from maze3d.view.world.lights import Light
from maze3d.view.world.mesh import geom
from maze3d.view.world.models import (
    GATE_TOP,
    HALO,
    billboards,
    flat_mark,
    gate_bars,
    gate_dark,
    gate_lamp,
    gate_stone,
    key,
    veil,
)
from maze3d.view.world.places import gate_side
from maze3d.view.world.plain import solid_in_light
from maze3d.view.world.plan import HALF
from maze3d.view.world.solids import Solid, placed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from maze3d.maze.grid import Cell, Maze
    from maze3d.sim.state import KeyItem
    from maze3d.view.palette import RGB
    from maze3d.view.world.materials import Materials

KEY_HEIGHT = 0.36
LIGHT_OUT = 0.22
"""How far before the gate its light is, in cells."""

TAKEN_S = 0.7
"""How long a key takes to fly up and vanish."""

OPENING_S = 1.6
"""How long the grille takes to sink."""


class Gate:
    """The exit: a gate on a closed side of its cell. `openness` is 0 locked, 1 open."""

    def __init__(self, root: NodePath, maze: Maze, materials: Materials) -> None:
        self.cell = maze.exit
        self.openness = -1.0
        """Below 0 until the first snapshot says how it stands."""
        self._materials = materials
        self._lamps_lit: tuple[tuple[RGB, bool], ...] = ()
        (x, z), self._out = _gate_stand(maze)
        self._place = (x, 0.0, z)
        self.node = root.attachNewNode("gate")
        self._bars = self.node.attachNewNode("bars")
        shape = materials.shape("models/exit")
        frame = shape.pieces("frame") if shape else [(materials.stone["wall"][-1], gate_stone())]
        bars = shape.pieces("bars") if shape else [("fitting", gate_bars())]
        for state, solid in [*frame, ("fitting", gate_dark()), ("veil", veil())]:
            self._attach(self.node, solid, state)
        for state, solid in bars:
            self._attach(self._bars, solid, state)
        self._lamps = self.node.attachNewNode("lamps")
        light_x, light_y = gate_light_on_map(maze)
        self._light = (light_x, 0.40, -light_y)

    def step(self, dt: float, *, is_open: bool) -> None:
        """Let the grille sink or rise towards how it should stand."""
        target = 1.0 if is_open else 0.0
        if self.openness < 0:
            self.openness = target
        elif self.openness < target:
            self.openness = min(target, self.openness + dt / OPENING_S)
        else:
            self.openness = max(target, self.openness - dt / OPENING_S)
        self._bars.setY(-self.openness * (GATE_TOP + 0.05))

    def show_lamps(self, lamps: tuple[tuple[RGB, bool], ...]) -> None:
        """Set the lamps over the gate: a colour and whether its key is held, for each key of the match."""
        if lamps == self._lamps_lit:
            return
        self._lamps_lit = lamps
        _empty(self._lamps)
        for index, (colour, lit) in enumerate(lamps):
            self._attach(self._lamps, gate_lamp(index, len(lamps), colour, lit=lit), "fitting")

    def light(self) -> Light:
        """Return the gate's light as it is now."""
        power = 0.22 + 0.95 * max(self.openness, 0)
        red, green, blue = (power * part * part for part in EXIT_COLOUR)
        return Light(*self._light, red, green, blue, -1.0, True)

    def _attach(self, parent: Any, solid: Solid, state: str) -> None:
        turned = placed(solid, *self._place, facing=self._out)
        if state == "veil":  # its normals say what kind of light it is, not where it faces
            turned.vertices["normal"] = solid.vertices["normal"]
        node = GeomNode(state)
        vertices = solid_in_light(turned.vertices) if self._materials.baked else turned.vertices
        node.addGeom(geom(vertices, turned.corners), self._materials.states[state])
        parent.attachNewNode(node)


class Keys:
    """The keys that lie in the maze: each floats, turns and glows, and flies up when it is taken."""

    def __init__(self, root: NodePath, materials: Materials) -> None:
        self._root = root.attachNewNode("keys")
        self._materials = materials
        self._nodes: dict[KeyItem, Any] = {}
        self._taken: list[tuple[KeyItem, Any, float]] = []
        """Keys on their way up, each with when it was taken."""
        self._colours: Sequence[RGB] = ()

    def show(
        self, items: Sequence[KeyItem], colours: Sequence[RGB], visible: Collection[Cell], time_s: float
    ) -> list[Light]:
        """Show those of `items` that are in sight and return their lights."""
        if colours != self._colours:
            _empty(self._root)
            self._nodes.clear()
            self._taken.clear()
            self._colours = colours
        for item in [item for item in self._nodes if item not in items]:
            self._taken.append((item, self._nodes.pop(item), time_s))
        lights = self._fly(time_s)
        for item in items:
            seen = item.cell in visible
            node = self._nodes.get(item)
            if seen and node is None:
                node = self._nodes[item] = self._make(item)
            if node is None:
                continue
            if not seen:
                node.stash()
                continue
            node.unstash()
            _level, row, col = item.cell
            height = KEY_HEIGHT + 0.025 * math.sin(time_s * 2.1 + item.colour)
            node.setPos(col + 0.5, height, -row - 0.5)
            node.setH(time_s * 75 % 360)
            red, green, blue = (0.05 * part * part for part in colours[item.colour])
            lights.append(Light(col + 0.5, height, -row - 0.5, red, green, blue, -1.0, False))
        return lights

    def _fly(self, time_s: float) -> list[Light]:
        """Let the keys that were taken rise, spin and vanish; return the flash of each."""
        lights = []
        for item, node, since_s in list(self._taken):
            gone = (time_s - since_s) / TAKEN_S
            if not 0 <= gone < 1 or node.isStashed():
                node.removeNode()
                self._taken.remove((item, node, since_s))
                continue
            _level, row, col = item.cell
            height = KEY_HEIGHT + 0.30 * gone * (2 - gone)
            node.setPos(col + 0.5, height, -row - 0.5)
            node.setH((time_s * 75 + 900 * gone * gone) % 360)
            node.setScale(max(1 - gone**3, 0.01))
            power = 0.05 + 1.1 * (1 - gone) * min(gone * 8, 1)
            red, green, blue = (power * part * part for part in self._colours[item.colour])
            lights.append(Light(col + 0.5, height, -row - 0.5, red, green, blue, -1.0, False))
        return lights

    def _make(self, item: KeyItem) -> Any:
        colour = self._colours[item.colour]
        shape = self._materials.shape("models/key", item.colour)
        own = [("fitting", key(KEY_SHAPES[item.colour], colour))]
        node = GeomNode("key")
        for state, solid in shape.pieces(dye=colour) if shape else own:
            vertices = solid_in_light(solid.vertices) if self._materials.baked else solid.vertices
            node.addGeom(geom(vertices, solid.corners), self._materials.states[state])
        if self._materials.baked:
            return self._root.attachNewNode(node)
        tint = np.array([*(255 * part for part in colour), 64], np.uint8)
        glow = billboards(np.zeros((1, 3)), 0.75, 0.75, HALO, tint)
        node.addGeom(geom(glow), self._materials.states["glow"])
        return self._root.attachNewNode(node)


def start_rose(root: NodePath, start: Cell, materials: Materials) -> Any:
    """Lay the rose on the floor of the start cell, its point to the north; return its node."""
    _level, row, col = start
    square = flat_mark(
        (col + 0.5, 0.003, -row - 0.5),
        (1, 0, 0),
        (0, 0, 1),
        half=0.30,
        normal=(0, 1, 0),
        atlas=ROSE,
        colour=(0.62, 0.50, 0.28, 0.85),
    )
    node = GeomNode("start")
    node.addGeom(geom(square), materials.states["mark"])
    return root.attachNewNode(node)


def gate_light_on_map(maze: Maze) -> tuple[float, float]:
    """Return the map (x, y) of the gate's light, in cells."""
    (x, z), out = _gate_stand(maze)
    return x + out[0] * LIGHT_OUT, -(z + out[1] * LIGHT_OUT)


def _gate_stand(maze: Maze) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the engine's (x, z) of the gate's foot and the way out of it: mid-cell for want of a wall."""
    side = gate_side(int(maze.passages[maze.exit]))
    east, north = TOWARDS[side or N]
    back = 0.5 - HALF if side else 0.0
    _level, row, col = maze.exit
    return (col + 0.5 + east * back, -(row + 0.5) + north * back), (-east, -north)


def _empty(parent: Any) -> None:
    for child in parent.getChildren():
        child.removeNode()
    for child in parent.getStashedChildren():
        child.removeNode()
