"""A fountain with moving water, and a brazier with a flame in its region's colour.

Each function makes one for a sign (index in palette.SIGNS). Knows nothing of the engine.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.world.faces import VERTEX
from maze3d.view.world.landmark_parts import (
    BRONZE,
    DEPTH_CELLS,
    SLATE,
    STONE,
    Landmark,
    ball,
    candle,
    halo,
    tapered,
    wisp,
)
from maze3d.view.world.models import WATER
from maze3d.view.world.signs import sign_square
from maze3d.view.world.solids import Solid, box, joined, tube, turned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.palette import RGB


_WET: RGB = (0.30, 0.42, 0.46)


def fountain(sign: int, dye: RGB, *, burning: bool) -> Landmark:
    """Return a fountain: a niche's frame, a mask that spouts, a half-round basin with moving water."""
    spout = tube([(0, 0.418, 0.030), (0, 0.414, 0.072)], [0.011, 0.010], sides=8, colour=(0.55, 0.55, 0.55))
    lights = []
    wax: list[Solid] = []
    for side in (-1, 1):
        stick, flame = candle((side * 0.178, 0.70, 0.050), dye, burning=burning)
        wax += stick
        lights.append(flame)
    slate = box((-0.052, 0.503, 0.018), (0.052, 0.607, 0.0235), colour=SLATE)
    mark = sign_square((0, 0.555, 0.0245), 0.048, sign, dye)
    return Landmark(
        _fountain_stone(),
        joined([spout, slate, _pool(dye), *wax]),
        mark,
        np.concatenate([_stream(), *lights]),
        (0, 0.66, DEPTH_CELLS + 0.12),
        0.42,
    )


@cache
def _fountain_stone() -> Solid:
    rim_y, wide = 0.225, 0.165
    bowl = [(0.03, 0.085), (0.06, 0.075), (0.10, 0.085), (0.16, 0.130), (0.205, 0.160), (rim_y, wide)]
    inside = [(0.165, 0.02), (0.185, 0.120), (rim_y, 0.146)]
    squash = (1.06, 1.04)
    rim = [
        (math.sin(t) * 0.156 * squash[0], rim_y, max(math.cos(t) * 0.156 * squash[1], 0.004))
        for t in np.linspace(-math.pi / 2, math.pi / 2, 12)
    ]
    carved = [
        box((-0.12, 0, 0), (0.12, 0.032, 0.125), colour=STONE, in_cells=True),
        _front_half(turned(bowl, sides=22, squash=squash, colour=STONE, u=0)),
        _front_half(_inwards(turned(inside, sides=22, squash=squash, colour=_WET, u=0))),
        tube(rim, [0.014] * len(rim), sides=7, colour=STONE, u=0),
        box((-0.20, rim_y, 0), (0.20, 0.60, 0.020), colour=STONE, in_cells=True),
        *(
            box((s * 0.178 - 0.026, 0.0, 0), (s * 0.178 + 0.026, 0.62, 0.045), colour=STONE, in_cells=True)
            for s in (-1, 1)
        ),
        box((-0.235, 0.62, 0), (0.235, 0.655, 0.062), colour=STONE, in_cells=True),
        tapered(box((-0.215, 0.655, 0), (0.215, 0.73, 0.045), colour=STONE, in_cells=True), 0.25, (0, 0.0)),
        # The mask: a round face with cheeks and brows, and the spout in its mouth.
        turned(ball(0.052), sides=14, squash=(1, 0.55), at=(0, 0.445, 0.020), colour=STONE, u=0),
        *(
            turned(ball(0.021), sides=8, squash=(1, 0.8), at=(s * 0.026, 0.430, 0.040), colour=STONE, u=0)
            for s in (-1, 1)
        ),
        *(
            tube(
                [(s * 0.008, 0.464, 0.045), (s * 0.040, 0.472, 0.036)],
                [0.008, 0.005],
                sides=5,
                colour=STONE,
                u=0,
            )
            for s in (-1, 1)
        ),
    ]
    mane = [
        tube(
            [
                (0.055 * math.cos(t), 0.445 + 0.055 * math.sin(t), 0.022),
                (0.080 * math.cos(t + 0.18), 0.445 + 0.080 * math.sin(t + 0.18), 0.020),
            ],
            [0.015, 0.003],
            sides=4,
            colour=STONE,
            u=0,
        )
        for t in np.linspace(0, 2 * math.pi, 14, endpoint=False)
    ]
    return joined([*carved, *mane])


def _front_half(solid: Solid) -> Solid:
    """Push what lies behind the wall onto it."""
    np.maximum(solid.vertices["position"][:, 2], 0.002, out=solid.vertices["position"][:, 2])
    return solid


def _inwards(solid: Solid) -> Solid:
    solid.vertices["normal"] *= -1
    return Solid(solid.vertices, solid.corners.reshape(-1, 3)[:, ::-1].ravel().copy())


