"""Statues: a walker, an owl, an obelisk, an armillary sphere.

Each function makes one for a sign (index in palette.SIGNS) in its colour. Knows nothing of the engine.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.world.landmark_parts import (
    BRONZE,
    DEPTH_CELLS,
    SLATE,
    STONE,
    Landmark,
    ball,
    halo,
    plinth,
    plinth_sign,
    tapered,
    with_candles,
)
from maze3d.view.world.signs import sign_square
from maze3d.view.world.solids import Solid, box, joined, tube, turned

if TYPE_CHECKING:
    from maze3d.view.palette import RGB


_WALKER_FOOT, _WALKER_Z = 0.20, 0.088
_OWL_FOOT, _OWL_Z = 0.26, 0.088


def walker(sign: int, dye: RGB, *, burning: bool) -> Landmark:
    """Return a hooded walker with a staff, one hand on it."""
    foot, z = _WALKER_FOOT, _WALKER_Z
    staff = tube(
        [(0.086, foot, z + 0.070), (0.078, foot + 0.50, z + 0.050)], [0.009, 0.008], sides=6, colour=BRONZE
    )
    finial = turned(ball(0.022), sides=10, at=(0.078, foot + 0.515, z + 0.050), colour=dye, shine=0.8)
    return with_candles(
        _walker_stone(), [staff, finial], plinth_sign(foot, sign, dye), dye, burning=burning, y=foot
    )


def owl(sign: int, dye: RGB, *, burning: bool) -> Landmark:
    """Return an owl whose eyes shine."""
    foot, z = _OWL_FOOT, _OWL_Z
    beak = tube(
        [(0, foot + 0.262, z + 0.064), (0, foot + 0.228, z + 0.082)], [0.014, 0.001], sides=6, colour=BRONZE
    )
    eyes = [
        turned(ball(0.019), sides=10, at=(s * 0.033, foot + 0.272, z + 0.056), colour=dye, shine=0.95)
        for s in (-1, 1)
    ]
    made = with_candles(
        _owl_stone(), [beak, *eyes], plinth_sign(foot, sign, dye), dye, burning=burning, y=foot
    )
    eye_glow = [halo((s * 0.033, foot + 0.272, z + 0.08), 0.13, dye, 120) for s in (-1, 1)]
    return made._replace(glow=np.concatenate([made.glow, *eye_glow]))


def obelisk(sign: int, dye: RGB, *, burning: bool) -> Landmark:
    """Return a tall needle whose tip shines, with the sign on its front."""
    foot, z = 0.14, 0.088
    shaft = tapered(
        box((-0.070, foot, z - 0.068), (0.070, 0.70, z + 0.068), colour=STONE, in_cells=True), 0.62, (0, z)
    )
    tip = tapered(
        box((-0.0434, 0.70, z - 0.0422), (0.0434, 0.775, z + 0.0422), colour=dye, shine=0.8), 0.06, (0, z)
    )
    grooves = [
        box(
            (-0.066 + 0.04 * (y - foot), y, z - 0.06),
            (0.066 - 0.04 * (y - foot), y + 0.012, z + 0.068 - 0.043 * (y - foot)),
            colour=BRONZE,
        )
        for y in (foot + 0.02, foot + 0.40)
    ]
    middle = foot + 0.20
    slate = box((-0.054, middle - 0.054, z), (0.054, middle + 0.054, z + 0.0630), colour=SLATE)
    large = sign_square((0, middle, z + 0.0637), 0.049, sign, dye)
    for part in (slate, large):  # they lean back as the shaft's face does
        at = part.vertices["position"]
        at[:, 2] -= np.float32(0.0461) * (at[:, 1] - np.float32(middle))
    made = with_candles(
        joined([*plinth(foot, 0.135), shaft]), [tip, *grooves], (slate, large), dye, burning=burning, y=foot
    )
    return made._replace(
        glow=np.concatenate([made.glow, halo((0, 0.75, z + 0.03), 0.55, dye, 80)]),
        light=(0, 0.72, DEPTH_CELLS + 0.10),
        power=0.46,
    )


def sphere(sign: int, dye: RGB, *, burning: bool) -> Landmark:
    """Return an armillary sphere: rings of bronze about a core that shines."""
    foot, z, middle, radius = 0.20, 0.094, 0.485, 0.084
    column = [
        (foot, 0.062),
        (foot + 0.015, 0.048),
        (foot + 0.09, 0.030),
        (foot + 0.15, 0.028),
        (foot + 0.165, 0.044),
        (foot + 0.18, 0.020),
    ]
    turn = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    rings = []
    for tilt, lean in ((0.0, 0.35), (1.25, 0.0), (1.25, 1.35), (-0.5, 0.4)):
        flat = np.stack([np.cos(turn), np.sin(turn), 0 * turn], -1) * radius
        about_x = np.array(
            [[1, 0, 0], [0, math.cos(tilt), -math.sin(tilt)], [0, math.sin(tilt), math.cos(tilt)]]
        )
        about_y = np.array(
            [[math.cos(lean), 0, math.sin(lean)], [0, 1, 0], [-math.sin(lean), 0, math.cos(lean)]]
        )
        points = flat @ about_x.T @ about_y.T + (0, middle, z)
        rings.append(tube(points.tolist(), [0.0075] * len(points), sides=4, closed=True, colour=BRONZE))
    axis = tube(
        [(-0.045, middle - 0.105, z), (0.045, middle + 0.105, z)], [0.006, 0.006], sides=6, colour=BRONZE
    )
    core = turned(ball(0.030, 9), sides=14, at=(0, middle, z), colour=dye, shine=1.0)
    stone = joined([*plinth(foot), turned(column, sides=14, at=(0, 0, z), colour=STONE, u=0)])
    made = with_candles(
        stone, [*rings, axis, core], plinth_sign(foot, sign, dye), dye, burning=burning, y=foot
    )
    return made._replace(
        glow=np.concatenate([made.glow, halo((0, middle, z), 0.46, dye, 90)]),
        light=(0, middle, DEPTH_CELLS + 0.10),
        power=0.46,
    )


@cache
def _walker_stone() -> Solid:
    foot, z = _WALKER_FOOT, _WALKER_Z
    robe = [
        (foot, 0.092),
        (foot + 0.03, 0.086),
        (foot + 0.15, 0.064),
        (foot + 0.25, 0.060),
        (foot + 0.31, 0.066),
        (foot + 0.345, 0.052),
        (foot + 0.365, 0.030),
    ]
    hood = [
        (foot + 0.335, 0.044),
        (foot + 0.36, 0.054),
        (foot + 0.395, 0.060),
        (foot + 0.43, 0.054),
        (foot + 0.455, 0.034),
        (foot + 0.468, 0.006),
    ]
    face = turned(
        [(foot + 0.37, 0.01), (foot + 0.38, 0.026), (foot + 0.40, 0.031), (foot + 0.43, 0.020)],
        sides=10,
        at=(0, 0, z + 0.036),
        colour=(0.42, 0.41, 0.39),
        u=0,
    )
    sleeves = (
        [(0.058, foot + 0.315, z), (0.096, foot + 0.235, z + 0.022), (0.082, foot + 0.26, z + 0.066)],
        [(-0.058, foot + 0.315, z), (-0.082, foot + 0.22, z + 0.030), (-0.030, foot + 0.235, z + 0.066)],
    )
    parts = [
        *plinth(foot),
        turned(robe, sides=18, squash=(1.12, 0.86), at=(0, 0, z), colour=STONE, u=0),
        turned(hood, sides=14, squash=(1, 0.95), at=(0, 0, z), colour=STONE, u=0),
        face,
        *(tube(sleeve, [0.026, 0.031, 0.021], colour=STONE, u=0) for sleeve in sleeves),
        *(
            turned(ball(0.017), sides=8, at=hand, colour=STONE, u=0)
            for hand in ((0.081, foot + 0.265, z + 0.068), (-0.022, foot + 0.236, z + 0.070))
        ),
        *(
            tube(
                [(0.05 * i, foot + 0.02, z + 0.075 - 0.006 * abs(i)), (0.034 * i, foot + 0.21, z + 0.052)],
                [0.010, 0.006],
                sides=5,
                colour=STONE,
                u=0,
            )
            for i in (-1, 0, 1)
        ),
    ]
    return joined(parts)


@cache
def _owl_stone() -> Solid:
    foot, z = _OWL_FOOT, _OWL_Z
    body = [
        (foot, 0.05),
        (foot + 0.02, 0.072),
        (foot + 0.10, 0.088),
        (foot + 0.18, 0.080),
        (foot + 0.225, 0.066),
        (foot + 0.27, 0.076),
        (foot + 0.315, 0.066),
        (foot + 0.345, 0.036),
        (foot + 0.352, 0.002),
    ]
    parts = [
        *plinth(foot),
        turned(body, sides=18, squash=(1.05, 0.90), at=(0, 0, z), colour=STONE, u=0),
        # Ears, wings, feet, the discs round the eyes and the brow between them.
        *(
            tube(
                [(s * 0.036, foot + 0.315, z + 0.01), (s * 0.062, foot + 0.385, z + 0.004)],
                [0.026, 0.002],
                sides=6,
                colour=STONE,
                u=0,
            )
            for s in (-1, 1)
        ),
        *(
            tube(
                [
                    (s * 0.070, foot + 0.215, z - 0.005),
                    (s * 0.094, foot + 0.13, z + 0.012),
                    (s * 0.066, foot + 0.02, z + 0.020),
                ],
                [0.020, 0.036, 0.008],
                sides=8,
                colour=STONE,
                u=0,
            )
            for s in (-1, 1)
        ),
        *(
            tube(
                [
                    (s * 0.033 + 0.030 * math.cos(t), foot + 0.272 + 0.030 * math.sin(t), z + 0.062)
                    for t in np.linspace(0, 2 * math.pi, 12, endpoint=False)
                ],
                [0.009] * 12,
                sides=5,
                closed=True,
                colour=STONE,
                u=0,
            )
            for s in (-1, 1)
        ),
        *(
            tube(
                [(s * x, foot + 0.006, z + 0.05), (s * x, foot + 0.004, z + 0.088)],
                [0.012, 0.009],
                sides=6,
                colour=STONE,
                u=0,
            )
            for s in (-1, 1)
            for x in (0.022, 0.044)
        ),
    ]
    return joined(parts)
