"""A sky by day: a panorama, twice as wide as high, north at its edges, east a quarter from the left.

Clouds are noise on two planes overhead, looked at in perspective, so there is no seam and no pole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from making.noise import smoothstep, spectral
from making.surface import as_bytes, mix, rgb

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from making.noise import Field

SUN_AZIMUTH, SUN_HEIGHT = 130.0, 52.0
"""Degrees; as `sun_azimuth` and `sun_height` in assets/packs/garden/pack.toml."""


def garden_sky(side: int) -> NDArray[np.uint8]:
    """Return uint8[side, 2 * side, 3]: blue with fair-weather clouds, hazy trees along the horizon."""
    azimuth = (np.arange(2 * side, dtype=np.float32) + 0.5) / (2 * side) * np.float32(2 * np.pi)
    height = ((np.arange(side, dtype=np.float32) + 0.5) / side - 0.5) * np.float32(np.pi)
    azimuth, height = np.meshgrid(azimuth, height)
    x, up, north = np.sin(azimuth) * np.cos(height), np.sin(height), np.cos(azimuth) * np.cos(height)
    sun_azimuth, sun_height = np.radians(SUN_AZIMUTH), np.radians(SUN_HEIGHT)
    to_sun = (
        x * np.sin(sun_azimuth) * np.cos(sun_height)
        + up * np.sin(sun_height)
        + north * np.cos(sun_azimuth) * np.cos(sun_height)
    )
    rise = np.clip(up, 0, 1)
    colour = mix(rgb(0.70, 0.82, 0.90), rgb(0.20, 0.42, 0.74), rise**0.55)
    colour = mix(colour, rgb(0.90, 0.91, 0.88), smoothstep(0.20, 0.0, rise) * 0.8)
    near_sun = smoothstep(0.80, 1.0, to_sun)
    colour = colour + rgb(0.30, 0.27, 0.20) * (near_sun**3)[..., None]
    for seed, scale, cover, veil in ((4000, 0.11, 0.30, 1.0), (4100, 0.05, 1.2, 0.35)):
        cloud, lit = _clouds(side, seed, (x, up, north), scale=scale, cover=cover)
        shade = mix(rgb(0.66, 0.71, 0.79), rgb(1.0, 0.99, 0.96), lit)
        colour = mix(colour, shade, cloud * veil * smoothstep(0.03, 0.20, up))
    disc = smoothstep(0.9985, 0.9993, to_sun)
    colour = mix(colour, np.broadcast_to(rgb(1.0, 0.98, 0.90), colour.shape), disc)
    trees = _tree_line(side, azimuth)
    far = smoothstep(trees + 0.006, trees - 0.002, height)
    colour = mix(colour, rgb(0.56, 0.66, 0.66) + 0.0 * colour, far * smoothstep(-0.3, 0.0, height))
    below = smoothstep(0.0, -0.06, up)
    colour = mix(colour, np.broadcast_to(rgb(0.66, 0.72, 0.70), colour.shape), below)
    return as_bytes(colour)


def _clouds(
    side: int, seed: int, towards: tuple[Field, Field, Field], *, scale: float, cover: float
) -> tuple[Field, Field]:
    """Return how thick the clouds are, 0 to 1, and how much light is on them."""
    x, up, north = towards
    plane = spectral(side, seed, falloff=1.55, lowest=2)
    shift = plane - np.roll(plane, (6, -6), (0, 1))
    flat = 1 / np.maximum(up + 0.08, 0.06)
    row, col = north * flat * scale * side, x * flat * scale * side
    thick = _looked_up(plane, row, col)
    lit = _looked_up(shift, row, col)
    cloud = smoothstep(cover, cover + 1.1, thick)
    return cloud, np.clip(0.80 + 0.30 * lit - 0.22 * smoothstep(cover + 0.8, cover + 2.4, thick), 0, 1)


def _looked_up(plane: Field, row: Field, col: Field) -> Field:
    """Look a tiling plane up between its pixels."""
    r, c = np.floor(row).astype(np.int64), np.floor(col).astype(np.int64)
    v, u = row - r, col - c
    size = plane.shape[0]
    r0, r1, c0, c1 = r % size, (r + 1) % size, c % size, (c + 1) % size
    between: Field = (plane[r0, c0] * (1 - u) + plane[r0, c1] * u) * (1 - v) + (
        plane[r1, c0] * (1 - u) + plane[r1, c1] * u
    ) * v
    return between


def _tree_line(side: int, azimuth: Field) -> Field:
    """Return how high the trees stand in each direction, radians."""
    wave = spectral(side, 4200, falloff=1.2, lowest=6, highest=120)[0]
    at = azimuth / np.float32(2 * np.pi) * side
    line: Field = 0.035 + 0.012 * np.interp(
        at.ravel(), np.arange(side + 1), np.append(wave, wave[0])
    ).reshape(azimuth.shape).astype(np.float32)
    return line
