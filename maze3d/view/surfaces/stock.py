"""Which surfaces the world is drawn with: those of the packs that are on, else the game's own.

Owns which of the recipes stand for which asset, and how a pack's pictures become a Surface. Knows nothing of
the engine, nor of which packs there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from maze3d.pack.catalogue import COLOUR, catalogue
from maze3d.view.surfaces.cache import cached_surface
from maze3d.view.surfaces.catalogue import Surface

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from maze3d.pack.layers import Given, Layers

OWN: dict[str, tuple[str, ...]] = {
    "textures/wall": ("brick", "ashlar"),
    "textures/floor": ("flags", "cobbles"),
    "textures/ceiling": ("vault",),
    "textures/fittings": ("fittings",),
    "textures/cloth": ("cloth",),
    "textures/marks": ("marks",),
}
"""Asset -> the recipes that are its variants."""

FLAT = (128, 128, 255)
"""The normal of what has no relief: red right, green up, blue out."""

ROUGHNESS = 217
"""Of what says nothing of it: 0.85."""


class Stock:
    """The surfaces by asset. `layers`: the packs that are on."""

    def __init__(self, cache_dir: Path, layers: Layers | None = None) -> None:
        self._cache_dir = cache_dir
        self._layers = layers

    def surfaces(self, key: str, pixels: int) -> list[Surface]:
        """Return the variants of an asset, `pixels` a side (a power of two); at least one."""
        given = self._layers.asset(key) if self._layers else None
        if self._layers and given:
            return _given_surfaces(self._layers, given, pixels, solid=catalogue().assets[key].relief)
        return [cached_surface(name, pixels, self._cache_dir) for name in OWN[key]]

    def surface(self, key: str, pixels: int) -> Surface:
        """Return the first variant of an asset."""
        return self.surfaces(key, pixels)[0]

    def colour(self, name: str) -> str:
        """Return a parameter that is a colour, such as #ffd19d."""
        return str(self._parameter(name))

    def number(self, name: str) -> float:
        """Return a parameter that is a number."""
        return float(self._parameter(name))

    def _parameter(self, name: str) -> float | str:
        return self._layers.parameter(name) if self._layers else catalogue().parameters[name].default

    def weather(self, pixels: int) -> Surface:
        """Return the noise that the shader lays over all others: no pack's."""
        return cached_surface("weather", pixels, self._cache_dir)


def _given_surfaces(layers: Layers, given: Given, pixels: int, *, solid: bool) -> list[Surface]:
    """Return what a pack has for an asset, which can be seen through unless it is `solid`."""
    variants: dict[int, dict[str, NDArray[np.uint8]]] = {
        variant: {} for variant, kind in sorted(given.files) if kind == COLOUR
    }
    for (variant, kind), file in given.files.items():
        read = layers.picture(given.layer, file)
        if read is not None and variant in variants:
            variants[variant][kind] = _sized(read, pixels)
    return [
        _surface(maps, solid=solid) if COLOUR in maps else placeholder(pixels) for maps in variants.values()
    ]


def placeholder(pixels: int) -> Surface:
    """Return what is seen where a picture cannot be read: a board of two colours that no stone has."""
    row, col = np.indices((pixels, pixels)) * 8 // pixels
    board = np.where(((row + col) % 2)[..., None], (255, 0, 220, 255), (20, 20, 20, 255)).astype(np.uint8)
    relief = np.full((pixels, pixels, 4), (*FLAT, ROUGHNESS), np.uint8)
    return Surface(engine_order(board), engine_order(relief))


def _surface(maps: dict[str, NDArray[np.uint8]], *, solid: bool) -> Surface:
    colour = maps[COLOUR].copy()
    if solid:  # then alpha is how high the stone stands
        colour[..., 3] = maps["height"][..., 0] if "height" in maps else 255
    relief = np.empty_like(colour)
    relief[..., :3] = maps["normal"][..., :3] if "normal" in maps else FLAT
    relief[..., 3] = maps["rough"][..., 0] if "rough" in maps else ROUGHNESS
    return Surface(engine_order(colour), engine_order(relief))


def _sized(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return a square picture with that side; channel by channel, as alpha is no transparency here."""
    if len(pixels) == side:
        return pixels
    channels = [
        Image.fromarray(np.ascontiguousarray(pixels[..., each])).resize(
            (side, side), Image.Resampling.LANCZOS
        )
        for each in range(4)
    ]
    return np.stack([np.asarray(each) for each in channels], -1)


def engine_order(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return RGBA with row 0 on top as the engine has it, BGRA with row 0 at the bottom; or the other way."""
    return np.ascontiguousarray(pixels[::-1, :, [2, 1, 0, 3]])
