"""One figure in the scene: its nodes, what they wear, and how they walk.

Ten nodes whose meshes are shared with all who look the same. Knows nothing of who is where in a match.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from panda3d.core import GeomNode, NodePath

from maze3d.sim.units import CELL, RUN_SPEED, TURN
from maze3d.view.palette import PLAYER_COLOURS
from maze3d.view.world.figure import HIP, NECK, SHOULDER, WAIST, arm, head, shin, thigh, upper
from maze3d.view.world.figure_light import LANTERN, embers, fire, halo, lantern, shadow
from maze3d.view.world.gait import SEGMENT, legs, stride_cells
from maze3d.view.world.mesh import geom
from maze3d.view.world.plain import solid_in_light
from maze3d.view.world.solids import Solid

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from maze3d.view.palette import RGB
    from maze3d.view.world.camera import Eye
    from maze3d.view.world.materials import Materials

LEAN_DEG = 13.0
"""How far a runner leans."""

EASE_S = 0.09
"""How fast a body takes up a new pace."""

TURN_EASE_S = 0.12
"""How fast its legs turn to where it walks."""

SIDEWAYS_DEG = 60.0
"""How far legs turn to the side against the chest; beyond that they go backwards."""

STEPS_A_TURN = 2.2
"""Strides that a turn on the spot takes."""

LEAST_PACE = 0.01
SIDES = (("left", -1), ("right", 1))


JOINTS: dict[str, tuple[float, float, float]] = {
    "upper": (0, WAIST, 0),
    "head": (0, NECK, 0),
    **{f"arm-{side}": (x * SHOULDER[0], WAIST + SHOULDER[1], SHOULDER[2]) for side, x in SIDES},
    **{f"thigh-{side}": (x * HIP[0], HIP[1], HIP[2]) for side, x in SIDES},
    **{f"shin-{side}": (x * HIP[0], SEGMENT, HIP[2]) for side, x in SIDES},
}
"""What each part of a body turns about, of a figure that stands: x right, y up, z ahead."""


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

    def part(self, name: str, colour: int, *, hunter: bool) -> list[tuple[Any, Any]]:
        """Return meshes and states of a part of the body: the pack's, or the game's own."""
        worn = (name, colour, hunter and name == "head")
        if worn not in self._made:
            dye, joint = PLAYER_COLOURS[colour], np.array(JOINTS[name], np.float32)
            shape = self._materials.shape("models/body")
            solids = [("cloth", own_part(name, dye, hunter=hunter))]
            if shape:
                solids = [(state, _moved(solid, -joint)) for state, solid in shape.pieces(name, dye=dye)]
            self._made[worn] = [
                (geom(solid_in_light(solid.vertices) if self.baked else solid.vertices, solid.corners), state)
                for state, solid in solids
            ]
        return [(mesh, self.state(state)) for mesh, state in self._made[worn]]

    def state(self, name: str) -> Any:
        """Return the material `name`."""
        return self._materials.states[name]

    @property
    def baked(self) -> bool:
        """Whether there is no shader to make what shines."""
        return self._materials.baked


def own_part(name: str, dye: RGB, *, hunter: bool) -> Solid:
    """Return a part of the game's own body, about its joint. Limbs of either side are alike."""
    if name == "head":
        return head(dye, hunter=hunter)
    if name == "upper":
        return upper(dye)
    return arm(dye) if name.startswith("arm") else thigh() if name.startswith("thigh") else shin()


def _moved(solid: Solid, by: NDArray[np.float32]) -> Solid:
    vertices = solid.vertices.copy()
    vertices["position"] += by
    return Solid(vertices, solid.corners)


