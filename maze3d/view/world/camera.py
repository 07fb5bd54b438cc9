"""Where the player's eye is, and the engine's camera put there."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from maze3d.sim.units import CELL, TURN

NEAR = 0.03
"""Nearer than the nearest a wall can come to an eye, corners of the picture included."""

FAR = 80.0


class Eye(NamedTuple):
    """An eye in the units of a match, with fractions: map x and y, height, yaw and pitch."""

    x: float
    y: float
    height: float
    yaw: float
    pitch: float
    level: int = 0


def engine_place(eye: Eye) -> tuple[float, float, float]:
    """Return the engine's x (east), y (up), z (north), in cells."""
    return eye.x / CELL, eye.height / CELL, -eye.y / CELL


def place_camera(camera: Any, lens: Any, aspect: float, eye: Eye, fov: float, *, roll: float = 0.0) -> None:
    """Put the node `camera`, somewhere in the scene, with `lens`, at `eye`.

    `fov` is the horizontal field of view in degrees that a 16:9 window has; the vertical one is the same
    at every `aspect` (width / height), so a wider window shows more. `roll` is in degrees.
    """
    scene = camera.getTop()  # Ursina hangs its camera under a moved node
    camera.setPos(scene, *engine_place(eye))
    camera.setHpr(scene, -eye.yaw * 360 / TURN, eye.pitch * 360 / TURN, roll)
    tall = math.tan(math.radians(fov) / 2) * 9 / 16
    lens.setNearFar(NEAR, FAR)
    lens.setFov(math.degrees(2 * math.atan(tall * aspect)), math.degrees(2 * math.atan(tall)))
