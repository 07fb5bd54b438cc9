"""One figure in the scene: its nodes, what they wear, and how they walk.

Six nodes whose meshes are shared with all who look the same. Knows nothing of who is where in a match.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from panda3d.core import GeomNode, NodePath

from maze3d.sim.units import CELL, RUN_SPEED, TURN
from maze3d.view.world.figure import HIP, SHOULDER, WAIST, arm, leg, upper
from maze3d.view.world.figure_light import LANTERN, embers, fire, halo, lantern, shadow
from maze3d.view.world.mesh import geom
from maze3d.view.world.plain import solid_in_light

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.view.world.camera import Eye
    from maze3d.view.world.materials import Materials
    from maze3d.view.world.solids import Solid

CYCLE_CELLS = 0.95
"""The way of two steps at a walk; a run's steps are longer by half."""

SWING_DEG = 52.0
"""How far legs swing at a full run."""

LEAN_DEG = 13.0
"""How far a runner leans."""

EASE_S = 0.09
"""How fast a body takes up a new pace."""


class Wardrobe:
    """The meshes of all looks that were worn so far, each made once."""

    def __init__(self, materials: Materials) -> None:
        self._materials = materials
        self._made: dict[tuple[object, ...], Any] = {}

    def mesh(self, make: Callable[..., Solid], *colour: int, **kind: bool) -> Any:
        """Return the mesh of the part that a function of figure.py or figure_light.py makes."""
        key = (make, *colour, *kind.values())
        if key not in self._made:
            solid = make(*colour, **kind)
            lit = solid_in_light(solid.vertices) if self._materials.baked else solid.vertices
            self._made[key] = geom(lit if make is not shadow else solid.vertices, solid.corners)
        return self._made[key]

    def glow(self, make: Callable[..., NDArray[np.void]], *colour: int) -> Any:
        """Return the mesh of what shines, of figure_light.py."""
        key = (make, *colour)
        if key not in self._made:
            self._made[key] = geom(make(*colour))
        return self._made[key]

    def state(self, name: str) -> Any:
        """Return the material `name`."""
        return self._materials.states[name]

    @property
    def baked(self) -> bool:
        """Whether there is no shader to make what shines."""
        return self._materials.baked


class Body:
    """One figure's nodes, and where it is in its walk."""

    def __init__(self) -> None:
        self.node: Any = NodePath(GeomNode("body"))
        self.node.node().setFinal(True)  # one look at its bounds decides for all its parts
        self._upper = self.node.attachNewNode(GeomNode("upper"))
        self._upper.setY(WAIST)
        self._lantern = self.node.attachNewNode(GeomNode("lantern"))
        self._arms = [self._limb(self._upper, SHOULDER, side, "arm") for side in (-1, 1)]
        self._legs = [self._limb(self.node, HIP, side, "leg") for side in (-1, 1)]
        self._worn: tuple[int, int, bool] | None = None
        self._under: Any = None
        self._at: tuple[float, float] | None = None
        self._moved = (0.0, 0.0)
        self._phase = 0.0
        self._pace = 0.0
        self._stands = False
        """Whether the limbs hang still already."""
        self._shade = -1

    @staticmethod
    def _limb(parent: Any, joint: tuple[float, float, float], side: int, name: str) -> Any:
        limb = parent.attachNewNode(GeomNode(name))
        limb.setPos(side * joint[0], joint[1], joint[2])
        limb.setR(4 * side if name == "arm" else 0)
        return limb

    def hide(self) -> None:
        """Take it out of the scene; it will begin anew from standing."""
        if self._under is not None:
            self.node.detachNode()
            self._under = self._at = None
            self._pace = 0.0
            self._stands = False

    def wear(self, wardrobe: Wardrobe, colour: int, shape: int, *, hunter: bool) -> None:
        """Put on this look, unless it is worn."""
        if self._worn == (colour, shape, hunter):
            return
        self._worn = (colour, shape, hunter)
        cloth, mesh = wardrobe.state("cloth"), wardrobe.mesh
        dressed = [
            (self.node, mesh(shadow), wardrobe.state("mark")),
            (self._upper, mesh(upper, colour, hunter=hunter), cloth),
            (self._lantern, mesh(lantern, colour, shape), cloth),
            *((limb, mesh(arm, colour), cloth) for limb in self._arms),
            *((limb, mesh(leg), cloth) for limb in self._legs),
        ]
        for node, _mesh, _state in dressed:
            node.node().removeAllGeoms()
        for node, each, state in dressed:
            node.node().addGeom(each, state)
        if not wardrobe.baked:
            glow = wardrobe.state("glow")
            self._lantern.node().addGeom(wardrobe.glow(halo, colour), glow)
            if hunter:
                self._upper.node().addGeom(wardrobe.glow(fire), glow)
        elif hunter:
            self._upper.node().addGeom(mesh(embers), cloth)

    def stand(self, ground: Any, x: float, y: float, yaw: float, eye: Eye) -> None:
        """Stand at map (x, y), in cells, under the node whose light falls there, the lantern to the eye."""
        if ground != self._under:
            self.node.reparentTo(ground)
            self._under = ground
        was = self._at or (x, y)
        self._moved = (x - was[0], y - was[1])
        self._at = (x, y)
        heading = -yaw * 360 / TURN
        self.node.setPosHpr(x, 0, -y, heading, 0, 0)
        towards = math.degrees(math.atan2(eye.x / CELL - x, y - eye.y / CELL))
        self._lantern.setH(-towards - heading)

    def walk(self, speed: float, yaw: float, dt: float) -> None:
        """Move the limbs for what was walked since the last `stand`, at `speed` units a tick."""
        pace = min(speed / RUN_SPEED, 1.0)
        if self._stands and pace == 0:
            return
        self._pace += (pace - self._pace) * min(1.0, dt / EASE_S)
        self._stands = self._pace < 0.01
        if self._stands:
            self._pace = 0.0
        east, south = self._moved
        step = min(math.hypot(east, south), 0.3)
        angle = yaw * math.tau / TURN
        if east * math.sin(angle) - south * math.cos(angle) < -0.3 * step:
            step = -step  # backwards
        self._phase = (self._phase + step / (CYCLE_CELLS * (0.75 + 0.5 * self._pace))) % 1.0
        swing = math.sin(self._phase * math.tau) * SWING_DEG * math.sqrt(self._pace)
        lean = LEAN_DEG * self._pace * self._pace
        rise = 0.012 * self._pace * abs(math.cos(self._phase * math.tau))
        for side, (one_arm, one_leg) in enumerate(zip(self._arms, self._legs, strict=True)):
            way = swing if side else -swing
            one_leg.setP(way)
            one_arm.setP(28 * self._pace - 0.8 * way)
        self._upper.setPosHpr(0, WAIST + rise, 0, 0, -lean, 0)
        self._lantern.setPos(0, LANTERN + rise, (LANTERN - WAIST) * math.sin(math.radians(lean)))

    def shade(self, light: float) -> None:
        """Darken it to this share of its colour, for want of shaders."""
        step = round(light * 16)
        if step != self._shade:
            self._shade = step
            self.node.setColorScale(step / 16, step / 16, step / 16, 1)
