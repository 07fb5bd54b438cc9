"""The things that stand in the maze: torches, keys, the exit's gate and the start's rose.

Each function returns vertices in cells. Knows nothing of the engine, nor of where things are put.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from maze3d.view.palette import EXIT_COLOUR
from maze3d.view.world.faces import HEIGHT, VERTEX
from maze3d.view.world.places import FLAME_OUT, TORCH_HEIGHT
from maze3d.view.world.solids import WOOD, Solid, box, joined, tube

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maze3d.view.palette import RGB

Point: TypeAlias = tuple[float, float, float]
"""x, y, z in cells, or a direction."""

FLAME, HALO, VEIL, LIGHT_MARK, WATER, WISP = 0.0, 1.0, 2.0, 3.0, 4.0, 5.0
"""The kinds of glow that shaders/glow.frag draws."""

KEY_SHINE = 0.22
"""How much a key shines by itself, to be found in the dark."""

GATE_WIDTH = 0.50
GATE_TOP = 0.70
GATE_DEPTH = 0.07


def torch() -> Solid:
    """Return a bracket with its torch: origin on the wall at the floor, the wall behind (z = 0)."""
    top = TORCH_HEIGHT
    reach = FLAME_OUT
    dark = (0.55, 0.55, 0.58)
    return joined(
        [
            box((-0.020, top - 0.24, 0.0), (0.020, top - 0.10, 0.010), colour=dark),
            tube(
                [(0, top - 0.20, 0.005), (0, top - 0.215, reach * 0.62)], [0.008, 0.008], sides=5, colour=dark
            ),
            tube(
                [(0, top - 0.28, reach * 0.42), (0, top - 0.085, reach * 0.93)],
                [0.011, 0.019],
                sides=7,
                u=WOOD,
                colour=(0.8, 0.7, 0.6),
            ),
            tube(
                [
                    (0, top - 0.118, reach * 0.84),
                    (0, top - 0.10, reach * 0.89),
                    (0, top - 0.068, reach * 0.98),
                ],
                [0.021, 0.031, 0.034],
                sides=8,
                colour=dark,
            ),
            tube(
                [(0, top - 0.080, reach * 0.95), (0, top - 0.050, reach)],
                [0.026, 0.014],
                sides=6,
                u=WOOD,
                colour=(1.0, 0.42, 0.10),
                shine=0.8,
            ),
        ]
    )


def lamp() -> Solid:
    """Return a lamp that hangs as a torch does, for packs without fire: a plate and a tube that shines."""
    top, reach = TORCH_HEIGHT, FLAME_OUT
    return joined(
        [
            box((-0.034, top - 0.11, 0.0), (0.034, top + 0.11, 0.016)),
            box((-0.026, top - 0.095, 0.016), (0.026, top - 0.075, reach * 0.62)),
            box((-0.026, top + 0.075, 0.016), (0.026, top + 0.095, reach * 0.62)),
            tube(
                [(0, top - 0.076, reach * 0.4), (0, top + 0.076, reach * 0.4)],
                [0.016, 0.016],
                sides=10,
                colour=(0.93, 0.98, 1.0),
                shine=1.0,
            ),
        ]
    )


def key(shape: str, colour: RGB) -> Solid:
    """Return a key of that bow (palette.KEY_SHAPES), upright about its middle, 0.3 cells tall."""
    thick = 0.017
    bow_at = 0.085
    if shape == "circle":
        turns = [2 * math.pi * i / 20 for i in range(20)]
        bow = tube(
            [(0.062 * math.cos(t), bow_at + 0.062 * math.sin(t), 0) for t in turns],
            [thick] * 20,
            closed=True,
            colour=colour,
            shine=KEY_SHINE,
        )
    elif shape == "square":
        bow = _bars([(-0.058, -0.058), (0.058, -0.058), (0.058, 0.058), (-0.058, 0.058)], bow_at, colour)
    else:
        bow = _bars([(-0.074, -0.050), (0.074, -0.050), (0.0, 0.082)], bow_at, colour)
    return joined(
        [
            bow,
            tube([(0, bow_at - 0.045, 0), (0, -0.150, 0)], [0.014, 0.014], colour=colour, shine=KEY_SHINE),
            tube(
                [(0, bow_at - 0.060, 0), (0, bow_at - 0.085, 0)],
                [0.026, 0.022],
                colour=colour,
                shine=KEY_SHINE,
            ),
            box((0, -0.145, -0.010), (0.060, -0.120, 0.010), colour=colour, shine=KEY_SHINE),
            box((0, -0.100, -0.010), (0.045, -0.078, 0.010), colour=colour, shine=KEY_SHINE),
        ]
    )


def _bars(corners: Sequence[tuple[float, float]], middle: float, colour: RGB) -> Solid:
    """Return a frame of straight bars between corners (x, y) round `middle`."""
    parts = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        ends = [(ax, ay + middle, 0.0), (bx, by + middle, 0.0)]
        parts.append(tube(ends, [0.018, 0.018], sides=6, colour=colour, shine=KEY_SHINE))
    return joined(parts)


def gate_stone() -> Solid:
    """Return the exit's frame: two pillars with feet and heads, a lintel and a step. Wall behind at z = 0."""
    half, depth = GATE_WIDTH / 2, GATE_DEPTH
    parts = [box((-half - 0.11, 0, 0), (half + 0.11, 0.025, depth + 0.06), in_cells=True)]
    for side in (-1, 1):
        near, far = side * half, side * (half + 0.085)
        x0, x1 = min(near, far), max(near, far)
        parts += [
            box((x0, 0, 0), (x1, GATE_TOP, depth), in_cells=True),
            box((x0 - 0.012, 0, 0), (x1 + 0.012, 0.085, depth + 0.014), in_cells=True),
            box((x0 - 0.012, GATE_TOP - 0.05, 0), (x1 + 0.012, GATE_TOP, depth + 0.014), in_cells=True),
        ]
    parts += [
        box((-half - 0.10, GATE_TOP, 0), (half + 0.10, GATE_TOP + 0.11, depth + 0.008), in_cells=True),
        box(
            (-0.06, GATE_TOP - 0.012, 0), (0.06, min(GATE_TOP + 0.135, HEIGHT), depth + 0.022), in_cells=True
        ),
    ]
    return joined(parts)


