"""What a player looks like to others: a hooded walker with a pack, whose pole bears his lantern.

Each function returns one part that moves on its own, about its own joint (figure space: x right, y up, z
ahead, in cells). Knows nothing of the engine, nor of where a figure stands or how it walks.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.palette import COLOUR_NAMES
from maze3d.view.world.gait import SEGMENT
from maze3d.view.world.solids import Solid, box, joined, tube, turned

if TYPE_CHECKING:
    from maze3d.view.palette import RGB

HIP = (0.040, 2 * SEGMENT, 0.0)
"""Where the right leg hangs; the left one's x is the opposite."""

NECK = 0.398
"""Height about which the head turns."""

WAIST = 0.215
"""Height about which the upper body leans."""

SHOULDER = (0.088, 0.372 - WAIST, -0.004)
"""Where the right arm hangs, from the waist up."""

_LEATHER: RGB = (0.46, 0.34, 0.24)
_WOOL: RGB = (0.34, 0.31, 0.29)
_SKIN: RGB = (0.86, 0.66, 0.52)
_DARK: RGB = (0.13, 0.11, 0.10)
EMBER: RGB = (1.0, 0.16, 0.06)
"""A hunter's eyes, horns and flames."""

HORN = ((0.046, 0.478, 0.0), (0.074, 0.502, 0.006), (0.080, 0.534, 0.012))
"""A hunter's right horn, from its root to its tip."""

_FOLDS = 7
_FOLD_DEPTH = 0.055

_DYE_GLOW = 0.06
"""How much dyed cloth shines by itself: a player's colour is known in the dark, too."""


@lru_cache(2 * len(COLOUR_NAMES))
def upper(dye: RGB) -> Solid:
    """Return coat, scarf and pack in a player's colour, standing on the waist."""
    trim = shade(dye, 0.62)
    coat = [(0.135, 0.112), (0.16, 0.106), (0.215, 0.082), (0.26, 0.078), (0.315, 0.084), (0.352, 0.080)]
    shoulders = [(0.378, 0.067), (0.394, 0.046), (0.410, 0.030)]
    parts = [
        _folded(turned([*coat, *shoulders], sides=28, squash=(1.14, 0.80), colour=dye, shine=_DYE_GLOW)),
        _folded(turned([(0.135, 0.112), (0.150, 0.080)], sides=28, squash=(1.14, 0.80), colour=_DARK)),
        turned(
            [(0.207, 0.0855), (0.210, 0.0885), (0.226, 0.0875), (0.229, 0.084)],
            sides=14,
            squash=(1.16, 0.82),
            colour=_LEATHER,
        ),
        box((-0.014, 0.206, 0.066), (0.014, 0.231, 0.076), colour=(0.80, 0.68, 0.40)),
        # The scarf: a thick roll about the neck.
        turned(
            [(0.378, 0.050), (0.388, 0.066), (0.402, 0.067), (0.416, 0.050)],
            sides=12,
            squash=(1.0, 0.95),
            colour=trim,
            shine=_DYE_GLOW,
        ),
        *_pack(),
    ]
    return _lowered(_dimmed_below(joined(parts), 0.13, 0.34), WAIST)


@lru_cache(2 * len(COLOUR_NAMES))
def head(dye: RGB, *, hunter: bool) -> Solid:
    """Return face and hood, standing on the neck; a hunter is horned."""
    ball = [(-math.cos(t) * 0.052, math.sin(t) * 0.047) for t in np.linspace(0.05, math.pi - 0.05, 8)]
    face = turned([(0.447 + y, r) for y, r in ball], sides=12, at=(0, 0, 0.012), colour=_SKIN)
    # The hood leaves the face free: a ball that is cut open in front by leaning it back and widening it.
    hood = [(0.392, 0.050), (0.412, 0.061), (0.440, 0.0665), (0.468, 0.0615), (0.490, 0.044), (0.506, 0.012)]
    rim = [2 * math.pi * i / 16 for i in range(16)]
    opening = tube(
        [(0.044 * math.sin(t), 0.446 + 0.050 * math.cos(t), 0.043 - 0.010 * math.cos(t)) for t in rim],
        [0.0115] * 16,
        sides=6,
        closed=True,
        colour=shade(dye, 0.62),
        shine=_DYE_GLOW,
    )
    eyes = [
        turned(
            [(0.4470, 0.0005), (0.4490, 0.0045), (0.4530, 0.0058), (0.4570, 0.0045), (0.4590, 0.0005)],
            sides=10,
            at=(side * 0.0165, 0, 0.0525),
            colour=EMBER if hunter else _DARK,
            shine=1.0 if hunter else 0.0,
        )
        for side in (-1, 1)
    ]
    parts = [
        face,
        turned(hood, sides=14, squash=(1.0, 1.02), at=(0, 0, -0.014), colour=dye, shine=_DYE_GLOW),
        tube(
            [(0, 0.445, -0.024), (0, 0.474, -0.054), (0, 0.482, -0.080), (0, 0.476, -0.100)],
            [0.044, 0.032, 0.016, 0.002],
            sides=8,
            colour=dye,
            shine=_DYE_GLOW,
        ),
        opening,
        *eyes,
    ]
    if hunter:
        parts += [
            tube(
                [(side * x, y, z) for x, y, z in HORN],
                [0.013, 0.010, 0.002],
                sides=7,
                colour=EMBER,
                shine=0.75,
            )
            for side in (-1, 1)
        ]
    return _lowered(_dimmed_below(joined(parts), 0.13, 0.34), NECK)


