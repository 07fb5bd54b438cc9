"""From height, colour and roughness to the pictures of a texture, and what all recipes share.

Fields have row 0 at the bottom (noise.py); the pictures that come out have it on top, as files do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from making.noise import blurred, positions, smoothstep, spectral, uniform

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from making.noise import Field

Colour: TypeAlias = "NDArray[np.floating[Any]]"
"""float32[size, size, 3], sRGB 0 to 1."""

Maps: TypeAlias = "dict[str, NDArray[np.uint8]]"
"""The pictures of a texture by map ("colour", "normal", ...): uint8[size, size], or with 3 or 4 channels."""

Recipe: TypeAlias = "Callable[[int], Maps]"
"""Makes a texture of that many pixels a side, a power of two from 64."""


def packed(
    colour: Colour,
    height: Field,
    roughness: Field,
    *,
    depth: float,
    hollows: float = 1.6,
    sunk: float = 1.0,
    glow: Field | None = None,
) -> Maps:
    """Return a texture's pictures; `depth` is the height's full range in units of the square.

    Hollows are darkened by how much lower they lie than what is around them, times `hollows`. `sunk` is how
    far the height's picture goes down, which the shader marches through: hard edges of 1 would fray there.
    """
    size = height.shape[0]
    slope = depth * size / 2
    dx = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * slope
    dy = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) * slope
    length = np.sqrt(dx * dx + dy * dy + 1)
    hollow = np.clip(1 + hollows * (height - blurred(height, size / 64)), 0.52, 1.15)
    normal = np.stack([-dx / length, -dy / length, 1 / length], -1) * 0.5 + 0.5
    maps = {
        "colour": as_bytes(colour * hollow[..., None]),
        "normal": as_bytes(normal),
        "rough": as_bytes(roughness),
        "height": as_bytes(1 - sunk * (1 - np.clip(height, 0, 1))),
    }
    if glow is not None:
        maps["glow"] = as_bytes(glow)
    return maps


def as_bytes(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return values of 0 to 1 as a picture, row 0 on top."""
    return np.ascontiguousarray((np.clip(values, 0, 1) * 255 + 0.5).astype(np.uint8)[::-1])


def per_piece(piece: NDArray[np.int64], seed: int) -> Field:
    """Return a number 0 to 1 for each pixel, the same all over a stone, a leaf, a panel."""
    values: Field = uniform((4096,), seed)[piece % 4096]
    return values


def mix(a: Colour | Field, b: Colour | Field, share: Field) -> Colour:
    """Return `a` where `share` is 0 and `b` where it is 1."""
    mixed: Colour = a + (b - a) * share[..., None]
    return mixed


def rgb(*values: float) -> Colour:
    """Return one colour, to be spread."""
    return np.array(values, np.float32)[None, None]


def wobble(size: int, seed: int, strength: float) -> tuple[Field, Field]:
    """Return pixel positions pushed about, so that no joint is ruled straight."""
    x, y = positions(size)
    return (
        x + strength * spectral(size, seed, falloff=1.6, lowest=2, highest=40),
        y + strength * spectral(size, seed + 1, falloff=1.6, lowest=2, highest=40),
    )


def grainy(size: int, seed: int, stain: float, grain: float) -> Field:
    """Return a factor about 1: broad stains and fine grain."""
    return (
        1
        + stain * spectral(size, seed, falloff=1.5)
        + grain * spectral(size, seed + 1, falloff=0.5, lowest=20)
    )


def band(value: Field, low: float, high: float, soft: float) -> Field:
    """Return 1 from `low` to `high`, 0 outside, with edges `soft` wide."""
    return smoothstep(low - soft, low + soft, value) * smoothstep(high + soft, high - soft, value)
