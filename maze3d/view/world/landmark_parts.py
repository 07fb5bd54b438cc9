"""What landmarks have in common: what they stand on, the slate with their sign, their small lights.

A landmark stands before a wall at z = 0 (as models.torch does), at most DEPTH_CELLS deep. Knows nothing of
the engine.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maze3d.view.world.models import HALO, WISP, billboards
from maze3d.view.world.signs import sign_square
from maze3d.view.world.solids import Solid, box, joined, tube, turned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maze3d.view.palette import RGB
    from maze3d.view.world.models import Point


DEPTH_CELLS = 0.185
"""A body's middle comes no nearer to a wall (sim.units.BODY_RADIUS)."""

BRONZE: RGB = (0.95, 0.80, 0.52)
STONE: RGB = (0.86, 0.84, 0.80)
SLATE: RGB = (0.20, 0.21, 0.24)
"""What signs lie on, so that pale ones are seen on pale stone."""


class Landmark(NamedTuple):
    """Parts by material: `carved` stone, `fitting` metal and what shines, `sign` decals, and glow."""

    carved: Solid
    fitting: Solid | None
    sign: Solid
    glow: NDArray[np.void]
    light: Point
    """Where its light is."""
    power: float
    """Of its light, a torch being 1."""


def plinth(height: float, half: float = 0.125) -> list[Solid]:
    """Return a block with a foot and a cap, and a face for the sign."""
    deep = DEPTH_CELLS
    return [
        box((-half - 0.02, 0, 0), (half + 0.02, 0.035, deep), colour=STONE, in_cells=True),
        box((-half, 0.035, 0), (half, height - 0.025, deep - 0.018), colour=STONE, in_cells=True),
        box(
            (-half - 0.014, height - 0.025, 0),
            (half + 0.014, height, deep - 0.004),
            colour=STONE,
            in_cells=True,
        ),
    ]


def plinth_sign(height: float, sign: int, dye: RGB) -> tuple[Solid, Solid]:
    """Return a slate on a plinth's face, and the sign on it."""
    middle, half, face = (height + 0.01) / 2, 0.36 * height, DEPTH_CELLS - 0.018
    slate = box((-half, middle - half, 0.1), (half, middle + half, face + 0.004), colour=SLATE)
    return slate, sign_square((0, middle, face + 0.005), 0.92 * half, sign, dye)


def candle(at: Point, dye: RGB, *, burning: bool) -> tuple[list[Solid], NDArray[np.void]]:
    """Return a small light in a region's colour: a candle's flame, or a bead."""
    x, y, z = at
    if burning:
        wax = tube(
            [(x, y - 0.045, z), (x, y, z)], [0.016, 0.013], sides=8, colour=(0.9, 0.85, 0.7), shine=0.25
        )
        flame = wisp((x, y + 0.030, z), 0.055, 0.085, dye, unrest=int(997 * abs(x) + 31) % 256)
        return [wax], np.concatenate([flame, halo((x, y + 0.03, z), 0.42, dye, 60)])
    bead = turned(ball(0.020), sides=10, at=(x, y + 0.02, z), colour=dye, shine=1.0)
    return [bead], halo((x, y + 0.02, z), 0.36, dye, 70)


def ball(radius: float, count: int = 8) -> list[tuple[float, float]]:
    """Return the profile of a ball about height 0, for `solids.turned`."""
    return [
        (-math.cos(t) * radius, max(math.sin(t) * radius, 0.0005))
        for t in np.linspace(0.02, math.pi - 0.02, count)
    ]


def wisp(at: Point, wide: float, tall: float, dye: RGB, unrest: int) -> NDArray[np.void]:
    """Return a flame of that colour; `unrest`, 0 to 255, is unlike its neighbours'."""
    colour = np.array([*(int(255 * (0.15 + 0.85 * part)) for part in dye), unrest], np.uint8)
    return billboards(np.array([at]), wide, tall, WISP, colour)


def halo(at: Point, side: float, dye: RGB, strength: int) -> NDArray[np.void]:
    """Return what shines about a light; `strength` 0 to 255."""
    colour = np.array([*(int(255 * part) for part in dye), strength], np.uint8)
    return billboards(np.array([at]), side, side, HALO, colour)


def with_candles(
    carved: Solid,
    fitting: list[Solid],
    signed: tuple[Solid, Solid],
    dye: RGB,
    *,
    burning: bool,
    y: float,
) -> Landmark:
    """Return a landmark with a small light on either side of what it stands on, at height `y`."""
    slate, sign = signed
    fitting.append(slate)
    glow = []
    for side in (-1, 1):
        wax, flame = candle((side * 0.105, y + 0.045, DEPTH_CELLS - 0.045), dye, burning=burning)
        fitting += wax
        glow.append(flame)
    return Landmark(
        carved, joined(fitting), sign, np.concatenate(glow), (0, y + 0.20, DEPTH_CELLS + 0.10), 0.42
    )


def tapered(solid: Solid, share: float, middle: tuple[float, float]) -> Solid:
    """Draw a box's top in to this share of its width, about `middle` (x, z)."""
    at = solid.vertices["position"]
    top = at[:, 1] > (at[:, 1].min() + at[:, 1].max()) / 2
    for axis, centre in ((0, middle[0]), (2, middle[1])):
        at[top, axis] = centre + (at[top, axis] - centre) * np.float32(share)
    return solid