def _pack() -> list[Solid]:
    """Return the pack on the back, its bedroll, its straps, and the pole that bears the lantern."""
    straps = [
        tube(
            [(s * 0.050, 0.245, 0.068), (s * 0.052, 0.345, 0.072), (s * 0.048, 0.394, 0.010)],
            [0.008] * 3,
            sides=5,
            colour=_LEATHER,
        )
        for s in (-1, 1)
    ]
    return [
        box((-0.056, 0.245, -0.128), (0.056, 0.362, -0.062), colour=_LEATHER),
        box((-0.048, 0.262, -0.140), (0.048, 0.310, -0.126), colour=shade(_LEATHER, 0.8)),
        tube([(-0.070, 0.378, -0.098), (0.070, 0.378, -0.098)], [0.024, 0.024], sides=9, colour=_WOOL),
        *straps,
        tube(
            [(0, 0.26, -0.118), (0, 0.50, -0.116), (0, 0.655, -0.075), (0, 0.688, -0.025), (0, 0.680, 0.0)],
            [0.0065, 0.006, 0.005, 0.004, 0.004],
            sides=5,
            colour=shade(_LEATHER, 0.7),
        ),
    ]


@lru_cache(2 * len(COLOUR_NAMES))
def arm(dye: RGB) -> Solid:
    """Return an arm in a sleeve of that colour, a little bent, hanging from its shoulder."""
    return _dimmed_below(
        joined(
            [
                tube(
                    [
                        *[
                            (-0.012, 0.030, 0),
                            (-0.008, 0.025, 0),
                            (-0.003, 0.012, 0),
                            (0.004, -0.020, -0.002),
                        ],
                        *[(0.009, -0.080, -0.004), (0.008, -0.142, 0.024)],
                    ],
                    [0.004, 0.020, 0.029, 0.031, 0.027, 0.032],
                    sides=10,
                    colour=dye,
                    shine=_DYE_GLOW,
                ),
                tube(
                    [
                        (0.008, -0.136, 0.023),
                        (0.007, -0.158, 0.033),
                        (0.006, -0.172, 0.039),
                        (0.006, -0.180, 0.042),
                    ],
                    [0.016, 0.020, 0.016, 0.003],
                    sides=7,
                    colour=_LEATHER,
                ),
            ]
        ),
        -0.2,
        0.0,
    )


@cache
def thigh() -> Solid:
    """Return the upper part of a leg, in wool, hanging from its hip."""
    return tube(
        [(0, 0.01, 0), (0, -0.055, 0.002), (0, -SEGMENT, 0.001), (0, -SEGMENT - 0.018, 0)],
        [0.034, 0.033, 0.029, 0.016],
        colour=_WOOL,
    )


@cache
def shin() -> Solid:
    """Return the lower part of a leg and its boot, hanging from its knee, the sole SEGMENT below."""
    foot = -SEGMENT
    return joined(
        [
            tube([(0, 0.018, 0), (0, 0.0, 0.002), (0, -0.030, 0)], [0.020, 0.029, 0.027], colour=_WOOL),
            tube(
                [(0, -0.004, 0), (0, -0.012, 0), (0, -0.055, -0.004), (0, foot + 0.006, -0.006)],
                [0.026, 0.034, 0.028, 0.029],
                colour=_LEATHER,
            ),
            tube(
                [(0, foot + 0.019, -0.012), (0, foot + 0.018, 0.030), (0, foot + 0.013, 0.056)],
                [0.025, 0.025, 0.012],
                colour=_LEATHER,
            ),
        ]
    )


def _folded(solid: Solid) -> Solid:
    """Lay the skirt of a coat in folds, deeper towards the hem."""
    at, normal = solid.vertices["position"], solid.vertices["normal"]
    deep = np.clip((0.225 - at[:, 1]) / 0.09, 0, 1) * _FOLD_DEPTH
    angle = np.arctan2(at[:, 0], at[:, 2])
    at[:, ::2] *= (1 + deep * np.cos(_FOLDS * angle))[:, None]
    slope = deep * _FOLDS * np.sin(_FOLDS * angle)
    normal[:, 0] += slope * np.cos(angle)
    normal[:, 2] -= slope * np.sin(angle)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return solid


def _dimmed_below(solid: Solid, low: float, high: float) -> Solid:
    """Darken what is low and what looks down, where little light comes to a figure by itself."""
    rise = np.clip((solid.vertices["position"][:, 1] - low) / (high - low), 0, 1)
    share = (0.70 + 0.30 * rise) * (0.86 + 0.14 * solid.vertices["normal"][:, 1])
    dimmed = solid.vertices["colour"][:, :3] * share[:, None]
    solid.vertices["colour"][:, :3] = dimmed.astype(np.uint8)
    return solid


def _lowered(solid: Solid, by: float) -> Solid:
    solid.vertices["position"][:, 1] -= np.float32(by)
    return solid


def shade(colour: RGB, share: float) -> RGB:
    """Return a colour darkened to this share of itself."""
    return colour[0] * share, colour[1] * share, colour[2] * share
