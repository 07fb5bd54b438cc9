"""Which surfaces the world is drawn with: those of the packs that are on, at last the game's own.

Owns how a pack's pictures become a Surface. Knows nothing of the engine, nor of which packs there are.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from maze3d.pack.catalogue import COLOUR, catalogue
from maze3d.pack.layers import Layers
from maze3d.view.surfaces.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from maze3d.pack.layers import Given
    from maze3d.pack.meshes import Model

SKY, CEILING = "sky/day", "textures/ceiling"

FLAT = (128, 128)
"""The normal of what has no relief: red right, green up."""

ROUGHNESS = 217
"""Of what says nothing of it: 0.85."""


class Stock:
    """The surfaces by asset. `layers`: the packs that are on."""

    def __init__(self, layers: Layers | None = None) -> None:
        self._layers = layers or Layers()
        self._begun: dict[tuple[str, int], Future[list[Surface]]] = {}

    def begin(self, wanted: Iterable[tuple[str, int]]) -> None:
        """Make these surfaces, asset and side, in a thread: it takes as long as a window takes to open."""
        thread = ThreadPoolExecutor(1, "surfaces")
        self._begun = {(key, pixels): thread.submit(self._made, key, pixels) for key, pixels in wanted}
        thread.shutdown(wait=False)

    def surfaces(self, key: str, pixels: int) -> list[Surface]:
        """Return the variants of an asset, `pixels` a side (a power of two); at least one."""
        begun = self._begun.pop((key, pixels), None)
        return begun.result() if begun else self._made(key, pixels)

    def _made(self, key: str, pixels: int) -> list[Surface]:
        given = self._layers.asset(key)
        if given is None:
            return [placeholder(pixels)]
        return _given_surfaces(self._layers, given, pixels, solid=catalogue().assets[key].relief)

    def surface(self, key: str, pixels: int) -> Surface:
        """Return the first variant of an asset."""
        return self.surfaces(key, pixels)[0]

    @property
    def has_sky(self) -> bool:
        """Whether there is a sky in place of ceilings."""
        return self._layers.is_above(SKY, CEILING)

    def sky(self) -> NDArray[np.uint8] | None:
        """Return the panorama that takes the place of ceilings (engine_order), None where there are ceilings.

        The upper pack decides: one that brings a ceiling roofs over the sky of those below it.
        """
        given = self._layers.asset(SKY)
        if given is None or not self.has_sky:
            return None
        pixels = self._layers.picture(given.layer, given.files[1, COLOUR])
        return placeholder(64).colour if pixels is None else engine_order(pixels)

    def picture(self, key: str) -> NDArray[np.uint8] | None:
        """Return a pack's picture, uint8[height, width, 4], red first, row 0 on top; None: no pack has one.

        A broken one is a board of magenta.
        """
        given = self._layers.asset(key)
        if given is None:
            return None
        pixels = self._layers.picture(given.layer, given.files[1, COLOUR])
        return engine_order(placeholder(64).colour) if pixels is None else pixels

    def models(self, key: str) -> dict[int, Model | None]:
        """Return a pack's models of an asset by variant; None for a broken one. Empty: the game's own."""
        given = self._layers.asset(key)
        if given is None:
            return {}
        return {
            variant: self._layers.model(given.layer, file)
            for (variant, _kind), file in sorted(given.files.items())
        }

    def colour(self, name: str) -> str:
        """Return a parameter that is a colour, such as #ffd19d."""
        return str(self._layers.parameter(name))

    def number(self, name: str) -> float:
        """Return a parameter that is a number."""
        return float(self._layers.parameter(name))


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
    relief = np.full((pixels, pixels, 4), (*FLAT, 0, ROUGHNESS), np.uint8)
    return Surface(engine_order(board), engine_order(relief))


def _surface(maps: dict[str, NDArray[np.uint8]], *, solid: bool) -> Surface:
    colour = maps[COLOUR].copy()
    if solid:  # then alpha is how high the stone stands
        colour[..., 3] = maps["height"][..., 0] if "height" in maps else 255
    relief = np.empty_like(colour)
    relief[..., :2] = maps["normal"][..., :2] if "normal" in maps else FLAT
    relief[..., 2] = maps["glow"][..., 0] if "glow" in maps else 0
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
    ordered = np.empty(pixels.shape, np.uint8)
    for here, there in enumerate((2, 1, 0, 3)):  # an index for all four takes ten times as long
        ordered[::-1, :, here] = pixels[..., there]
    return ordered