class Body:
    """One figure's nodes, and where it is in its walk."""

    def __init__(self) -> None:
        self.node: Any = NodePath(GeomNode("body"))
        self.node.node().setFinal(True)  # one look at its bounds decides for all its parts
        self._upper = self.node.attachNewNode(GeomNode("upper"))
        self._upper.setY(WAIST)
        self._head = self._upper.attachNewNode(GeomNode("head"))
        self._head.setY(NECK - WAIST)
        self._lantern = self.node.attachNewNode(GeomNode("lantern"))
        self._arms = [self._limb(self._upper, SHOULDER, side, "arm") for side in (-1, 1)]
        self._thighs = [self._limb(self.node, HIP, side, "thigh") for side in (-1, 1)]
        self._shins = [self._limb(each, (0, -SEGMENT, 0), 1, "shin") for each in self._thighs]
        self._worn: tuple[int, int, bool] | None = None
        self._under: Any = None
        self._at: tuple[float, float] | None = None
        self._moved = (0.0, 0.0)
        self._turned = 0.0
        self._phase = 0.0
        self._pace = 0.0
        self._effort = 0.0
        """0 standing, 1 walking: how much of a stride is made."""
        self._way_deg = 0.0
        """How far the legs are turned to where it walks."""
        self._breath_s = 0.0
        self._yaw: float | None = None
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
            self._under = self._at = self._yaw = None
            self._pace = self._effort = self._way_deg = 0.0

    def wear(self, wardrobe: Wardrobe, colour: int, shape: int, *, hunter: bool) -> None:
        """Put on this look, unless it is worn."""
        if self._worn == (colour, shape, hunter):
            return
        self._worn = (colour, shape, hunter)
        cloth, mesh = wardrobe.state("cloth"), wardrobe.mesh
        dressed = [
            (self.node, [(mesh(shadow), wardrobe.state("mark"))]),
            (self._lantern, [(mesh(lantern, colour, shape), cloth)]),
            *((node, wardrobe.part(part, colour, hunter=hunter)) for part, node in self._parts().items()),
        ]
        for node, _geoms in dressed:
            node.node().removeAllGeoms()
        for node, geoms in dressed:
            for each, state in geoms:
                node.node().addGeom(each, state)
        if not wardrobe.baked:
            glow = wardrobe.state("glow")
            self._lantern.node().addGeom(wardrobe.glow(halo, colour), glow)
            if hunter:
                self._head.node().addGeom(wardrobe.glow(fire), glow)
        elif hunter:
            self._head.node().addGeom(mesh(embers), cloth)

    def _parts(self) -> dict[str, Any]:
        """Return the node of each part (of models/body)."""
        sides = ("left", "right")
        return {
            "upper": self._upper,
            "head": self._head,
            **{f"arm-{side}": node for side, node in zip(sides, self._arms, strict=True)},
            **{f"thigh-{side}": node for side, node in zip(sides, self._thighs, strict=True)},
            **{f"shin-{side}": node for side, node in zip(sides, self._shins, strict=True)},
        }

    def stand(self, ground: Any, x: float, y: float, yaw: float, eye: Eye) -> None:
        """Stand at map (x, y), in cells, under the node whose light falls there, the lantern to the eye."""
        if ground != self._under:
            self.node.reparentTo(ground)
            self._under = ground
        was = self._at or (x, y)
        self._moved = (x - was[0], y - was[1])
        self._at = (x, y)
        before = yaw if self._yaw is None else self._yaw
        self._turned = abs((yaw - before + TURN / 2) % TURN - TURN / 2) / TURN
        self._yaw = yaw
        heading = -yaw * 360 / TURN
        self.node.setPosHpr(x, 0, -y, heading, 0, 0)
        towards = math.degrees(math.atan2(eye.x / CELL - x, y - eye.y / CELL))
        self._lantern.setH(-towards - heading)

    def walk(self, speed: float, pitch: float, dt: float) -> None:
        """Move the limbs for what was walked since the last `stand`, at `speed` units a tick."""
        pace = min(speed / RUN_SPEED, 1.0)
        self._pace += (pace - self._pace) * min(1.0, dt / EASE_S)
        if pace == 0 and self._pace < LEAST_PACE:
            self._pace = 0.0
        # Who turns on the spot lifts his feet, too.
        busy = 1.0 if pace or self._turned > 0.05 * dt else 0.0
        self._effort += (busy - self._effort) * min(1.0, dt / EASE_S)
        east, south = self._moved
        step = min(math.hypot(east, south), 0.3)
        forward = self._turn_legs(east, south, step, dt)
        gone = forward * step / stride_cells(self._pace)
        self._phase = (self._phase + gone + STEPS_A_TURN * self._turned * (1 - min(self._pace * 4, 1))) % 1.0
        self._breath_s = (self._breath_s + dt * (1.0 + 1.5 * self._pace)) % 1000.0
        breath = 0.0016 * math.sin(self._breath_s * 1.9)
        held = legs(self._phase, self._pace, self._effort)
        for thigh_node, shin_node, up, knee in zip(
            self._thighs, self._shins, held.thighs, held.knees, strict=True
        ):
            thigh_node.setY(HIP[1] + held.hips)
            thigh_node.setHpr(-self._way_deg, up, 0)
            shin_node.setP(-knee)
        swing = forward * self._pace * 46 * math.sin(self._phase * math.tau)
        for side, one_arm in zip((-1, 1), self._arms, strict=True):
            one_arm.setP(26 * self._pace + side * swing + 60 * breath)
        lean = (1.0 if forward > 0 else -0.4) * LEAN_DEG * self._pace * self._pace
        rise = held.hips + breath
        twist = -0.25 * self._way_deg - 0.12 * swing
        self._upper.setPosHpr(0, WAIST + rise, 0, twist, -lean, 0)
        self._head.setHpr(-twist, lean + 0.7 * max(-50.0, min(50.0, pitch * 360 / TURN)), 0)
        self._lantern.setPos(0, LANTERN + rise, (LANTERN - WAIST) * math.sin(math.radians(lean)))

    def _turn_legs(self, east: float, south: float, step: float, dt: float) -> float:
        """Turn the legs towards where the body goes; return 1 for forwards, -1 for backwards."""
        way, forward = 0.0, 1.0
        if step > 1e-5 and self._yaw is not None:
            course = math.degrees(math.atan2(east, -south)) - self._yaw * 360 / TURN
            way = (course + 180) % 360 - 180
            if abs(way) > 100:
                way, forward = (way + 360) % 360 - 180, -1.0
            way = max(-SIDEWAYS_DEG, min(SIDEWAYS_DEG, way))
        self._way_deg += (way - self._way_deg) * min(1.0, dt / TURN_EASE_S)
        return forward

    def shade(self, light: float) -> None:
        """Darken it to this share of its colour, for want of shaders."""
        step = round(light * 16)
        if step != self._shade:
            self._shade = step
            self.node.setColorScale(step / 16, step / 16, step / 16, 1)
