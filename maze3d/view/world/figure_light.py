"""What shines on a figure, and its shadow: the lantern of a player's sign, a hunter's flames.

Each function returns one part in figure space (as in figure.py). Knows nothing of the engine.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.palette import COLOUR_NAMES, PLAYER_COLOURS, PLAYER_SHAPES
from maze3d.view.surfaces.surface import ROSE
from maze3d.view.world.figure import EMBER, HORN, NECK, shade
from maze3d.view.world.models import FLAME, HALO, billboards, flat_mark
from maze3d.view.world.solids import Solid, box, joined, tube, turned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.palette import RGB

LANTERN = 0.618
"""Height of the lantern's middle."""

_IRON: RGB = (0.40, 0.40, 0.43)


def lantern(colour: int, shape: int) -> Solid:
    """Return the lantern of a sign (palette.PLAYER_SHAPES), about its middle, to be seen along z."""
    return _lantern(PLAYER_COLOURS[colour], shape)


@lru_cache(len(PLAYER_SHAPES) * len(COLOUR_NAMES))
def _lantern(dye: RGB, shape: int) -> Solid:
    lit = shade(dye, 0.82)
    name = PLAYER_SHAPES[shape]
    shine = 0.8
    half = 0.020
    ends = [(0.0, 0.0, -half), (0.0, 0.0, half)]
    if name == "circle":
        ball = [(-math.cos(t) * 0.047, math.sin(t) * 0.047) for t in np.linspace(0.05, math.pi - 0.05, 8)]
        body = turned(ball, sides=14, colour=lit, shine=shine)
    elif name == "square":
        body = box((-0.042, -0.042, -half), (0.042, 0.042, half), colour=lit, shine=shine)
    elif name == "triangle":
        body = _upright(tube(ends, [0.060, 0.060], sides=3, colour=lit, shine=shine))
    elif name == "diamond":
        body = turned([(-0.062, 0.001), (0.0, 0.045), (0.062, 0.001)], sides=4, colour=lit, shine=shine)
    elif name == "cross":
        body = joined(
            [
                box((-0.052, -0.017, -half), (0.052, 0.017, half), colour=lit, shine=shine),
                box((-0.017, -0.052, -half * 0.98), (0.017, 0.052, half * 0.98), colour=lit, shine=shine),
            ]
        )
    else:
        turn = [2 * math.pi * i / 20 for i in range(20)]
        body = tube(
            [(0.040 * math.cos(t), 0.040 * math.sin(t), 0) for t in turn],
            [0.013] * 20,
            sides=7,
            closed=True,
            colour=lit,
            shine=shine,
        )
    cap = turned([(0.043, 0.023), (0.052, 0.017), (0.064, 0.004)], sides=10, colour=_IRON)
    under = turned([(0.043, 0.001), (0.0431, 0.023)], sides=10, colour=_IRON)
    return joined([_lit_from_below(body), cap, under])


def halo(colour: int) -> NDArray[np.void]:
    """Return what shines about a lantern: a quad that turns to the eye."""
    tint = np.array([*(int(255 * part) for part in PLAYER_COLOURS[colour]), 85], np.uint8)
    return billboards(np.zeros((1, 3)), 0.30, 0.30, HALO, tint)


@cache
def fire() -> NDArray[np.void]:
    """Return what shines about a hunter's head: flames on the horns and a red glow; stands on the neck."""
    head = np.array([[0.0, 0.47 - NECK, 0.0]])
    tips = np.array([(side * x, y + 0.040 - NECK, z) for side in (-1, 1) for x, y, z in HORN[-1:]])
    flames = billboards(tips, 0.115, 0.155, FLAME, np.array([190, 16, 6, 90], np.uint8))
    flames["colour"][4:, 3] = 200  # each its own unrest
    red = np.array([255, 26, 8, 150], np.uint8)
    return np.concatenate([billboards(head, 0.62, 0.62, HALO, red), flames])


def embers() -> Solid:
    """Return a hunter's flames with a body, for want of those made by a shader; stands on the neck."""
    x, y, z = HORN[-1]
    return joined(
        tube(
            [(side * x, y + up - NECK, z) for up in (-0.012, 0.010, 0.032, 0.075)],
            [0.010, 0.020, 0.014, 0.001],
            sides=7,
            colour=EMBER,
            shine=1.0,
        )
        for side in (-1, 1)
    )


@cache
def shadow() -> Solid:
    """Return the darkness on the floor under a figure: a disc that fades to its rim."""
    sides = 12
    square = flat_mark(
        (0, 0.004, 0), (1, 0, 0), (0, 0, 1), half=0.1, normal=(0, 1, 0), atlas=ROSE, colour=(0, 0, 0, 0)
    )
    vertices = np.repeat(square[:1], sides + 1)
    middle = square["texcoord"].mean(axis=0)
    turn = np.arange(sides) * (2 * np.pi / sides)
    vertices["position"][0] = (0, 0.004, 0)
    vertices["position"][1:] = np.stack([0.17 * np.sin(turn), 0 * turn + 0.004, 0.15 * np.cos(turn)], -1)
    # One spot of a mark's picture, which is whole there: only the vertices' own coverage shows.
    vertices["texcoord"] = middle
    vertices["colour"] = 0
    vertices["colour"][0, 3] = 190
    rim = np.arange(sides, dtype=np.uint32)
    corners = np.stack([np.zeros_like(rim), (rim + 1) % sides + 1, rim + 1], -1)
    return Solid(vertices, corners.ravel())


def _lit_from_below(glass: Solid) -> Solid:
    rise = np.clip(glass.vertices["position"][:, 1] / 0.1 + 0.5, 0, 1)
    lit = glass.vertices["colour"][:, :3] * (1.0 - 0.35 * rise)[:, None]
    glass.vertices["colour"][:, :3] = lit.astype(np.uint8)
    return glass


def _upright(solid: Solid) -> Solid:
    """Turn what points to the left so that it points up."""
    for field in ("position", "normal"):
        x, y = solid.vertices[field][:, 0].copy(), solid.vertices[field][:, 1].copy()
        solid.vertices[field][:, 0], solid.vertices[field][:, 1] = y, -x
    return solid