def gate_dark() -> Solid:
    """Return the darkness behind the bars."""
    half = GATE_WIDTH / 2
    return box((-half, 0.0, 0.0), (half, GATE_TOP, 0.01), colour=(0.05, 0.06, 0.07))


def gate_bars() -> Solid:
    """Return the grille that closes the exit."""
    depth = GATE_DEPTH * 0.62
    half = GATE_WIDTH / 2
    dark = (0.75, 0.75, 0.8)
    upright = [
        tube([(x, 0.02, depth), (x, GATE_TOP, depth)], [0.012, 0.012], sides=6, colour=dark)
        for x in np.linspace(-half + 0.055, half - 0.055, 6)
    ]
    level = [
        box((-half, y, depth - 0.014), (half, y + 0.028, depth + 0.014), colour=dark) for y in (0.13, 0.52)
    ]
    lock = [box((-0.055, 0.28, depth - 0.02), (0.055, 0.40, depth + 0.02), colour=dark)]
    plates = [box((-half, 0.325, depth - 0.012), (half, 0.355, depth + 0.012), colour=dark)]
    return joined(upright + level + lock + plates)


def gate_lamp(index: int, count: int, colour: RGB, *, lit: bool) -> Solid:
    """Return the lamp of one key over the gate: bright once the key is held, a dull stone before."""
    x = (index - (count - 1) / 2) * 0.15
    y = GATE_TOP + 0.055
    z = GATE_DEPTH + 0.008
    tone = colour if lit else tuple(0.45 * part for part in colour)
    ring = [2 * math.pi * i / 12 for i in range(12)]
    return joined(
        [
            tube(
                [(x + 0.037 * math.cos(t), y + 0.037 * math.sin(t), z + 0.004) for t in ring],
                [0.008] * 12,
                sides=5,
                closed=True,
            ),
            tube(
                [(x, y, z - 0.004), (x, y, z + 0.012), (x, y, z + 0.020)],
                [0.031, 0.029, 0.012],
                sides=12,
                colour=(tone[0], tone[1], tone[2]),
                shine=1.0 if lit else 0.12,
            ),
        ]
    )


def billboards(
    centres: NDArray[np.floating],
    width: float,
    height: float,
    kind: float,
    colour: NDArray[np.uint8],
    *,
    out: NDArray[np.floating] | None = None,
) -> NDArray[np.void]:
    """Return quads that turn to the eye: `centres` [n, 3], `colour` uint8[n, 4] or [4].

    `out` [n, 2] is the engine's (x, z) away from a wall FLAME_OUT behind each, into which its light fades.
    """
    corner = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float32)
    vertices = np.zeros((len(centres), 4), VERTEX)
    vertices["position"] = np.asarray(centres)[:, None]
    vertices["normal"][..., :2] = corner * (width / 2, height / 2)
    vertices["normal"][..., 2] = kind
    if out is not None:
        vertices["texcoord"] = np.asarray(out)[:, None]
    vertices["colour"] = np.broadcast_to(colour, (len(centres), 4))[:, None]
    return vertices.ravel()


def veil() -> Solid:
    """Return the shimmering sheet in the gate."""
    half, depth = GATE_WIDTH / 2, 0.02
    vertices = np.zeros(4, VERTEX)
    vertices["position"] = [
        (half, 0.02, depth),
        (-half, 0.02, depth),
        (-half, GATE_TOP, depth),
        (half, GATE_TOP, depth),
    ]
    vertices["normal"] = (0, 0, VEIL)
    vertices["texcoord"] = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    # Without shaders this is its colour; with them it is not read.
    vertices["colour"] = [*(int(90 * part) for part in EXIT_COLOUR), 255]
    return Solid(vertices, np.array([0, 1, 2, 0, 2, 3], np.uint32))


def flat_mark(
    centre: Point,
    right: Point,
    up: Point,
    *,
    half: float,
    normal: Point,
    atlas: int,
    colour: Sequence[float],
) -> NDArray[np.void]:
    """Return a square of one of the four pictures of the surface `marks`, on a wall or on the floor."""
    corner = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float32)
    vertices = np.zeros(4, VERTEX)
    axes = np.array([right, up], np.float32)
    vertices["position"] = np.array(centre, np.float32) + corner * half @ axes
    vertices["normal"] = normal
    vertices["texcoord"] = (corner * 0.96 + 1) / 4 + (0.5 * (atlas % 2), 0.5 * (atlas // 2))
    vertices["colour"] = (np.clip(np.array(colour), 0, 1) * 255 + 0.5).astype(np.uint8)
    return vertices
