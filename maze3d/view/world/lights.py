"""Which lights the shader computes this frame: the nearest few of those in sight, flickering.

Knows nothing of the engine: gives rows of numbers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maze3d.pack.colours import linear

if TYPE_CHECKING:
    from collections.abc import Iterable

TORCH_STRENGTH = 1.95
"""Of the strongest of a torch's linear red, green and blue."""

FADE_CELLS = 0.8
"""A light that is about to lose its place to a nearer one fades over this distance."""


class Light(NamedTuple):
    """A light in engine space."""

    x: float
    y: float
    z: float
    red: float
    green: float
    blue: float
    seed: float
    """0 to 1: shifts the flicker; below 0 the light is steady."""
    baked: bool
    """Whether the place map knows this light, so that walls stop it."""


def flicker(seed: float, time_s: float) -> float:
    """Return a flame's strength, about 1: three waves of unrelated lengths, slow enough not to strobe."""
    t = time_s + seed * 61.0
    return (
        1.0 + 0.055 * math.sin(t * 7.3) + 0.045 * math.sin(t * 11.9 + seed * 9) + 0.030 * math.sin(t * 17.7)
    )


def chosen(
    lights: Iterable[Light], eye: tuple[float, float, float], count: int, time_s: float, *, lively: bool
) -> list[tuple[float, float, float, float, float, float, float, float]]:
    """Return x, y, z, strength, red, green, blue, baked of the `count` nearest lights, nearest first.

    Where there are more, the farthest ones shown fade out as the next comes near, so that none pops.
    """
    ex, _ey, ez = eye
    ranked = sorted((math.hypot(light.x - ex, light.z - ez), light) for light in lights)
    limit = ranked[count][0] if len(ranked) > count else math.inf
    rows = []
    for distance, light in ranked[:count]:
        strength = min(1.0, (limit - distance) / FADE_CELLS)
        if lively and light.seed >= 0:
            strength *= flicker(light.seed, time_s)
        rows.append(
            (light.x, light.y, light.z, strength, light.red, light.green, light.blue, float(light.baked))
        )
    return rows


def torch_light(colour: str) -> tuple[float, float, float]:
    """Return a torch's light at full strength, linear; a darker colour gives no weaker light."""
    light = linear(colour)
    share = TORCH_STRENGTH / max(*light, 0.05)
    return light[0] * share, light[1] * share, light[2] * share