def _pool(dye: RGB) -> Solid:
    """Return the water in the basin, which holds a little of the region's light."""
    count = 14
    turn = np.linspace(-np.pi / 2, np.pi / 2, count)
    vertices = np.zeros(count + 1, VERTEX)
    vertices["position"][0] = (0, 0.206, 0.004)
    vertices["position"][1:] = np.stack(
        [0.146 * np.sin(turn), 0 * turn + 0.206, np.maximum(0.142 * np.cos(turn), 0.004)], -1
    )
    vertices["normal"] = (0, 1, 0)
    vertices["texcoord"] = 0.7
    tone = [0.10 + 0.18 * dye[0], 0.16 + 0.18 * dye[1], 0.20 + 0.18 * dye[2]]
    vertices["colour"] = (*(int(255 * part) for part in tone), 200)
    rim = np.arange(count - 1, dtype=np.uint32)
    corners = np.stack([np.zeros_like(rim), rim + 2, rim + 1], -1)
    return Solid(vertices, corners.ravel())


def _stream() -> NDArray[np.void]:
    """Return the falling water and the rings where it falls: quads of the kind WATER."""
    pale = (190, 225, 240, 255)
    quads = []
    fall = [(0.414, 0.072), (0.395, 0.092), (0.345, 0.104), (0.27, 0.110), (0.206, 0.113)]
    for (y0, z0), (y1, z1) in pairwise(fall):
        for across in ((1.0, 0.0), (0.0, 1.0)):  # two sheets crossed, so that it has a body from the side
            w = 0.008
            x, z = w * across[0], w * across[1]
            quad = np.zeros(4, VERTEX)
            quad["position"] = [(-x, y1, z1 - z), (x, y1, z1 + z), (x, y0, z0 + z), (-x, y0, z0 - z)]
            quad["texcoord"] = [(-1, y1 * 4), (1, y1 * 4), (1, y0 * 4), (-1, y0 * 4)]
            quads += [quad, quad[::-1].copy()]
    pool = np.zeros(4, VERTEX)
    pool["position"] = [
        (0.12, 0.2075, 0.006),
        (-0.12, 0.2075, 0.006),
        (-0.12, 0.2075, 0.140),
        (0.12, 0.2075, 0.140),
    ]
    pool["texcoord"] = [(9, -1), (11, -1), (11, 1), (9, 1)]  # rings, in shaders/glow.frag, from 8 on
    quads += [pool, pool[::-1].copy()]
    made = np.concatenate(quads)
    made["normal"] = (0, 0, WATER)
    made["colour"] = pale
    return made


def brazier(sign: int, dye: RGB, *, burning: bool) -> Landmark:
    """Return a bowl on a column with a large flame in the region's colour, or a globe that shines so."""
    z, top = 0.098, 0.40
    column = [(0.10, 0.055), (0.12, 0.040), (0.20, 0.034), (0.28, 0.038), (0.30, 0.055)]
    bowl = [
        (0.30, 0.030),
        (0.315, 0.052),
        (0.35, 0.078),
        (top, 0.087),
        (top + 0.006, 0.080),
        (top - 0.02, 0.060),
        (top - 0.025, 0.001),
    ]
    carved = [
        box((-0.12, 0, 0), (0.12, 0.03, DEPTH_CELLS), colour=STONE, in_cells=True),
        box((-0.095, 0.03, 0), (0.095, 0.10, DEPTH_CELLS - 0.012), colour=STONE, in_cells=True),
        turned(column, sides=14, at=(0, 0, z), colour=STONE, u=0),
    ]
    metal = [turned(bowl, sides=18, at=(0, 0, z), colour=BRONZE)]
    plate = [
        turned([(0.0, 0.105), (0.0001, 0.001)], sides=24, colour=SLATE),
        tube(
            [
                (0.105 * math.cos(t), 0.60 + 0.105 * math.sin(t), 0.008)
                for t in np.linspace(0, 2 * math.pi, 18, endpoint=False)
            ],
            [0.010] * 18,
            sides=6,
            closed=True,
            colour=BRONZE,
        ),
    ]
    _stand_up(plate[0], 0.60, 0.006)
    large = sign_square((0, 0.60, 0.0075), 0.080, sign, dye)
    if burning:
        coals = [
            turned(
                ball(0.020, 5),
                sides=6,
                at=(0.04 * math.cos(t), top - 0.008, z + 0.04 * math.sin(t)),
                colour=dye,
                shine=0.7,
            )
            for t in np.linspace(0, 2 * math.pi, 7, endpoint=False)
        ]
        glow = [
            wisp((0, top + 0.075, z), 0.16, 0.22, dye, 60),
            wisp((0.012, top + 0.05, z + 0.01), 0.11, 0.15, dye, 170),
        ]
    else:
        coals = [turned(ball(0.058, 10), sides=16, at=(0, top + 0.045, z), colour=dye, shine=0.8)]
        glow = []
    glow.append(halo((0, top + 0.07, z + 0.02), 0.95, dye, 150))
    return Landmark(
        joined(carved),
        joined([*metal, *plate, *coals]),
        large,
        np.concatenate(glow),
        (0, top + 0.14, z + 0.10),
        0.8,
    )


def _stand_up(disc: Solid, y: float, z: float) -> None:
    """Turn a disc that lies on the floor so that it looks along +z, its middle at (0, y, z)."""
    for field in ("position", "normal"):
        was = disc.vertices[field].copy()
        disc.vertices[field][:, 1], disc.vertices[field][:, 2] = -was[:, 2], was[:, 1]
    disc.vertices["position"] += np.array([0, y, z], np.float32)
